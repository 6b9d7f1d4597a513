// One version's way of reading a structure: a table that says, from each place in the grammar and for each
// segment name, which place comes next and how many of the open groups stay open.
//
// Reading is deterministic and never looks back. Where the grammar leaves a choice, a group that is open is
// repeated rather than a later one opened; what senders leave out although it is required is stepped over.

/// How messages of some versions are read.
struct StructureVariant: Sendable {
    /// What to do with a segment.
    struct Step: Sendable {
        /// The place in the grammar that the segment takes; -1 for none.
        var target: Int16
        /// How many groups from the root on stay open.
        var keep: Int16

        static let none = Step(target: -1, keep: 0)
    }

    /// What the grammar says that a group has, in order.
    struct Member: Sendable {
        /// A segment's name, or those to choose from; empty for a group.
        var segments: [SegmentName]
        /// The group's position; `nil` for segments.
        var group: Int?
        var isOptional: Bool
    }

    /// A group of the grammar, transparent ones included.
    struct Group: Sendable {
        /// The groups that enclose it from the root on, and itself.
        var path: [Int16]
        /// The structure's group; `nil` for a transparent one.
        var id: GroupID?
        var members: [Member]
    }

    let versions: VersionSet
    let groups: [Group]
    /// The group of each place.
    let placeGroups: [Int16]
    /// The columns of the table.
    let names: [SegmentName: Int]
    /// Row 0 is the start, row n + 1 is place n; a column for each name.
    let steps: [Step]

    /// The step from a row of the table for a segment.
    func step(from row: Int, name: SegmentName) -> Step {
        guard let column = names[name] else { return .none }
        return steps[row * names.count + column]
    }
}
