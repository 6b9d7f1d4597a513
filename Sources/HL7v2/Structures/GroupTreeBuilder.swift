// Sorts a message's segments into groups: one step of a table for each segment, so time is linear.
//
// A segment that has no step attaches where it stands and changes nothing else: to the nearest open group that
// knows its name, else to the innermost one; local segments go with the segment before them.

struct GroupTreeBuilder {
    let structure: Structure
    let variant: StructureVariant
    private var records = [
        GroupTree.Record(group: .root, parent: -1, end: 0, firstSegment: 0, segmentCount: 0)
    ]
    /// The occurrence for each group of the grammar that is open, from the root on.
    private var open: [Int32] = [0]
    private var owners: [Int32] = []
    private var unexpected: [Int] = []
    private var row = 0

    init(structure: Structure, variant: StructureVariant) {
        self.structure = structure
        self.variant = variant
    }

    mutating func build(_ message: Message) -> GroupTree {
        owners.reserveCapacity(message.segmentCount)
        for segment in 0..<message.segmentCount {
            let owner = place(message.segmentName(segment), segment: segment)
            records[Int(owner)].segmentCount += 1
            owners.append(owner)
        }
        close(downTo: 0)
        let segments = sortSegments()
        return GroupTree(
            structure: structure,
            unexpectedSegments: unexpected,
            records: records,
            segments: segments,
            owners: owners
        )
    }

    private mutating func place(_ name: SegmentName, segment: Int) -> Int32 {
        let step = variant.step(from: row, name: name)
        guard step.target >= 0 else { return attach(name, segment: segment) }
        row = Int(step.target) + 1
        let keep = Int(step.keep)
        if keep < open.count { close(downTo: keep) }
        let path = variant.groups[Int(variant.placeGroups[Int(step.target)])].path
        for group in path.dropFirst(open.count) { openGroup(Int(group)) }
        return open[open.count - 1]
    }

    private mutating func attach(_ name: SegmentName, segment: Int) -> Int32 {
        if name.isLocal { return owners.last ?? 0 }
        if name.isWellFormed { unexpected.append(segment) }
        let knowing = open.last { structure.place(of: name, in: records[Int($0)].group) != nil }
        return knowing ?? open[open.count - 1]
    }

    private mutating func openGroup(_ index: Int) {
        let parent = open[open.count - 1]
        guard let id = variant.groups[index].id else {
            open.append(parent)
            return
        }
        open.append(Int32(records.count))
        records.append(GroupTree.Record(group: id, parent: parent, end: 0, firstSegment: 0, segmentCount: 0))
    }

    /// Closes all but the outermost groups; a transparent group's occurrence is its parent's and stays open.
    private mutating func close(downTo count: Int) {
        while open.count > count {
            let occurrence = open.removeLast()
            if occurrence != open.last { records[Int(occurrence)].end = Int32(records.count) }
        }
    }

    /// The segments by occurrence: counted already, so each goes straight to its place.
    private mutating func sortSegments() -> [Int32] {
        var next: Int32 = 0
        for index in records.indices {
            records[index].firstSegment = next
            next += records[index].segmentCount
        }
        var fill = records.map(\.firstSegment)
        var sorted = [Int32](repeating: 0, count: owners.count)
        for (segment, owner) in owners.enumerated() {
            sorted[Int(fill[Int(owner)])] = Int32(segment)
            fill[Int(owner)] += 1
        }
        return sorted
    }
}
