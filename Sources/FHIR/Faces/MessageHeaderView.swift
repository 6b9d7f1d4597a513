// The header of a message by name (FHIR R4, "MessageHeader").

/// A MessageHeader in a tree.
public struct MessageHeaderView: Sendable {
    /// The resource.
    public let node: Tree.Node

    /// Looks at a node as a MessageHeader; `nil` where it is none.
    public init?(_ node: Tree.Node) {
        guard node.type.name == "MessageHeader" else { return nil }
        self.node = node
    }

    /// The message's id, by which an answer names it.
    public var id: String? { node["id"]?.text }
    /// The address that it comes from.
    public var sourceEndpoint: String? { node.text(at: "source.endpoint") }
    /// The address of its first destination.
    public var destinationEndpoint: String? { node.text(at: "destination.endpoint") }
    /// The event, where it is a code.
    public var eventCoding: Tree.Node? { node["eventCoding"] }
    /// The event, where it is an address.
    public var eventURI: String? { node["eventUri"]?.text }
}
