// Walking a path of names through a tree, without a collection for each of its steps.

extension Tree {
    /// One name of a path, with what it means in each type.
    public struct PathStep: Sendable {
        /// The name as a path has it: that of a choice without its type.
        public let name: String
        /// The members it means.
        public let members: MembersByType

        /// Creates a step.
        public init(name: String, members: MembersByType) {
            self.name = name
            self.members = members
        }
    }

    /// Hands the nodes that a path leads to from a node to `found`, in document order.
    ///
    /// - Returns: how many nodes it went through, those found included.
    public func walk(from start: Index, along path: [PathStep], _ found: (Index) -> Void) -> Int {
        guard !path.isEmpty else {
            found(start)
            return 1
        }
        return Self.walk(storage.records, from: start.position, path, 0, found)
    }

    private static func walk(
        _ records: [Record],
        from parent: Int,
        _ path: [PathStep],
        _ step: Int,
        _ found: (Index) -> Void
    ) -> Int {
        guard let members = path[step].members[records[parent].type] else { return 1 }
        var count = 1
        let end = Int(records[parent].end)
        var child = parent + 1
        while child < end {
            let member = records[child].member
            if member > members.upperBound { break }
            if member >= members.lowerBound {
                if step + 1 == path.count {
                    found(Index(child))
                    count += 1
                } else {
                    count += walk(records, from: child, path, step + 1, found)
                }
            }
            child = Int(records[child].end)
        }
        return count
    }
}
