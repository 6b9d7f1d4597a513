// A Bundle and its entries by name (FHIR R4, "Bundle"): what the engine asks of them, not all they have.

/// A Bundle in a tree.
public struct BundleView: Sendable {
    /// The resource.
    public let node: Tree.Node

    /// Looks at a node as a Bundle; `nil` where it is none.
    public init?(_ node: Tree.Node) {
        guard node.type.name == "Bundle" else { return nil }
        self.node = node
    }

    /// What it is for, such as `transaction`.
    public var type: String? { node["type"]?.text }

    /// Its identifier, the same over all copies of it.
    public var identifier: IdentifierView? { node["identifier"].flatMap(IdentifierView.init) }

    /// The entries, in their order.
    public var entries: [Entry] { node.children(named: "entry").map(Entry.init) }

    /// The header, where it is a message: its first entry's resource.
    public var messageHeader: MessageHeaderView? {
        node["entry"]?["resource"].flatMap(MessageHeaderView.init)
    }

    /// One entry.
    public struct Entry: Sendable {
        /// The element.
        public let node: Tree.Node

        init(_ node: Tree.Node) {
            self.node = node
        }

        /// What others in the Bundle call the resource.
        public var fullURL: String? { node["fullUrl"]?.text }
        /// The resource, where there is one.
        public var resource: Tree.Node? { node["resource"] }
        /// What is to be done, where it is asked.
        public var request: Request? { node["request"].map(Request.init) }
    }

    /// What is to be done with an entry.
    public struct Request: Sendable {
        /// The element.
        public let node: Tree.Node

        init(_ node: Tree.Node) {
            self.node = node
        }

        /// The HTTP method, such as `POST`.
        public var method: String? { node["method"]?.text }
        /// The address, relative to the server's base; empty where there is none.
        public var url: String { node["url"]?.text ?? "" }
        /// The condition of a create.
        public var ifNoneExist: String? { node["ifNoneExist"]?.text }
        /// The version that an update is of.
        public var ifMatch: String? { node["ifMatch"]?.text }
    }
}
