// A message's segments sorted into the groups of its structure.
//
// Occurrences lie in one array, enclosing ones before those they enclose, so walking is counting; segments are
// positions in the message. No names are compared once the tree is built: groups are the structure's numbers.

/// The groups of one message.
public struct GroupTree: Sendable {
    /// One occurrence of a group in a message; the message itself is the first.
    public struct Occurrence: Hashable, Sendable, Comparable {
        /// Its position among all occurrences, in message order.
        public let index: Int

        /// The message itself.
        public static let root = Occurrence(index: 0)

        /// Message order, enclosing occurrences before those they enclose.
        public static func < (left: Occurrence, right: Occurrence) -> Bool { left.index < right.index }
    }

    struct Record: Sendable {
        var group: GroupID
        var parent: Int32
        /// Just behind the last occurrence inside this one.
        var end: Int32
        /// Where its segments lie in `segments`.
        var firstSegment: Int32
        var segmentCount: Int32
    }

    /// The structure whose group numbers are used.
    public let structure: Structure
    /// The segments that their version's grammar has no place for, in order.
    ///
    /// Local segments and malformed names do not count.
    public let unexpectedSegments: [Int]

    let records: [Record]
    /// Positions of segments, those of one occurrence together and in order.
    let segments: [Int32]
    /// The occurrence that each segment of the message belongs to.
    let owners: [Int32]

    /// The message itself.
    public var root: Occurrence { .root }

    /// How many occurrences there are, the message itself included.
    public var occurrenceCount: Int { records.count }

    /// The group that an occurrence is of.
    public func group(of occurrence: Occurrence) -> GroupID { records[occurrence.index].group }

    /// The occurrence that encloses another.
    public func parent(of occurrence: Occurrence) -> Occurrence? {
        occurrence.index == 0 ? nil : Occurrence(index: Int(records[occurrence.index].parent))
    }

    /// The nearest occurrence of a group that encloses another, or is it.
    public func enclosing(_ group: GroupID, of occurrence: Occurrence) -> Occurrence? {
        var current: Occurrence? = occurrence
        while let candidate = current, self.group(of: candidate) != group { current = parent(of: candidate) }
        return current
    }

    /// The occurrence that a segment of the message belongs to.
    public func occurrence(ofSegment segment: Int) -> Occurrence { Occurrence(index: Int(owners[segment])) }

    /// The occurrences directly in another, in order.
    public func children(of occurrence: Occurrence) -> Children {
        Children(
            records: records,
            position: occurrence.index + 1,
            end: Int(records[occurrence.index].end),
            group: nil
        )
    }

    /// The occurrences of a group directly in another, in order.
    public func children(of occurrence: Occurrence, in group: GroupID) -> Children {
        Children(
            records: records,
            position: occurrence.index + 1,
            end: Int(records[occurrence.index].end),
            group: group
        )
    }

    /// The occurrences of a group anywhere in another, in order.
    public func descendants(of occurrence: Occurrence, in group: GroupID) -> [Occurrence] {
        (occurrence.index..<Int(records[occurrence.index].end)).dropFirst()
            .filter { records[$0].group == group }.map { Occurrence(index: $0) }
    }

    /// The positions of the segments directly in an occurrence, in order.
    public func segments(of occurrence: Occurrence) -> ArraySlice<Int32> {
        let record = records[occurrence.index]
        return segments[Int(record.firstSegment)..<Int(record.firstSegment + record.segmentCount)]
    }

    /// Occurrences one after the other.
    public struct Children: Sequence, IteratorProtocol, Sendable {
        let records: [Record]
        var position: Int
        let end: Int
        let group: GroupID?

        /// The next occurrence.
        public mutating func next() -> Occurrence? {
            while position < end {
                let current = position
                position = Int(records[current].end)
                if group == nil || records[current].group == group { return Occurrence(index: current) }
            }
            return nil
        }
    }
}

extension Message {
    /// The message's segments in the groups of a structure, read by the grammar of the message's own version.
    public func groups(as structure: Structure) -> GroupTree {
        var builder = GroupTreeBuilder(structure: structure, variant: structure.variant(for: version))
        return builder.build(self)
    }

    /// The positions of the segments of a name directly in an occurrence.
    public func segments(named name: SegmentName, in occurrence: GroupTree.Occurrence, of tree: GroupTree)
        -> [Int]
    {
        tree.segments(of: occurrence).lazy.map { Int($0) }.filter { segmentName($0) == name }
    }
}
