// Small resources of our own, written name by name.

import FHIR

/// Builds one resource.
struct ResourceWriter {
    private var builder = TreeBuilder()
    let root: TreeBuilder.Node

    init(_ type: String) {
        root = builder.resource(Definitions.r4.known(type))
    }

    /// Adds an element with children.
    mutating func append(_ name: String, to parent: TreeBuilder.Node) -> TreeBuilder.Node {
        builder.append(builder.definitions.known(name, of: builder.type(of: parent)), to: parent)
    }

    /// Adds a primitive, whose text is known to be valid.
    mutating func set(_ name: String, _ text: String, in parent: TreeBuilder.Node) {
        do {
            try builder.primitive(
                builder.definitions.known(name, of: builder.type(of: parent)),
                text,
                in: parent
            )
        } catch {
            preconditionFailure("our own texts are valid")
        }
    }

    /// Puts a resource into an element of any resource type.
    mutating func attach(_ resource: Tree, as name: String, to parent: TreeBuilder.Node) {
        let copy = builder.graft(resource)
        builder.attach(copy, as: builder.definitions.known(name, of: builder.type(of: parent)), to: parent)
    }

    /// The resource.
    var tree: Tree { builder.freeze(root) }
}
