// Finding groups by name and segments by scope, when a mapping is compiled.

extension Structure {
    /// Where a segment's name leads from inside a group, decided by structure alone.
    public struct Scope: Hashable, Sendable {
        /// The group itself or the nearest enclosing one from which the segment is reached.
        public let base: GroupID
        /// The groups that lead down from there, none of which repeats; empty when `base` has the segment.
        public let path: [GroupID]
        /// How the group at the end has the segment.
        public let place: Place
    }

    /// A group directly in another, by its canonical name or an alias.
    ///
    /// A name that some version wraps groups in, such as 2.4's ORDER_GENERAL, leads to the group itself.
    public func child(named name: String, of group: GroupID) -> GroupID? {
        let children = self[group].children
        if self[group].wrappers.contains(name) { return group }
        return children.first { self[$0].name == name } ?? children.first { self[$0].aliases.contains(name) }
    }

    /// Every group of a name below a group, by canonical name, or where there is none by alias.
    public func descendants(named name: String, of group: GroupID = .root) -> [GroupID] {
        let below = groups.filter { $0.id != group && isEnclosed($0.id, in: group) }
        let canonical = below.filter { $0.name == name }
        if !canonical.isEmpty { return canonical.map(\.id) }
        return below.filter { $0.aliases.contains(name) }.map(\.id)
    }

    /// The group at a path of names; the first name may be any group below, the others each directly in the last.
    ///
    /// - Returns: `nil` where nothing or more than one group answers; ``descendants(named:of:)`` tells which.
    public func group(at path: [String], from group: GroupID = .root) -> GroupID? {
        guard let first = path.first else { return group }
        let starts = child(named: first, of: group).map { [$0] } ?? descendants(named: first, of: group)
        let ends = starts.compactMap { start in
            path.dropFirst().reduce(Optional(start)) { group, name in
                group.flatMap { child(named: name, of: $0) }
            }
        }
        return ends.count == 1 ? ends.first : nil
    }

    /// A group's names from the outermost on: `PATIENT_RESULT/ORDER_OBSERVATION`.
    public func path(of group: GroupID) -> String {
        guard let parent = self[group].parent, parent != .root else { return self[group].name }
        return path(of: parent) + "/" + self[group].name
    }

    /// Whether a group lies in another, or is it.
    public func isEnclosed(_ group: GroupID, in other: GroupID) -> Bool {
        var current: GroupID? = group
        while let id = current {
            if id == other { return true }
            current = self[id].parent
        }
        return false
    }

    /// How a group has a segment directly.
    public func place(of segment: SegmentName, in group: GroupID) -> Place? {
        self[group].segments.first { $0.segment == segment }
    }

    /// What a segment's name means inside a group.
    ///
    /// The group's own segment; else the one reached through child groups that do not repeat; else what the
    /// nearest enclosing group's would be.
    /// - Returns: `nil` where that finds nothing; ``paths(to:)`` then has what could be meant.
    public func scope(of segment: SegmentName, in group: GroupID) -> Scope? {
        var base: GroupID? = group
        while let id = base {
            if let found = descend(to: segment, from: id) {
                return Scope(base: id, path: found.path, place: found.place)
            }
            base = self[id].parent
        }
        return nil
    }

    /// The groups that have a segment directly, with their paths written out, for messages to people.
    public func paths(to segment: SegmentName) -> [String] {
        groups.filter { place(of: segment, in: $0.id) != nil }.map { group in
            group.id == .root ? segment.description : path(of: group.id) + "/" + segment.description
        }
    }

    /// The segment in a group or the groups below that do not repeat, the least deep first.
    private func descend(to segment: SegmentName, from group: GroupID) -> (path: [GroupID], place: Place)? {
        var level: [[GroupID]] = [[]]
        while !level.isEmpty {
            for path in level {
                if let place = place(of: segment, in: path.last ?? group) { return (path, place) }
            }
            level = level.flatMap { path in
                self[path.last ?? group].children.filter { !self[$0].repeats }.map { path + [$0] }
            }
        }
        return nil
    }
}
