// The parts of a message that is split by a group: each has one occurrence of the group with all that stands around it,
// and nothing of its neighbours, nor of the neighbours of what encloses it. Two patients never share a part.
//
// An enclosing group without an occurrence of its own (a patient without orders) is a part by itself: nothing is lost.

extension GroupTree {
    /// The segments of each part, by their positions in the message and in its order.
    ///
    /// - Parameter group: the group to split by.
    /// - Returns: `nil` where the message has no occurrence of it.
    public func parts(splitBy group: GroupID) -> [[Int]]? {
        let isSplit = Set(ancestry(of: group))
        guard records.contains(where: { $0.group == group }) else { return nil }
        // The segments by the innermost occurrence that tells parts apart.
        var segments: [Int: [Int]] = [:]
        var relevant = [Int](repeating: 0, count: records.count)
        for (index, record) in records.enumerated().dropFirst() {
            relevant[index] = isSplit.contains(record.group) ? index : relevant[Int(record.parent)]
        }
        for (segment, owner) in owners.enumerated() {
            segments[relevant[Int(owner)], default: []].append(segment)
        }
        return leaves(of: group, relevant).map { leaf in
            var chain: [Int] = []
            var index = leaf
            while index > 0 {
                chain += segments[index] ?? []
                index = relevant[Int(records[index].parent)]
            }
            return (chain + (segments[0] ?? [])).sorted()
        }
    }

    /// The occurrences that are parts: those of the group, and those around it that hold none.
    private func leaves(of group: GroupID, _ relevant: [Int]) -> [Int] {
        var hasInner = [Bool](repeating: false, count: records.count)
        for (index, record) in records.enumerated().dropFirst() where relevant[index] == index {
            hasInner[relevant[Int(record.parent)]] = true
        }
        return records.indices.dropFirst().filter { index in
            relevant[index] == index && (records[index].group == group || !hasInner[index])
        }
    }

    /// The group and those around it, without the message itself.
    private func ancestry(of group: GroupID) -> [GroupID] {
        var groups: [GroupID] = []
        var current = group
        while current != .root, let parent = structure[current].parent {
            groups.append(current)
            current = parent
        }
        return groups
    }
}
