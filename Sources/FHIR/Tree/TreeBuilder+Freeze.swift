// Turning what was built into a tree, and a tree back into something to build with.

extension TreeBuilder {
    /// The element and what stands below it as a tree; elements without content are left out.
    ///
    /// What was built beside it and is not attached is not in the tree. The builder stays as it is.
    public func freeze(_ root: Node) -> Tree {
        // Unsafe memory: there are never more nodes in the tree than in the builder, and each is written once or taken
        // back; appending asked 20 instructions a node whether there is room.
        let nodes = [Tree.Record](unsafeUninitializedCapacity: records.count) { nodes, count in
            records.withUnsafeBufferPointer { count = copy(Int(root.rawValue), of: $0, to: nodes, at: 0) }
        }
        return Tree(definitions: definitions, records: nodes, text: text)
    }

    /// Copies an element in pre-order; takes it back if it turns out to be empty.
    ///
    /// - Returns: the position after the last node that was written.
    private func copy(
        _ position: Int,
        of records: UnsafeBufferPointer<Record>,
        to nodes: UnsafeMutableBufferPointer<Tree.Record>,
        at place: Int
    ) -> Int {
        var content = records[position].content
        var end = place + 1
        var child = records[position].firstChild
        while child != Record.none {
            let position = Int(child)
            if records[position].firstChild == Record.none, records[position].content.hasText {
                // Most nodes: a value and nothing below.
                var leaf = records[position].content
                leaf.end = UInt32(truncatingIfNeeded: end + 1)
                nodes[end] = leaf
                end += 1
            } else {
                end = copy(position, of: records, to: nodes, at: end)
            }
            child = records[position].next
        }
        if end == place + 1, place > 0, !content.hasText, !definitions.isResource(content.type) {
            return place
        }
        content.end = UInt32(truncatingIfNeeded: end)
        nodes[place] = content
        return end
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
