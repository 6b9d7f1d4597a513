// Turning what was built into a tree, and a tree back into something to build with.

extension TreeBuilder {
    /// The element and what stands below it as a tree; elements without content are left out.
    ///
    /// What was built beside it and is not attached is not in the tree. The builder stays as it is.
    public func freeze(_ root: Node) -> Tree {
        var nodes: [Tree.Record] = []
        nodes.reserveCapacity(records.count)
        copy(root, to: &nodes)
        return Tree(definitions: definitions, records: nodes, text: text)
    }

    /// Copies an element in pre-order; takes it back if it turns out to be empty.
    private func copy(_ node: Node, to nodes: inout [Tree.Record]) {
        let record = records[node.position]
        let position = nodes.count
        nodes.append(record.content)
        var child = record.firstChild
        while child != Record.none {
            let position = Int(child)
            if records[position].firstChild == Record.none, records[position].content.hasText {
                // Most nodes: a value and nothing below.
                var leaf = records[position].content
                leaf.end = UInt32(truncatingIfNeeded: nodes.count + 1)
                nodes.append(leaf)
            } else {
                copy(Node(position), to: &nodes)
            }
            child = records[position].next
        }
        let isEmpty = nodes.count == position + 1 && !record.content.hasText
        if isEmpty, position > 0, !definitions.isResource(record.content.type) {
            nodes.removeLast()
        } else {
            nodes[position].end = UInt32(truncatingIfNeeded: nodes.count)
        }
    }

    /// Copies a tree into the builder as a value that stands nowhere yet.
    ///
    /// - Precondition: the tree has the builder's definitions.
    public mutating func graft(_ tree: Tree) -> Node {
        graft(tree.root)
    }

    /// Copies a node of a tree with everything below it.
    ///
    /// - Precondition: the tree has the builder's definitions.
    public mutating func graft(_ node: Tree.Node) -> Node {
        precondition(node.tree.definitions.storage === definitions.storage, "a tree of other definitions")
        let records = node.tree.storage.records
        let copy = resource(records[node.index.position].type)
        graftContent(of: node.index.position, from: node.tree.storage, into: copy)
        return copy
    }

    private mutating func graftContent(of position: Int, from tree: Tree.Storage, into node: Node) {
        let record = tree.records[position]
        if record.hasText {
            let range = appendText(tree.text[record.text])
            setContent(node) { $0.setText(range, isPlain: record.isPlain) }
        }
        var child = position + 1
        while child < Int(record.end) {
            let copy = resource(tree.records[child].type)
            attach(copy, as: tree.records[child].member, to: node)
            graftContent(of: child, from: tree, into: copy)
            child = Int(tree.records[child].end)
        }
    }
}
