// Every segment of a name inside the group at hand, however deep: what edits mean by a name, as a segment that is passed
// over may be the very one that must not leave the house.

public import HL7v2

extension Compiler {
    /// An expression that yields all segments of a name inside the group at hand.
    ///
    /// - Returns: `nil` where the structure is not known, or has no such segment there.
    public mutating func everySegment(_ name: SegmentName, in scope: Scope) -> Root? {
        guard let structure = scope.structure else { return nil }
        let isThere = structure.groups.contains { group in
            structure.place(of: name, in: group.id) != nil
                && structure.isEnclosed(group.id, in: scope.group)
        }
        guard isThere || name.isLocal else { return nil }
        let plan = LocationPlan(start: .within(0), segment: name, selection: .all)
        return Root(rawValue: program.add(plan))
    }
}
