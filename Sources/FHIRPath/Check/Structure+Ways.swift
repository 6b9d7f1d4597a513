// The ways from a group to segments and other groups, for the checker.

import HL7v2

extension Structure {
    /// A way from one group to another.
    struct Way: Hashable {
        /// How many levels up.
        var up = 0
        /// The groups then stepped into.
        var down: [GroupID] = []
        /// Where it ends.
        var target: GroupID
    }

    /// How far down a search goes.
    enum Reach {
        /// Through groups that do not repeat.
        case single
        /// Through all.
        case all
    }

    /// The ways to the groups that directly hold a segment: the group itself, else those below it, else the same
    /// from the group around it, where only what is there once can be meant.
    func ways(to segment: SegmentName, from group: GroupID, reach: Reach) -> [Way] {
        for (up, ancestor) in ancestry(of: group).enumerated() {
            let found = descend(from: ancestor, reach: up == 0 ? reach : .single, includingStart: true) {
                candidate in
                place(of: segment, in: candidate) != nil
            }
            if !found.isEmpty { return found.map { Way(up: up, down: $0.down, target: $0.target) } }
        }
        return []
    }

    /// The ways to the groups of a name, canonical or another version's, below a group or the ones around it.
    func ways(toGroup name: String, from group: GroupID) -> [Way] {
        for (up, ancestor) in ancestry(of: group).enumerated() {
            let found = descend(from: ancestor, reach: .all, includingStart: false) { candidate in
                self[candidate].name == name || self[candidate].aliases.contains(name)
            }
            if !found.isEmpty { return found.map { Way(up: up, down: $0.down, target: $0.target) } }
        }
        return []
    }

    /// Whether a name is that of a group.
    func hasGroup(named name: String) -> Bool {
        groups.dropFirst().contains { $0.name == name || $0.aliases.contains(name) }
    }

    /// The group and those around it, innermost first.
    private func ancestry(of group: GroupID) -> [GroupID] {
        var list: [GroupID] = []
        var current: GroupID? = group
        while let id = current {
            list.append(id)
            current = self[id].parent
        }
        return list
    }

    /// Breadth first: all fitting groups of the nearest level that has any.
    private func descend(
        from start: GroupID,
        reach: Reach,
        includingStart: Bool,
        where fits: (GroupID) -> Bool
    ) -> [(down: [GroupID], target: GroupID)] {
        var level: [(down: [GroupID], target: GroupID)] = [([], start)]
        var isStart = true
        while !level.isEmpty {
            let found = level.filter { (!isStart || includingStart) && fits($0.target) }
            if !found.isEmpty { return found }
            isStart = false
            level = level.flatMap { entry in
                self[entry.target].children
                    .filter { reach == .all || !self[$0].repeats }
                    .map { (entry.down + [$0], $0) }
            }
        }
        return []
    }
}

extension StructureCatalog {
    /// Whether any structure has a group of a name.
    func hasGroup(named name: String) -> Bool {
        names.contains { structure(named: $0)?.hasGroup(named: name) == true }
    }
}
