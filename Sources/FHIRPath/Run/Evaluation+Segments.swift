// Finds the segments and groups that locations name, from the group at hand.
//
// What runs for every message, the first segment of a name, makes no lists.

import HL7v2

extension Evaluation {
    /// The first segment of a name, without making a list of them.
    mutating func firstSegment(_ name: SegmentName, _ start: LocationPlan.Start) -> Int? {
        switch start {
        case .segmentAtHand: return focus.segment < 0 ? nil : Int(focus.segment)
        case .message: return message.firstSegment(named: name)
        case .within(let levels): return within(climbed(levels), name).first
        case .enclosing(let levels): return firstSegment(name, in: climbed(levels))
        case .nearest:
            var group: GroupTree.Occurrence? = focus.group
            while let occurrence = group {
                if let found = firstSegment(name, in: occurrence) { return found }
                group = groups?.parent(of: occurrence)
            }
            return nil
        }
    }

    /// Whether steps mean every group on the way, so that the first segment is simply the first there is.
    mutating func leadsThroughAll(_ steps: Range<Int>) -> Bool {
        for step in steps where program.groupSteps[step].selection != .all { return false }
        return true
    }

    /// The first segment of a name at the end of such steps, without making lists of groups.
    mutating func firstSegment(
        _ name: SegmentName,
        below occurrence: GroupTree.Occurrence,
        _ steps: Range<Int>
    ) -> Int? {
        guard let step = steps.first else { return firstSegment(name, in: occurrence) }
        guard case .group(let group) = program.groupSteps[step].target,
            let children = groups?.children(of: occurrence, in: group)
        else { return nil }
        for child in children {
            if let found = firstSegment(name, below: child, steps.dropFirst()) { return found }
        }
        return nil
    }

    mutating func segments(_ name: SegmentName, at plan: LocationPlan) -> [Int] {
        switch plan.start {
        case .segmentAtHand: return focus.segment < 0 ? [] : [Int(focus.segment)]
        case .message: return after(plan.steps, name)
        case .within(let levels): return within(climbed(levels), name)
        case .enclosing:
            var found: [Int] = []
            for occurrence in occurrences(at: plan) {
                found.append(contentsOf: segments(name, in: occurrence))
            }
            return found
        case .nearest:
            var group: GroupTree.Occurrence? = focus.group
            while let occurrence = group {
                let found = segments(name, in: occurrence)
                if !found.isEmpty { return found }
                group = groups?.parent(of: occurrence)
            }
            return []
        }
    }

    /// Segments by name in the whole message, narrowed to what follows the segments of the steps.
    private mutating func after(_ steps: Range<Int>, _ name: SegmentName) -> [Int] {
        var range = 0..<message.segmentCount
        for step in program.groupSteps[steps] {
            guard case .after(let leader) = step.target else { continue }
            let leaders = range.filter { message.segmentName($0) == leader }
            guard step.selection != .all else {
                // What follows any of them is what follows the first.
                range = (leaders.first ?? range.upperBound)..<range.upperBound
                continue
            }
            guard let chosen = selected(leaders, step.selection).first else { return [] }
            let next = leaders.first { $0 > chosen } ?? range.upperBound
            range = chosen..<next
        }
        return range.filter { message.segmentName($0) == name }
    }

    // MARK: Groups

    mutating func groups(at plan: LocationPlan) -> Items {
        items(occurrences(at: plan).map { .group($0) })
    }

    mutating func climbed(_ levels: Int32) -> GroupTree.Occurrence {
        var group = focus.group
        for _ in 0..<levels { group = groups?.parent(of: group) ?? .root }
        return group
    }

    private mutating func firstSegment(_ name: SegmentName, in occurrence: GroupTree.Occurrence) -> Int? {
        guard let segments = groups?.segments(of: occurrence) else {
            return message.firstSegment(named: name)
        }
        for segment in segments where message.segmentName(Int(segment)) == name { return Int(segment) }
        return nil
    }

    mutating func segments(_ name: SegmentName, in occurrence: GroupTree.Occurrence) -> [Int] {
        guard let segments = groups?.segments(of: occurrence) else { return message.segments(named: name) }
        var found: [Int] = []
        for segment in segments where message.segmentName(Int(segment)) == name { found.append(Int(segment)) }
        return found
    }

    /// The segments of a name anywhere in an occurrence, in message order.
    private mutating func within(_ occurrence: GroupTree.Occurrence, _ name: SegmentName) -> [Int] {
        let all = message.segments(named: name)
        guard let groups, occurrence != .root else { return all }
        return all.filter { segment in
            var owner: GroupTree.Occurrence? = groups.occurrence(ofSegment: segment)
            while let candidate = owner, candidate > occurrence { owner = groups.parent(of: candidate) }
            return owner == occurrence
        }
    }

    private mutating func children(of occurrence: GroupTree.Occurrence, in group: GroupID) -> [GroupTree
        .Occurrence]
    {
        groups?.children(of: occurrence, in: group).map { $0 } ?? []
    }

    private mutating func occurrences(at plan: LocationPlan) -> [GroupTree.Occurrence] {
        guard case .enclosing(let levels) = plan.start else { return [focus.group] }
        if let only = program.groupSteps[plan.steps].first, plan.steps.count == 1,
            case .group(let name) = only.target,
            only.selection == .all, levels > 0 || focus.joined < 0
        {
            return children(of: climbed(levels), in: name)
        }
        var current = [climbed(levels)]
        if levels == 0, focus.joined >= 0, plan.selection != .first || plan.steps.count > 0 {
            current = joined[Int(focus.joined)].compactMap {
                if case .group(let group) = $0 { group } else { nil }
            }
        }
        for step in program.groupSteps[plan.steps] {
            guard case .group(let name) = step.target else { continue }
            var below: [GroupTree.Occurrence] = []
            for occurrence in current { below.append(contentsOf: children(of: occurrence, in: name)) }
            current = selectedGroups(below, step.selection)
        }
        return current
    }

    private mutating func selectedGroups(
        _ list: [GroupTree.Occurrence],
        _ selection: LocationPlan.Selection
    ) -> [GroupTree.Occurrence] {
        switch selection {
        case .first: return Array(list.prefix(1))
        case .all: return list
        case .last: return Array(list.suffix(1))
        case .number(let number): return Array(list.dropFirst(Int(number) - 1).prefix(1))
        case .matching: return []
        }
    }

    mutating func selected(_ segments: [Int], _ selection: LocationPlan.Selection) -> [Int] {
        switch selection {
        case .first: return Array(segments.prefix(1))
        case .all: return segments
        case .last: return Array(segments.suffix(1))
        case .number(let number): return Array(segments.dropFirst(Int(number) - 1).prefix(1))
        case .matching(let index):
            let requirements = program.requirements[Int(index)]
            return Array(segments.filter { meets(requirements, message.segment($0)) }.prefix(1))
        }
    }
}
