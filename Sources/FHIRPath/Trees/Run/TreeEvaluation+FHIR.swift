// FHIR's own functions (R4 §2.1.9.1.5): extensions, references, value sets, profiles, narrative.
//
// Nothing leaves the tree: references are resolved inside the Bundle and among contained resources, value sets
// are those whose codes the definitions list, and `conformsTo` knows the base definitions.

import FHIR

extension TreeEvaluation {
    private static let structureDefinitions = "http://hl7.org/fhir/StructureDefinition/"

    mutating func fhir(
        _ function: TreeFunction,
        _ input: [TreeValue],
        _ argument: [TreeValue]
    ) throws(TreeProblem) -> [TreeValue] {
        switch function {
        case .extension: return try extensions(of: input, argument)
        case .resolve: return try resolve(input)
        case .hasValue: return [.boolean(input.count == 1 && isPrimitiveValue(input[0]))]
        case .getValue:
            guard input.count == 1, isPrimitiveValue(input[0]), let value = plain(input[0]) else { return [] }
            return [value]
        case .conformsTo: return try conforms(input, to: argument)
        case .memberOf: return try membership(of: input, in: argument)
        default:
            guard let text = try text(input, "`\(function.rawValue)`") else { return [] }
            try checkLength(text)
            return [.boolean(Narrative.isAcceptable(text))]
        }
    }

    private func isPrimitiveValue(_ value: TreeValue) -> Bool {
        guard case .node(let index) = value, let tree else { return value.systemType != nil }
        return tree.hasText(at: index)
    }

    private mutating func extensions(of input: [TreeValue], _ argument: [TreeValue]) throws(TreeProblem)
        -> [TreeValue]
    {
        guard let tree, let address = try text(argument, "`extension`") else { return [] }
        let extensions = TreeName(name: "extension", members: schema.members(named: "extension"))
        var found: [TreeValue] = []
        for value in input {
            for case .node(let index) in try path(.constant([value]), [extensions], TreeFocus())
            where tree.node(at: index)["url"]?.text == address {
                found.append(.node(index))
            }
        }
        return found
    }

    /// The input, unless something changes its meaning that the caller does not know.
    mutating func checkModifiers(_ input: [TreeValue], _ known: [[TreeValue]]) throws(TreeProblem)
        -> [TreeValue]
    {
        guard let tree else { return input }
        var addresses: [String] = []
        for argument in known {
            if let address = try text(argument, "`checkModifiers`") { addresses.append(address) }
        }
        let modifiers = TreeName(
            name: "modifierExtension",
            members: schema.members(named: "modifierExtension")
        )
        for case .node(let index) in try path(.constant(input), [modifiers], TreeFocus()) {
            guard addresses.contains(tree.node(at: index)["url"]?.text ?? "") else {
                throw .execution("a modifier extension that is not known")
            }
        }
        return input
    }

    private func conforms(_ input: [TreeValue], to argument: [TreeValue]) throws(TreeProblem) -> [TreeValue] {
        guard let value = try single(input, "`conformsTo`"), let address = try text(argument, "`conformsTo`")
        else {
            return []
        }
        guard address.hasPrefix(Self.structureDefinitions),
            let type = schema.definitions.type(
                named: String(address.dropFirst(Self.structureDefinitions.count))
            )
        else { throw .execution("`conformsTo` knows the base definitions only") }
        guard case .node(let index) = value, let tree else { return [.boolean(false)] }
        return [.boolean(schema.definitions.type(tree.type(at: index), isA: type))]
    }

    private func membership(of input: [TreeValue], in argument: [TreeValue]) throws(TreeProblem)
        -> [TreeValue]
    {
        guard let value = try single(input, "`memberOf`"), let address = try text(argument, "`memberOf`")
        else {
            return []
        }
        guard let codes = schema.valueSet(address) else { return [] }
        if let text = plain(value)?.text(in: tree) { return [.boolean(codes.contains(text))] }
        guard case .node(let index) = value, let tree else { return [] }
        let node = tree.node(at: index)
        let codings = node.type.name == "CodeableConcept" ? node.children(named: "coding") : [node]
        let isMember = codings.contains { coding in
            guard let code = coding["code"]?.text else { return false }
            guard let system = coding["system"]?.text else { return codes.contains(code) }
            return codes.contains(code, of: system)
        }
        return [.boolean(isMember)]
    }

    /// The resources that references point to, inside of the tree.
    private mutating func resolve(_ input: [TreeValue]) throws(TreeProblem) -> [TreeValue] {
        guard let tree else { return [] }
        var found: [TreeValue] = []
        for value in input {
            let address: String?
            if case .node(let index) = value, !tree.definitions.isPrimitive(tree.type(at: index)) {
                address = tree.node(at: index)["reference"]?.text
            } else {
                address = plain(value)?.text(in: tree)
            }
            guard let address, let start = place(of: value) else { continue }
            try spend(tree.node(at: tree.rootIndex).children(named: "entry").count + 16)
            if let target = ReferenceTarget.find(address, from: start, in: tree) {
                found.append(.node(target))
            }
        }
        return found
    }

    private func place(of value: TreeValue) -> Tree.Index? {
        if case .node(let index) = value { return index }
        return context
    }
}
