// The pleasant face of a tree: nodes with children by name and texts by path, for tests, pages and small uses.
//
// Names are looked up as strings here. What runs for every message goes by `Tree.Index` and `Member`.

extension Tree {
    /// One element of a tree.
    public struct Node: Sendable {
        /// The tree it stands in.
        public let tree: Tree
        /// Its position.
        public let index: Index

        init(tree: Tree, index: Index) {
            self.tree = tree
            self.index = index
        }
    }

    /// The root as a node.
    public var root: Node { Node(tree: self, index: rootIndex) }

    /// A position as a node.
    public func node(at index: Index) -> Node {
        Node(tree: self, index: index)
    }
}

extension Tree.Node: CustomStringConvertible {
    /// Where the node stands, and never its value.
    public var description: String { tree.expression(at: index) }
}

extension Tree.Node {
    /// The type of the value; for a resource which one it is.
    public var type: TypeDefinition { tree.definitions[tree.type(at: index)] }

    /// The name as JSON has it, such as `valueQuantity`; the type's name at the root.
    public var name: String {
        tree.member(at: index).map { tree.definitions.name(of: $0) } ?? type.name
    }

    /// What the definitions say about the element; `nil` at the root.
    public var element: ElementDefinition? {
        tree.member(at: index).map { tree.definitions.element(of: $0) }
    }

    /// The exact text of a primitive.
    public var text: String? { tree.text(at: index) }

    /// Every child, in definition order.
    public var children: Children { Children(parent: self) }

    /// The children of a name: `name`, `valueQuantity`, or `value` for a choice of any type.
    public func children(named name: String) -> [Tree.Node] {
        children.filter { child in
            guard let element = child.element else { return false }
            return element.isChoice
                ? child.name == name || element.name.dropLast(3) == name || element.name == name
                : element.name == name
        }
    }

    /// The first child of a name.
    public subscript(name: String) -> Tree.Node? {
        children(named: name).first
    }

    /// The n-th child of a name, counted from 0.
    public subscript(name: String, position: Int) -> Tree.Node? {
        let found = children(named: name)
        return found.indices.contains(position) ? found[position] : nil
    }

    /// The nodes at a path such as `name.given` or `entry[0].resource.id`, in document order.
    ///
    /// A step without an index means all of that name; indices count from 0.
    public func nodes(at path: String) -> [Tree.Node] {
        path.split(separator: ".").reduce([self]) { nodes, step in
            let parts = step.split(whereSeparator: { $0 == "[" || $0 == "]" })
            guard let name = parts.first else { return [] }
            return nodes.flatMap { node -> [Tree.Node] in
                let found = node.children(named: String(name))
                guard parts.count > 1 else { return found }
                guard let position = Int(parts[1]), found.indices.contains(position) else { return [] }
                return [found[position]]
            }
        }
    }

    /// The text of the first node at a path that has one.
    public func text(at path: String) -> String? {
        nodes(at: path).lazy.compactMap(\.text).first
    }

    /// The texts of all nodes at a path.
    public func texts(at path: String) -> [String] {
        nodes(at: path).compactMap(\.text)
    }

    /// The children of a node, one after the other.
    public struct Children: Sequence, IteratorProtocol {
        let parent: Tree.Node
        private var upcoming: Tree.Index?

        init(parent: Tree.Node) {
            self.parent = parent
            upcoming = parent.tree.firstChild(of: parent.index)
        }

        /// The next child.
        public mutating func next() -> Tree.Node? {
            guard let current = upcoming else { return nil }
            upcoming = parent.tree.nextSibling(of: current, in: parent.index)
            return parent.tree.node(at: current)
        }
    }
}
