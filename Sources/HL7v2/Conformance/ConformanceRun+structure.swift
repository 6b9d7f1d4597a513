// Which segments stand where the structure has no place for them, and which are missing.
//
// A segment that repeats where it may not has no place either: the grammar's table has no step for it.

extension ConformanceRun {
    /// Checks the segments of the message against its structure.
    mutating func checkStructure(_ tree: GroupTree) {
        for position in tree.unexpectedSegments { checkUnexpected(position, in: tree) }
        let variant = tree.structure.variant(for: rules.version)
        var grammar: [GroupID: [Int]] = [:]
        for index in variant.groups.indices {
            if let id = variant.groups[index].id { grammar[id, default: []].append(index) }
        }
        var search = MissingMembers(tree: tree, variant: variant, names: [])
        for index in 0..<tree.occurrenceCount {
            let occurrence = GroupTree.Occurrence(index: index)
            // A group that the grammar has twice cannot be told apart by its occurrences.
            guard let groups = grammar[tree.group(of: occurrence)], groups.count == 1 else { continue }
            search.names = Set(tree.segments(of: occurrence).map { message.segmentName(Int($0)) })
            for name in search.missing(from: groups[0], in: occurrence) {
                guard rules.profiled[name]?.minimum != 0 else { continue }
                reportMissing(name, in: occurrence, of: tree)
                if report.isCut { return }
            }
        }
    }

    /// Counts the segments that the profile counts, and looks for those it wants behind others.
    mutating func checkOccurrences() {
        var counts: [SegmentName: Int] = [:]
        for position in 0..<message.segmentCount {
            let name = message.segmentName(position)
            counts[name, default: 0] += 1
            guard let segment = rules.profiled[name] else { continue }
            if counts[name] == segment.maximum.map({ $0 + 1 }) {
                let text = "the profile allows \(segment.maximum ?? 0) of these segments"
                report.add(.segmentSequence, .error, at: location(ofSegment: position), text)
            }
            if let after = segment.after, name.isLocal, !stands(position, behind: after) {
                let text = "the profile has this segment only behind \(after)"
                report.add(.segmentSequence, .error, at: location(ofSegment: position), text)
            }
        }
        for (name, segment) in rules.profiled.sorted(by: { $0.key.packed < $1.key.packed }) {
            let count = counts[name] ?? 0
            guard let minimum = segment.minimum, count < minimum else { continue }
            let place = ErrorLocation(segment: name, sequence: count + 1)
            report.add(.segmentSequence, .error, at: place, "the profile requires this segment")
        }
    }

    /// Whether a segment of a profile stands behind another, its like and others of the profile aside.
    private func stands(_ position: Int, behind other: SegmentName) -> Bool {
        var before = position - 1
        while before >= 0, message.segmentName(before) != other,
            rules.profiled[message.segmentName(before)]?.after == other
        {
            before -= 1
        }
        return before >= 0 && message.segmentName(before) == other
    }

    private mutating func checkUnexpected(_ position: Int, in tree: GroupTree) {
        let name = message.segmentName(position)
        if let segment = rules.profiled[name] {
            guard segment.isChecked ?? true else { return }
            if let after = segment.after, stands(position, behind: after) { return }
        }
        let follows = position > 0 && message.segmentName(position - 1) == name
        let structure = tree.structure.name
        let text =
            follows
            ? "this segment may not repeat here in \(structure)"
            : "\(structure) has no place for this segment here"
        report.add(.segmentSequence, .error, at: location(ofSegment: position), text)
    }

    private mutating func reportMissing(
        _ name: SegmentName,
        in occurrence: GroupTree.Occurrence,
        of tree: GroupTree
    ) {
        let end = tree.segments(of: occurrence).last.map { Int($0) } ?? 0
        let before = message.segments(named: name).count { $0 <= end }
        let group = tree.structure[tree.group(of: occurrence)].name
        report.add(
            .segmentSequence,
            .error,
            at: ErrorLocation(segment: name, sequence: before + 1),
            group.isEmpty ? "this segment is required" : "this segment is required in \(group)"
        )
    }
}

/// Looks for what an occurrence of a group must have and has not.
private struct MissingMembers {
    let tree: GroupTree
    let variant: StructureVariant
    /// The names of the segments directly in the occurrence.
    var names: Set<SegmentName>

    /// The names of the required segments that are missing; for a missing group that of its first one.
    func missing(from group: Int, in occurrence: GroupTree.Occurrence) -> [SegmentName] {
        variant.groups[group].members.flatMap { member -> [SegmentName] in
            guard let inner = member.group else {
                guard !member.isOptional, names.isDisjoint(with: member.segments) else { return [] }
                return Array(member.segments.prefix(1))
            }
            guard let id = variant.groups[inner].id else {
                // A group without occurrences of its own: its members are its parent's.
                let hasMembers = variant.groups[inner].members.contains { isThere($0, in: occurrence) }
                return hasMembers || !member.isOptional ? missing(from: inner, in: occurrence) : []
            }
            guard !member.isOptional, !tree.children(of: occurrence, in: id).contains(where: { _ in true })
            else {
                return []
            }
            return firstRequired(in: inner).map { [$0] } ?? []
        }
    }

    private func isThere(_ member: StructureVariant.Member, in occurrence: GroupTree.Occurrence) -> Bool {
        guard let group = member.group else { return !names.isDisjoint(with: member.segments) }
        guard let id = variant.groups[group].id else {
            return variant.groups[group].members.contains { isThere($0, in: occurrence) }
        }
        return tree.children(of: occurrence, in: id).contains { _ in true }
    }

    /// The first segment without which a group cannot be; `nil` for a group that may be empty.
    private func firstRequired(in group: Int) -> SegmentName? {
        for member in variant.groups[group].members where !member.isOptional {
            if let inner = member.group {
                if let found = firstRequired(in: inner) { return found }
            } else if let name = member.segments.first {
                return name
            }
        }
        return nil
    }
}
