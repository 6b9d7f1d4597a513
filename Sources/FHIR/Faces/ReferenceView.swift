// A Reference by name, and the address in it taken apart (FHIR R4, "References").

/// A Reference in a tree.
public struct ReferenceView: Sendable {
    /// The element.
    public let node: Tree.Node

    /// Looks at a node as a Reference; `nil` where it is none.
    public init?(_ node: Tree.Node) {
        guard node.type.name == "Reference" else { return nil }
        self.node = node
    }

    /// The address as it stands there.
    public var address: String? { node["reference"]?.text }

    /// The type and search of a reference by condition, such as `Patient?identifier=1`.
    ///
    /// With a server in front of it, an address is somebody else's and no condition.
    public var condition: (type: String, query: String)? {
        guard let address, let mark = address.firstIndex(of: "?") else { return nil }
        let type = String(address[..<mark])
        let definitions = node.tree.definitions
        guard let known = definitions.type(named: type), definitions[known].isConcreteResource else {
            return nil
        }
        return (type, String(address[address.index(after: mark)...]))
    }

    /// The id of the resource that is meant, where it is of a type: `123` of `Patient/123`,
    /// `https://ehr.example.org/fhir/Patient/123` and `Patient/123/_history/2`.
    public func id(ofType type: String) -> String? {
        let parts = (address ?? "").split(separator: "/")
        guard let position = parts.lastIndex(of: type[...]), position + 1 < parts.count else { return nil }
        return String(parts[position + 1])
    }
}
