// A Bundle as the tests look at it: resources by type, references followed by their entry's fullUrl.

import FHIR

/// A mapped Bundle.
struct MappedBundle {
    /// One resource with the address that others refer to it by.
    struct Entry {
        let address: String
        let method: String
        let ifNoneExist: String?
        let resource: Tree.Node
    }

    let entries: [Entry]

    init(_ tree: Tree) {
        entries = tree.root.nodes(at: "entry").compactMap { entry in
            guard let resource = entry["resource"] else { return nil }
            return Entry(
                address: entry.text(at: "fullUrl") ?? "",
                method: entry.text(at: "request.method") ?? "",
                ifNoneExist: entry.text(at: "request.ifNoneExist"),
                resource: resource
            )
        }
    }

    /// The entries whose resource has a type.
    func entries(of type: String) -> [Entry] {
        entries.filter { $0.resource.type.name == type }
    }

    /// What a reference leads to.
    func target(of reference: Tree.Node) -> Tree.Node? {
        guard let address = reference.text(at: "reference") else { return nil }
        return entries.first { $0.address == address }?.resource
    }

    /// Every reference to another entry in the Bundle, however deep.
    var references: [Tree.Node] {
        entries.flatMap { Self.references(below: $0.resource) }
    }

    private static func references(below node: Tree.Node) -> [Tree.Node] {
        node.children.flatMap { child in
            child.type.name == "Reference" ? [child] : references(below: child)
        }
    }
}
