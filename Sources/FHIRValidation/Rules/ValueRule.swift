// A value that a profile gives: what an element must be equal to (`fixed[x]`), or must have in it (`pattern[x]`).
//
// Source: FHIR R4, "ElementDefinition", fixed[x] and pattern[x].

import FHIR

/// A value to compare with.
struct ValueRule: Sendable {
    /// The value, in the tree of the profile's file.
    let value: Tree.Node
    /// Whether nothing else may be there.
    let isExact: Bool

    /// Whether a value satisfies the rule.
    func holds(for node: Tree.Node) -> Bool {
        isExact ? Self.isEqual(node, value) : Self.contains(node, value)
    }

    /// The values inside at a name, as rules of their own.
    func inside(_ name: String) -> [ValueRule] {
        value.children(named: name).map { ValueRule(value: $0, isExact: isExact) }
    }

    /// Whether two values have the same text and the same elements in the same order.
    private static func isEqual(_ left: Tree.Node, _ right: Tree.Node) -> Bool {
        guard left.text == right.text else { return false }
        var mine = left.children
        var other = right.children
        while true {
            switch (mine.next(), other.next()) {
            case (nil, nil): return true
            case (let first?, let second?):
                guard isSameMember(first, second), isEqual(first, second) else { return false }
            default: return false
            }
        }
    }

    /// Whether a value has everything that a pattern has; of a list's items, in any order.
    private static func contains(_ node: Tree.Node, _ pattern: Tree.Node) -> Bool {
        if let text = pattern.text, text != node.text { return false }
        for wanted in pattern.children {
            guard node.children.contains(where: { isSameMember($0, wanted) && contains($0, wanted) }) else {
                return false
            }
        }
        return true
    }

    /// Members of two types, such as Quantity and Age, are the same by their names.
    private static func isSameMember(_ left: Tree.Node, _ right: Tree.Node) -> Bool {
        left.tree.member(at: left.index) == right.tree.member(at: right.index) || left.name == right.name
    }
}
