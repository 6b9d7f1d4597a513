// Which type a value becomes, and the slot it is written to.

import FHIR
import FHIRPath
import LocatedYAML

extension MapCompiler {
    /// Compiles an expression for a place; 0 where something is wrong.
    mutating func expressionValue(
        _ text: String,
        at location: SourceLocation,
        for place: ElementPlace,
        _ scope: Scope
    ) -> Int32 {
        let compiled = compiler.compile(
            text,
            at: location,
            key: key,
            in: scope,
            wanted: place.types,
            targets: place.targets.filter { definitions[$0].name != "Resource" },
            into: &diagnostics
        )
        guard let compiled else { return 0 }
        if compiled.type.kind == .nothing { return 0 }
        if compiled.type.isPlural, !place.element.isRepeating {
            diagnostics.error(
                at: location,
                key: key,
                "`\(place.element.name)` holds one value, and this may be several",
                suggestion: "add `.first()` or `.join(' ')`, or leave out `[*]`"
            )
            return 0
        }
        do {
            let type = try type(of: compiled.type, for: place)
            let root = try adapted(compiled, to: type, scope)
            guard let slot = slot(for: place, as: type) else { return 0 }
            // What compiled can be parsed.
            if let expression = try? Expression(text) {
                checkTables(of: expression, for: place, type)
                checkRepetitions(of: expression, for: place, at: location)
            }
            return add(.expression(root, slot: slot))
        } catch {
            diagnostics.error(at: location, key: key, error.message, suggestion: error.suggestion)
            return 0
        }
    }

    /// Calls the one map that leads from a raw HL7 v2 value to a complex type.
    private mutating func adapted(
        _ compiled: Compiler<MapDirectory>.Compiled,
        to type: TypeID,
        _ scope: Scope
    ) throws(CheckProblem) -> Root {
        guard !definitions.isPrimitive(type) else { return compiled.root }
        let kinds =
            compiled.type.alternatives.isEmpty ? [compiled.type.kind] : Array(compiled.type.alternatives)
        guard kinds.contains(where: \.isRaw) else { return compiled.root }
        guard kinds.count == 1 else {
            throw CheckProblem("values of several kinds are mixed here", suggestion: "call a map on each")
        }
        let map = try compiler.directory.implicitMap(from: kinds[0], to: [type])
        let number = compiler.directory.number(ofMap: map, in: scope)
        return compiler.program.deferring(number, on: compiled.root)
    }

    /// The type that a value takes at a place.
    private func type(of value: StaticType, for place: ElementPlace) throws(CheckProblem) -> TypeID {
        let kinds =
            value.alternatives.isEmpty ? [value.kind] : value.alternatives.sorted { "\($0)" < "\($1)" }
        var types: [TypeID] = []
        for kind in kinds {
            let type = try type(of: kind, for: place)
            if !types.contains(type) { types.append(type) }
        }
        // A table's row fits Coding as well as CodeableConcept: the other branch decides.
        if types.count > 1, let mapped = kinds.lazy.compactMap(\.mappedType).first,
            place.types.contains(mapped)
        {
            return mapped
        }
        guard let type = types.first, types.count == 1 else {
            throw undecidable(place)
        }
        return type
    }

    private func type(of kind: StaticType.Kind, for place: ElementPlace) throws(CheckProblem) -> TypeID {
        if place.types.count == 1 {
            try check(kind, fits: place.types[0], place)
            return place.types[0]
        }
        if case .fhir(let type) = kind, place.types.contains(type) { return type }
        for name in kind.preferredTypes {
            if let type = definitions.type(named: name), place.types.contains(type) { return type }
        }
        throw undecidable(place)
    }

    private func undecidable(_ place: ElementPlace) -> CheckProblem {
        let names = place.types.map { definitions[$0].name }.joined(separator: ", ")
        return CheckProblem(
            "`\(place.element.name)` can be \(names), and which one cannot be told from this value",
            suggestion: "convert it (`toDateTime()`, `text()`), call a map, or say `type:`"
        )
    }

    private func check(
        _ kind: StaticType.Kind,
        fits type: TypeID,
        _ place: ElementPlace
    ) throws(CheckProblem) {
        let name = definitions[type].name
        if case .fhir(let given) = kind {
            let bothPrimitive = definitions.isPrimitive(given) && definitions.isPrimitive(type)
            guard given == type || bothPrimitive else {
                throw CheckProblem(
                    "this yields \(definitions[given].name), and `\(place.element.name)` is a \(name)"
                )
            }
            return
        }
        guard !definitions.isPrimitive(type), !kind.isRaw else { return }
        let isCoded = name == "Coding" || name == "CodeableConcept"
        guard kind == .tableRow, isCoded else {
            if kind == .unknown || kind == .nothing { return }
            throw CheckProblem(
                "`\(place.element.name)` is a \(name), and this is a single value",
                suggestion: "call a map, or set its elements with `set:`"
            )
        }
    }

    /// The slot for values of a type at a place.
    mutating func slot(for place: ElementPlace, as type: TypeID) -> Int32? {
        guard let member = place.element.member(as: type) else { return nil }
        plan.slots.append(
            Plan.Slot(
                member: member,
                form: form(of: type),
                isRepeating: place.element.isRepeating,
                requirement: requirement(of: type)
            )
        )
        return Int32(plan.slots.count - 1)
    }

    private func form(of type: TypeID) -> Plan.Slot.Form {
        let definition = definitions[type]
        if let format = definition.format { return .primitive(format) }
        switch definition.name {
        case "Reference":
            return definitions.member(named: "reference", in: type).map { .reference(text: $0) } ?? .complex
        case "Coding": return codingMembers(of: type).map { .coding($0) } ?? .complex
        case "CodeableConcept":
            guard let coding = definitions.member(named: "coding", in: type),
                let members = codingMembers(of: definitions.type(of: coding))
            else { return .complex }
            return .concept(coding: coding, members)
        default: return .complex
        }
    }

    private func codingMembers(of type: TypeID) -> Plan.CodingMembers? {
        guard let system = definitions.member(named: "system", in: type),
            let code = definitions.member(named: "code", in: type),
            let display = definitions.member(named: "display", in: type)
        else { return nil }
        return Plan.CodingMembers(system: system, code: code, display: display)
    }

    // MARK: Maps to primitives

    /// Compiles the value of a map to a primitive into an expression, so that it can be worked on.
    mutating func inlineValue(_ node: Node, _ scope: Scope) -> Root {
        switch node.content {
        case .scalar(let text):
            let compiled = compiler.compile(text, at: node.location, key: key, in: scope, into: &diagnostics)
            return compiled?.root ?? compiler.program.nothing
        case .sequence(let items):
            let roots = items.map { inlineValue($0, scope) }
            return compiler.program.sequence(roots)
        case .mapping: return inlineMapping(node, scope)
        }
    }

    private mutating func inlineMapping(_ node: Node, _ scope: Scope) -> Root {
        guard var reader = MappingReader(node, path: key, into: &diagnostics) else {
            return compiler.program.nothing
        }
        let nodes = ValueNodes(&reader)
        reader.finish(into: &diagnostics)
        if let constant = nodes.constant?.scalar { return compiler.program.constantText(constant) }
        let otherwise = nodes.otherwise.map { inlineValue($0, scope) } ?? compiler.program.nothing
        if let subject = nodes.switchOn, let cases = nodes.cases?.mapping {
            guard let root = expression(subject, key: "switch", scope) else {
                return compiler.program.nothing
            }
            var result = otherwise
            for entry in cases.reversed() {
                let condition = compiler.program.equals(root, entry.key)
                let then = inlineValue(entry.value, scope)
                result = compiler.program.choose(condition, then: then, otherwise: result)
            }
            return result
        }
        guard let value = nodes.value else {
            diagnostics.error(at: node.location, key: key, "expected `value`, `constant` or `switch`")
            return compiler.program.nothing
        }
        let then = inlineValue(value, scope)
        guard let when = nodes.when else { return then }
        guard let condition = expression(when, key: "when", scope) else { return compiler.program.nothing }
        return compiler.program.choose(condition, then: then, otherwise: otherwise)
    }
}

extension StaticType.Kind {
    /// Whether it is a value of HL7 v2 that a map must turn into something complex.
    fileprivate var isRaw: Bool {
        switch self {
        case .datatype, .segment, .group: true
        default: false
        }
    }

    /// The FHIR type that a map yields.
    fileprivate var mappedType: TypeID? {
        if case .fhir(let type) = self { type } else { nil }
    }

    /// The FHIR types that a value naturally becomes, best first.
    fileprivate var preferredTypes: [String] {
        switch self {
        case .text: ["string", "markdown", "uri", "code"]
        case .boolean: ["boolean"]
        case .integer: ["integer", "positiveInt", "unsignedInt", "decimal"]
        case .decimal: ["decimal"]
        case .date: ["date", "dateTime"]
        case .dateTime: ["dateTime", "instant"]
        case .instant: ["instant", "dateTime"]
        case .time: ["time"]
        case .tableRow: ["CodeableConcept", "Coding", "code", "string"]
        default: []
        }
    }
}
