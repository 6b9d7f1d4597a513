// Functions whose argument is evaluated once for each item: `where`, `select`, `repeat`, `aggregate`, `sort`.

import FHIR

extension TreeEvaluation {
    mutating func iterate(
        _ function: TreeFunction,
        _ input: [TreeValue],
        _ arguments: [TreeStep],
        _ focus: TreeFocus
    ) throws(TreeProblem) -> [TreeValue] {
        guard let body = arguments.first else { return [.boolean(!input.isEmpty)] }
        switch function {
        case .where: return try filter(input, body, focus)
        case .exists:
            for (index, item) in input.enumerated() where try holds(body, item, index, focus) {
                return [.boolean(true)]
            }
            return [.boolean(false)]
        case .all:
            for (index, item) in input.enumerated() where try !holds(body, item, index, focus) {
                return [.boolean(false)]
            }
            return [.boolean(true)]
        case .select: return try select(input, body, focus)
        case .repeat, .repeatAll: return try repeated(input, body, focus, isDistinct: function == .repeat)
        case .aggregate: return try aggregate(input, arguments, focus)
        case .trace: return try trace(input, arguments, focus)
        case .iif: return try choose(input, arguments, focus)
        default: return []
        }
    }

    private mutating func filter(
        _ input: [TreeValue],
        _ body: TreeStep,
        _ focus: TreeFocus
    ) throws(TreeProblem) -> [TreeValue] {
        var found: [TreeValue] = []
        for (index, item) in input.enumerated() where try holds(body, item, index, focus) {
            found.append(item)
        }
        return found
    }

    private mutating func holds(
        _ body: TreeStep,
        _ item: TreeValue,
        _ index: Int,
        _ focus: TreeFocus
    ) throws(TreeProblem) -> Bool {
        let inner = TreeFocus(this: item, index: index, total: focus.total)
        // Values first: a call on `self` with `run` among its arguments would work on a copy of the evaluation, which
        // was a tenth of a condition.
        let values = try run(body, inner)
        return try condition(values, "a condition") ?? false
    }

    private mutating func select(
        _ input: [TreeValue],
        _ body: TreeStep,
        _ focus: TreeFocus
    ) throws(TreeProblem) -> [TreeValue] {
        var found: [TreeValue] = []
        for (index, item) in input.enumerated() {
            found += try run(body, TreeFocus(this: item, index: index, total: focus.total))
            try checkCount(found.count)
        }
        return found
    }

    private mutating func repeated(
        _ input: [TreeValue],
        _ body: TreeStep,
        _ focus: TreeFocus,
        isDistinct: Bool
    ) throws(TreeProblem) -> [TreeValue] {
        var seen = DistinctValues()
        var level = input
        var all: [TreeValue] = []
        while !level.isEmpty {
            var next: [TreeValue] = []
            for item in try select(level, body, focus) {
                if isDistinct, try !insert(item, into: &seen) { continue }
                next.append(item)
            }
            all += next
            try checkCount(all.count)
            level = next
        }
        return all
    }

    private mutating func aggregate(
        _ input: [TreeValue],
        _ arguments: [TreeStep],
        _ focus: TreeFocus
    ) throws(TreeProblem) -> [TreeValue] {
        var total = arguments.count > 1 ? try run(arguments[1], focus) : []
        for (index, item) in input.enumerated() {
            total = try run(arguments[0], TreeFocus(this: item, index: index, total: total))
            try checkCount(total.count)
        }
        return total
    }

    private mutating func trace(
        _ input: [TreeValue],
        _ arguments: [TreeStep],
        _ focus: TreeFocus
    ) throws(TreeProblem) -> [TreeValue] {
        guard let name = try text(run(arguments[0], focus), "`trace`") else { return input }
        let values = arguments.count > 1 ? try select(input, arguments[1], focus) : input
        environment.trace?(name, values)
        return input
    }

    /// `iif`: what is not chosen is not evaluated.
    private mutating func choose(
        _ input: [TreeValue],
        _ arguments: [TreeStep],
        _ focus: TreeFocus
    ) throws(TreeProblem) -> [TreeValue] {
        let item = try single(input, "`iif`")
        let inner = TreeFocus(this: item ?? focus.this, index: focus.index, total: focus.total)
        let criterion = try single(run(arguments[0], inner), "the criterion of `iif`")
        var holds = false
        if let criterion {
            guard case .boolean(let flag)? = plain(criterion) else {
                throw .execution("the criterion of `iif` is a Boolean")
            }
            holds = flag
        }
        if holds { return try run(arguments[1], inner) }
        return arguments.count > 2 ? try run(arguments[2], inner) : []
    }

    mutating func sort(
        _ input: [TreeValue],
        _ keys: [TreeSortKey],
        _ focus: TreeFocus
    ) throws(TreeProblem) -> [TreeValue] {
        var rows: [(item: TreeValue, keys: [TreeValue?])] = []
        for (index, item) in input.enumerated() {
            var values: [TreeValue?] = []
            let inner = TreeFocus(this: item, index: index, total: focus.total)
            for key in keys { values.append(try single(run(key.step, inner), "a key of `sort`")) }
            rows.append((item, values))
        }
        return try merged(rows, keys).map(\.item)
    }

    /// Merge sort, because comparing can fail and equals keep their order.
    private mutating func merged(
        _ rows: [(item: TreeValue, keys: [TreeValue?])],
        _ keys: [TreeSortKey]
    ) throws(TreeProblem) -> [(item: TreeValue, keys: [TreeValue?])] {
        guard rows.count > 1 else { return rows }
        try spend(rows.count)
        let middle = rows.count / 2
        let left = try merged(Array(rows[..<middle]), keys)
        let right = try merged(Array(rows[middle...]), keys)
        var result: [(item: TreeValue, keys: [TreeValue?])] = []
        var first = 0
        var second = 0
        while first < left.count, second < right.count {
            if try isBefore(right[second].keys, left[first].keys, keys) {
                result.append(right[second])
                second += 1
            } else {
                result.append(left[first])
                first += 1
            }
        }
        return result + left[first...] + right[second...]
    }

    /// Items without a key are less than all others.
    private func isBefore(
        _ left: [TreeValue?],
        _ right: [TreeValue?],
        _ keys: [TreeSortKey]
    ) throws(TreeProblem) -> Bool {
        for (position, key) in keys.enumerated() {
            switch (left[position], right[position]) {
            case (nil, nil): continue
            case (nil, _): return key.direction == .ascending
            case (_, nil): return key.direction == .descending
            case (let one?, let other?):
                let order = try order(one, other) ?? .equal
                if order == .equal { continue }
                return (order == .less) != key.isDescending
            }
        }
        return false
    }
}
