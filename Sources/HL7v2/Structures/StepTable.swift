// Which place of a grammar follows which, for every segment name.
//
// From a place one looks forward in its group, then repeats the group, then goes on in the enclosing group, and
// so on to the root. Four rounds, the first that finds a step wins:
// 1. by the grammar: nothing required is stepped over;
// 2. stepping over required members of the open groups, never of a group that is being opened;
// 3. a later group of the innermost open one, opened by another member than its first;
// 4. a repeating group that the open groups have further back, opened where it comes.
// A required segment that comes again begins its repeating group again, also where the group's first segment was
// left out: two OBR below one ORC are two orders, not an order and a prior result.

struct StepTable {
    typealias Step = StructureVariant.Step

    private struct Candidate {
        var step: Step
        /// How many groups are closed for it.
        var level: Int
        /// Whether it opens a group that was not open.
        var opens: Bool
    }

    /// The candidates found so far, by column: the nearest forward, and the nearest repetition.
    private struct Row {
        var forward: [Candidate?]
        var again: [Candidate?]

        init(columns: Int) {
            forward = Array(repeating: nil, count: columns)
            again = forward
        }
    }

    let compiler: VariantCompiler
    /// The places that each group can start at, with their columns.
    private let starts: [[(place: Int, column: Int)]]

    init(compiler: VariantCompiler) {
        self.compiler = compiler
        starts = compiler.groups.indices.map { Self.starts(of: $0, in: compiler.groups) }
    }

    /// All rows of the table, one after the other.
    func steps() -> [Step] {
        let beginning = VariantCompiler.Place(group: 0, index: -1)
        return ([beginning] + compiler.places).flatMap(steps(from:))
    }

    private func steps(from place: VariantCompiler.Place) -> [Step] {
        let strict = row(from: place, isStrict: true)
        let lenient = row(from: place, isStrict: false)
        let inside = stepsInside(from: place)
        let back = stepsBack(from: place)
        return (0..<compiler.names.count).map { column in
            Self.choose(strict.forward[column], strict.again[column])
                ?? Self.choose(lenient.forward[column], lenient.again[column])
                ?? inside[column] ?? back[column]
        }
    }

    /// A repetition of an open group goes before opening a later one, and the nearer of two before the other; but
    /// what leads to the same place stays where it is: an IN1 behind a GT1 belongs to the same visit.
    private static func choose(_ forward: Candidate?, _ again: Candidate?) -> Step? {
        guard let forward else { return again?.step }
        guard let again else { return forward.step }
        if forward.step.target == again.step.target, forward.level <= again.level { return forward.step }
        return !forward.opens && forward.level <= again.level ? forward.step : again.step
    }

    private func row(from place: VariantCompiler.Place, isStrict: Bool) -> Row {
        var row = Row(columns: compiler.names.count)
        var (groupIndex, index, level) = (place.group, place.index, 0)
        repeatSame(place, into: &row)
        while true {
            let group = compiler.groups[groupIndex]
            let keep = Int16(group.path.count)
            for item in group.items.dropFirst(index + 1) {
                add(item, keep: keep, level: level, to: &row)
                if isStrict, !item.isOptional { return row }
            }
            guard let parent = group.parent else { return row }
            if group.repeats {
                for start in starts[groupIndex] where row.again[start.column] == nil {
                    let step = Step(target: Int16(start.place), keep: keep - 1)
                    row.again[start.column] = Candidate(step: step, level: level, opens: false)
                }
                if isStrict { repeatLoosely(groupIndex, from: place, level: level, into: &row) }
            }
            (groupIndex, index, level) = (parent, group.index, level + 1)
        }
    }

    /// Repeats a group from a required segment on that it has had, what stands before that stepped over.
    private func repeatLoosely(
        _ repeated: Int,
        from place: VariantCompiler.Place,
        level: Int,
        into row: inout Row
    ) {
        let keep = Int16(compiler.groups[repeated].path.count - 1)
        var (groupIndex, index) = (place.group, place.index)
        while true {
            let group = compiler.groups[groupIndex]
            for item in group.items.prefix(index + 1) where !item.isOptional {
                guard case .segment(let target, let column) = item.member, row.again[column] == nil else {
                    continue
                }
                let step = Step(target: Int16(target), keep: keep)
                row.again[column] = Candidate(step: step, level: level, opens: false)
            }
            guard groupIndex != repeated, let parent = group.parent else { return }
            (groupIndex, index) = (parent, group.index)
        }
    }

    /// A segment that repeats may follow itself.
    private func repeatSame(_ place: VariantCompiler.Place, into row: inout Row) {
        let group = compiler.groups[place.group]
        guard place.index >= 0, group.items[place.index].repeats else { return }
        add(group.items[place.index], keep: Int16(group.path.count), level: 0, to: &row)
    }

    private func add(_ item: VariantCompiler.Item, keep: Int16, level: Int, to row: inout Row) {
        func note(_ place: Int, _ column: Int, opens: Bool) {
            guard row.forward[column] == nil else { return }
            let step = Step(target: Int16(place), keep: keep)
            row.forward[column] = Candidate(step: step, level: level, opens: opens)
        }
        switch item.member {
        case .segment(let place, let column): note(place, column, opens: false)
        case .choice(let choices): for choice in choices { note(choice.place, choice.column, opens: false) }
        case .group(let group): for start in starts[group] { note(start.place, start.column, opens: true) }
        }
    }

    /// Groups after the place in its own group, entered by a segment that is not their first.
    private func stepsInside(from place: VariantCompiler.Place) -> [Step?] {
        var steps = [Step?](repeating: nil, count: compiler.names.count)
        let group = compiler.groups[place.group]
        for item in group.items.dropFirst(place.index + 1) {
            guard case .group(let inner) = item.member else { continue }
            for member in compiler.groups[inner].items {
                guard case .segment(let target, let column) = member.member, steps[column] == nil else {
                    continue
                }
                steps[column] = Step(target: Int16(target), keep: Int16(group.path.count))
            }
        }
        return steps
    }

    /// Repeating groups that stand before the place, in its own group or an enclosing one.
    private func stepsBack(from place: VariantCompiler.Place) -> [Step] {
        var steps = Array(repeating: Step.none, count: compiler.names.count)
        var (groupIndex, index): (Int?, Int) = (place.group, place.index)
        while let current = groupIndex {
            let group = compiler.groups[current]
            for item in group.items.prefix(max(index, 0)) {
                guard case .group(let inner) = item.member, item.repeats else { continue }
                for start in starts[inner]
                where steps[start.column].target < 0 && isLead(start.place, of: inner) {
                    steps[start.column] = Step(target: Int16(start.place), keep: Int16(group.path.count))
                }
            }
            (groupIndex, index) = (group.parent, group.index)
        }
        return steps
    }

    /// Whether a place is the first of its group, the segment that makes the group recognisable.
    private func isLead(_ place: Int, of group: Int) -> Bool {
        compiler.places[place].group == group && compiler.places[place].index == 0
    }

    private static func starts(
        of group: Int,
        in groups: [VariantCompiler.Group]
    ) -> [(place: Int, column: Int)] {
        var found: [(place: Int, column: Int)] = []
        for item in groups[group].items {
            switch item.member {
            case .segment(let place, let column): found.append((place, column))
            case .choice(let choices): found += choices
            case .group(let inner): found += starts(of: inner, in: groups)
            }
            if !item.isOptional { break }
        }
        return found
    }
}
