// An Identifier by name (FHIR R4, "Identifier").

/// An Identifier in a tree.
public struct IdentifierView: Sendable {
    /// The element.
    public let node: Tree.Node

    /// Looks at a node as an Identifier; `nil` where it is none.
    public init?(_ node: Tree.Node) {
        guard node.type.name == "Identifier" else { return nil }
        self.node = node
    }

    /// Whose number it is.
    public var system: String? { node["system"]?.text }
    /// The number.
    public var value: String? { node["value"]?.text }
    /// What kind of number it is, such as `MR`: the codes of its type, in their order.
    public var typeCodes: [String] { node.texts(at: "type.coding.code") }

    /// The identifiers among the elements of a name.
    public static func all(_ name: String, of node: Tree.Node) -> [IdentifierView] {
        node.children(named: name).compactMap(IdentifierView.init)
    }
}
