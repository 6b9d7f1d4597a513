// Puts the children of an object into definition order, and joins values with what stood in their `_name`.
//
// Runs as an object closes, only where the input needs it. Two lists of a primitive are joined by position,
// where `null` holds the place of what is missing (FHIR R4, "JSON representation of primitive elements").

struct JSONArrangement {
    /// Something that does not fit together; where is a position in the input, if it is known.
    struct Flaw {
        let text: String
        let member: Member
        /// Which of the repeats, counted from 0.
        let item: Int
        let position: Int?
    }

    private let members: [MemberRecord]
    /// Whether a list may be shorter than the other; its end is then taken for nulls.
    private let isTolerant: Bool

    init(definitions members: [MemberRecord], isTolerant: Bool) {
        self.members = members
        self.isTolerant = isTolerant
    }

    /// Arranges the children of `node`, which reach to the end of `records`; what does not fit is given back.
    func arrange(_ records: inout [Tree.Record], below node: Int) -> [Flaw] {
        var output: [Tree.Record] = []
        output.reserveCapacity(records.count - node - 1)
        var flaws: [Flaw] = []
        let sorted = sortedChildren(of: node, in: records)
        var start = 0
        while start < sorted.count {
            let member = records[sorted[start]].member
            let end = sorted[start...].firstIndex { records[$0].member != member } ?? sorted.count
            let group = sorted[start..<end]
            if members[member.index].format != nil, group.contains(where: { !records[$0].hasText }) {
                join(group, of: records, to: &output, from: node + 1, &flaws)
            } else {
                for child in group { Self.move(child, of: records, to: &output, from: node + 1) }
            }
            start = end
        }
        records.removeSubrange((node + 1)...)
        records.append(contentsOf: output)
        return flaws
    }

    private func sortedChildren(of node: Int, in records: [Tree.Record]) -> [Int] {
        var children: [Int] = []
        var child = node + 1
        while child < records.count {
            children.append(child)
            child = Int(records[child].end)
        }
        return children.sorted { (records[$0].member, $0) < (records[$1].member, $1) }
    }

    /// Copies a node with everything below it; `first` is where the output will stand.
    private static func move(
        _ node: Int,
        of records: [Tree.Record],
        to output: inout [Tree.Record],
        from first: Int
    ) {
        moveAll(node..<Int(records[node].end), of: records, to: &output, from: first)
    }

    private static func moveAll(
        _ range: Range<Int>,
        of records: [Tree.Record],
        to output: inout [Tree.Record],
        from first: Int
    ) {
        let shift = first + output.count - range.lowerBound
        for var record in records[range] {
            record.end = UInt32(truncatingIfNeeded: Int(record.end) + shift)
            output.append(record)
        }
    }

    /// Joins values with the ids and extensions of the same position.
    private func join(
        _ group: ArraySlice<Int>,
        of records: [Tree.Record],
        to output: inout [Tree.Record],
        from first: Int,
        _ flaws: inout [Flaw]
    ) {
        let values = group.filter { !records[$0].isMore }
        let more = group.filter { records[$0].isMore }
        if !isTolerant, !values.isEmpty, !more.isEmpty, values.count != more.count {
            let text = "as many values as in the list with the underscore expected"
            flaws.append(Self.flaw(text, records[more[0]], item: min(values.count, more.count)))
        }
        for item in 0..<max(values.count, more.count) {
            let value = item < values.count ? values[item] : nil
            let extra = item < more.count ? more[item] : nil
            guard let shape = value ?? extra else { continue }
            let start = output.count
            var record = Tree.Record(member: records[shape].member, type: records[shape].type)
            if let value, records[value].hasText { record = records[value] }
            output.append(record)
            if let extra {
                Self.moveAll(extra + 1..<Int(records[extra].end), of: records, to: &output, from: first)
            }
            output[start].end = UInt32(truncatingIfNeeded: first + output.count)
            if !record.hasText, output.count == start + 1 {
                let text = "a null needs an extension in the list with the underscore"
                flaws.append(Self.flaw(text, records[shape], item: item))
            }
        }
    }

    /// A flaw of a node, which remembers its place in the input if it has no text.
    private static func flaw(_ text: String, _ record: Tree.Record, item: Int) -> Flaw {
        let position = record.hasText ? nil : Int(record.textStart)
        return Flaw(text: text, member: record.member, item: item, position: position)
    }
}
