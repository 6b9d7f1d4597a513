// FHIR's own functions about the tree (R4 §2.1.9.1.5): extensions, references, narrative.
//
// Nothing leaves the tree: references are resolved inside the Bundle and among contained resources.

import FHIR

extension TreeEvaluation {
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
        case .memberOf: return try codeMembership(of: input, in: argument)
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
            let references = environment.references
            let work = references.map { $0.entryCount / 32 } ?? tree.root.children(named: "entry").count
            try spend(work + 16)
            if let target = ReferenceTarget.find(address, from: start, in: tree, references) {
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
