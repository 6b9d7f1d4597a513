// Puts the nodes of an arena into definition order where a tolerant reading met them in another one.

enum NodeOrder {
    /// The nodes with the children of each sorted by member; repeats keep their order.
    static func restored(_ records: [Tree.Record]) -> [Tree.Record] {
        var output: [Tree.Record] = []
        output.reserveCapacity(records.count)
        if !records.isEmpty { copy(0, of: records, to: &output) }
        return output
    }

    /// Copies a node and what is below it; as deep as the reading let the text be.
    private static func copy(_ position: Int, of records: [Tree.Record], to output: inout [Tree.Record]) {
        let start = output.count
        output.append(records[position])
        var children: [Int] = []
        var child = position + 1
        while child < Int(records[position].end) {
            children.append(child)
            child = Int(records[child].end)
        }
        // Swift's sort keeps the order of equals.
        children.sort { records[$0].member < records[$1].member }
        for child in children { copy(child, of: records, to: &output) }
        output[start].end = UInt32(truncatingIfNeeded: output.count)
    }
}
