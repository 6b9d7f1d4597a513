// Base validation of a tree: what must be there, how often, in which format and from which required codes.
//
// It asks the definitions only. Invariants, references' targets, rules of Bundles and profiles are not checked
// here. Every issue names its place and never a value (FHIR R4, "Validating Resources").

/// Checks trees against the definitions they were made with.
public struct Validator {
    private let definitions: Definitions.Storage
    private let tree: Tree
    private var issues: [OutcomeIssue] = []

    /// What is wrong with a tree, in document order; empty if nothing is.
    public static func issues(in tree: Tree) -> [OutcomeIssue] {
        var validator = Validator(tree)
        for position in tree.storage.records.indices { validator.check(position) }
        return validator.issues
    }

    private init(_ tree: Tree) {
        self.tree = tree
        definitions = tree.definitions.storage
    }

    private mutating func check(_ position: Int) {
        let record = tree.storage.records[position]
        if let format = definitions.types[record.type.index].format {
            checkValue(position, format)
        }
        if position > 0 { checkBinding(position) }
        checkChildren(of: position, type: record.type)
    }

    // MARK: Cardinality

    /// Goes through the children and the required elements side by side; both are in definition order.
    private mutating func checkChildren(of position: Int, type: TypeID) {
        let required = definitions.requiredElements[type.index]
        var upcoming = 0
        var child = position + 1
        let end = Int(tree.storage.records[position].end)
        var previous = -1
        while child < end {
            let element = self.element(of: child)
            if element == previous {
                checkRepeat(child, of: element)
            } else {
                while upcoming < required.count, required[upcoming] < element {
                    reportMissing(required[upcoming], in: position)
                    upcoming += 1
                }
                if upcoming < required.count, required[upcoming] == element { upcoming += 1 }
            }
            previous = element
            child = Int(tree.storage.records[child].end)
        }
        for element in required[upcoming...] { reportMissing(element, in: position) }
    }

    /// The position of the element that a node is one of.
    private func element(of position: Int) -> Int {
        Int(definitions.members[tree.storage.records[position].member.index].element)
    }

    private mutating func checkRepeat(_ child: Int, of element: Int) {
        guard !definitions.elements[element].isRepeating else { return }
        report(.structure, "there may be only one", at: child)
    }

    private mutating func reportMissing(_ element: Int, in parent: Int) {
        report(.required, "\(definitions.elements[element].name) is required", at: parent)
    }

    // MARK: Values

    private mutating func checkValue(_ position: Int, _ format: PrimitiveFormat) {
        let record = tree.storage.records[position]
        let text = tree.storage.text
        if record.hasText, !format.accepts(text.span, record.text) {
            report(.value, "the value is not a valid \(format)", at: position)
        }
    }

    private mutating func checkBinding(_ position: Int) {
        guard let binding = definitions.elements[element(of: position)].binding else { return }
        let node = tree.node(at: Tree.Index(position))
        if !Self.isBound(node, by: binding) {
            report(.codeInvalid, "the code is not in the value set \(binding.valueSet)", at: position)
        }
    }

    /// Whether a code, a coding or one of a concept's codings is among the codes.
    ///
    /// What has no code at all, such as a concept that is text only, is not in a value set; a value that is
    /// absent for a reason given in an extension is left alone.
    private static func isBound(_ node: Tree.Node, by binding: RequiredBinding) -> Bool {
        switch node.type.name {
        case "CodeableConcept":
            node.children(named: "coding").contains { isBound($0, by: binding) }
        case "Coding":
            node.text(at: "code").map { code in
                node.text(at: "system").map { binding.contains(code, of: $0) } ?? binding.contains(code)
            } ?? false
        default:
            node.text.map { binding.contains($0) } ?? true
        }
    }

    private mutating func report(_ code: OutcomeIssue.Code, _ text: String, at position: Int) {
        let path = tree.expression(at: Tree.Index(position))
        issues.append(OutcomeIssue(.error, code, at: path, text))
    }
}
