// Names in paths, environment variables and type names.

import FHIR
import LocatedYAML

extension TreeCompiler {
    /// A name at the head of a path: a type that the value at hand has, or an element of it.
    func head(_ name: String, _ around: Surroundings, at position: Int) throws(TreeProblem) -> Compiled {
        let type = name.first?.isUppercase == true ? definitions.type(named: name) : nil
        guard let type else { return try member(name, of: (.this, around.this), at: position) }
        let step = TreeStep.head(TreeName(name: name, members: schema.members(named: name)), type: type)
        guard isStrict, case .fhir(let types) = around.this.kind, !types.isEmpty else {
            return (step, TreeShape(kind: .fhir([type])))
        }
        guard types.contains(where: { definitions.type($0, isA: type) || definitions.type(type, isA: $0) })
        else {
            throw .semantic(position, "what is at hand is never a \(name)", suggestion: atHand(types))
        }
        return (step, TreeShape(kind: .fhir([type])))
    }

    private func atHand(_ types: [TypeID]) -> String? {
        types.first.map { "it is a \(definitions[$0].name)" }
    }

    /// `base.name`.
    func member(_ name: String, of base: Compiled, at position: Int) throws(TreeProblem) -> Compiled {
        let members = schema.members(named: name)
        let found = try types(of: members, in: base.shape, name, at: position)
        let shape = TreeShape(
            kind: found.map { .fhir($0) } ?? .any,
            isOrdered: base.shape.isOrdered,
            isPlural: base.shape.isPlural || isRepeating(name, in: base.shape)
        )
        let step = TreeName(name: name, members: members)
        guard case .path(let inner, let names) = base.step else { return (.path(base.step, [step]), shape) }
        return (.path(inner, names + [step]), shape)
    }

    /// Whether a type at hand has several elements of a name.
    private func isRepeating(_ name: String, in shape: TreeShape) -> Bool {
        guard case .fhir(let bases) = shape.kind else { return false }
        return bases.contains { definitions.element(named: name, in: $0)?.isRepeating == true }
    }

    /// The types that an element of a name can have below a shape; `nil` where that is not known.
    private func types(
        of members: MembersByType,
        in shape: TreeShape,
        _ name: String,
        at position: Int
    ) throws(TreeProblem) -> [TypeID]? {
        guard case .fhir(let bases) = shape.kind, !bases.isEmpty, !members.isEmpty else {
            var bases: [TypeID] = []
            if case .fhir(let types) = shape.kind { bases = types }
            // `namespace` is a part of what `type()` yields, and of nothing else.
            if members.isEmpty, name != "namespace" { try refuse(name, in: bases, at: position) }
            return nil
        }
        var found: [TypeID] = []
        for base in bases {
            guard members[base] != nil else {
                // A value may be of a type that inherits from this one.
                if definitions[base].isAbstract { return nil }
                continue
            }
            for reference in definitions.element(named: name, in: base)?.types ?? []
            where !found.contains(reference.type) { found.append(reference.type) }
        }
        if found.isEmpty { try refuse(name, in: bases, at: position) }
        return found.isEmpty ? nil : found
    }

    /// The name is none of the types at hand: an error in strict mode, and always where it names a choice's type.
    private func refuse(_ name: String, in types: [TypeID], at position: Int) throws(TreeProblem) {
        if let choice = schema.typedChoice(name) {
            throw .semantic(
                position,
                "a path has `\(choice.element)` and not the type in its name",
                suggestion: "write `\(choice.element).ofType(\(definitions[choice.type].name))`"
            )
        }
        guard isStrict else { return }
        let names = types.flatMap { schema.names(of: $0) }
        let owner = types.first.map { "\(definitions[$0].name) has" } ?? "no type has"
        throw .semantic(
            position,
            types.isEmpty ? "\(owner) an element `\(name)`" : "\(owner) no element `\(name)`",
            suggestion: closestMatch(to: name, in: names).map { "did you mean `\($0)`?" }
        )
    }

    /// `%name`.
    func environment(_ name: String, _ around: Surroundings, at position: Int) throws(TreeProblem) -> Compiled
    {
        if let variable = variables.last(where: { $0.name == name }) {
            return (.variable(variable.slot), variable.shape)
        }
        if let text = site?.constants[name] { return (.constant([.string(text)]), .string) }
        if let known = TreeEnvironmentName(rawValue: name) { return (.environment(known), .any) }
        guard let text = Self.address(name) else {
            let known = variables.map(\.name) + (site?.constants.keys.sorted() ?? [])
            throw .semantic(
                position,
                "there is no `%\(name)` here",
                suggestion: closestMatch(to: name, in: known).map { "did you mean `%\($0)`?" }
            )
        }
        return (.constant([.string(text)]), .string)
    }

    /// The addresses that stand for themselves (FHIR R4 §2.1.9.1.4).
    private static func address(_ name: String) -> String? {
        switch name {
        case "sct": "http://snomed.info/sct"
        case "loinc": "http://loinc.org"
        case "ucum": "http://unitsofmeasure.org"
        case _ where name.hasPrefix("vs-"): "http://hl7.org/fhir/ValueSet/" + name.dropFirst(3)
        case _ where name.hasPrefix("ext-"): "http://hl7.org/fhir/StructureDefinition/" + name.dropFirst(4)
        default: nil
        }
    }

    /// A type name, `System.String`, `FHIR.Patient` or without its namespace.
    func typeTest(_ name: String, at position: Int) throws(TreeProblem) -> TreeTypeTest {
        if let plain = Self.name(name, in: "System.") {
            let system = SystemType(rawValue: plain)
            // Nothing is a `System.Patient`, and asking is no mistake.
            if system != nil || definitions.type(named: plain) != nil {
                return TreeTypeTest(system: system, fhir: nil, isPrimitive: false)
            }
            throw Self.unknownType(plain, at: position, among: SystemType.allCases.map(\.rawValue))
        }
        let isQualified = Self.name(name, in: "FHIR.") != nil
        let plain = Self.name(name, in: "FHIR.") ?? name
        let system = isQualified ? nil : SystemType(rawValue: plain)
        let fhir = definitions.type(named: plain)
        guard system != nil || fhir != nil else {
            let names = definitions.types.map(\.name) + SystemType.allCases.map(\.rawValue)
            throw Self.unknownType(plain, at: position, among: names)
        }
        let isPrimitive = fhir.map { definitions.isPrimitive($0) } ?? false
        return TreeTypeTest(system: system, fhir: fhir, isPrimitive: isPrimitive)
    }

    private static func unknownType(_ name: String, at position: Int, among names: [String]) -> TreeProblem {
        .semantic(
            position,
            "there is no type `\(name)`",
            suggestion: closestMatch(to: name, in: names).map { "did you mean `\($0)`?" }
        )
    }

    private static func name(_ name: String, in namespace: String) -> String? {
        name.hasPrefix(namespace) ? String(name.dropFirst(namespace.count)) : nil
    }

    func shape(of test: TreeTypeTest) -> TreeShape {
        switch (test.system, test.fhir) {
        case (let system?, nil): TreeShape(kind: .system(system))
        case (nil, let fhir?): TreeShape(kind: .fhir([fhir]))
        default: .any
        }
    }
}
