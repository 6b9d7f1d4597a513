// Looking at what is being built: the elements below one, whether two say the same.

extension TreeBuilder {
    /// The elements directly below one, in their order.
    public func children(of node: Node) -> [Node] {
        var found: [Node] = []
        var child = records[node.position].firstChild
        while child != Record.none {
            found.append(Node(Int(child)))
            child = records[Int(child)].next
        }
        return found
    }

    /// Which element of its parent a node is.
    public func member(of node: Node) -> Member {
        records[node.position].content.member
    }

    /// Whether two elements say the same: the same text, and the same below.
    public func areEqual(_ left: Node, _ right: Node) -> Bool {
        let (first, second) = (records[left.position].content, records[right.position].content)
        guard first.type == second.type, first.hasText == second.hasText else { return false }
        if first.hasText, text[first.text] != text[second.text] { return false }
        let (below, others) = (children(of: left), children(of: right))
        guard below.count == others.count else { return false }
        for (one, other) in zip(below, others) {
            guard member(of: one) == member(of: other), areEqual(one, other) else { return false }
        }
        return true
    }

    /// Takes out what repeats another element of its list, everywhere below an element; the first stays.
    public mutating func removeRepetitions(below parent: Node) {
        var kept: [Node] = []
        for child in children(of: parent) {
            removeRepetitions(below: child)
            let member = member(of: child)
            kept.removeAll { self.member(of: $0) != member }
            let isRepeated = kept.contains { areEqual($0, child) }
            if isRepeated, definitions.isRepeating(member) {
                remove(child)
            } else {
                kept.append(child)
            }
        }
    }
}
