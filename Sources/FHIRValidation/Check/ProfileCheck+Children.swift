// How often elements are there, and which slices they are of.

import FHIR

extension ProfileCheck {
    /// Checks the elements inside of a value.
    mutating func checkChildren(of index: Tree.Index, _ rule: ElementRule) {
        let type = tree.type(at: index)
        for child in rule.children {
            guard let members = child.members[type] else { continue }
            var found: [Tree.Index] = []
            tree.appendChildren(of: index, in: members, to: &found)
            checkCount(found, child.count, over: child.definedCount, child.rule.label, in: index)
            for value in found {
                check(value, child.rule)
                if let reference = child.reference, let more = set.profiles[current].referenced[reference] {
                    check(value, more)
                }
            }
            if let slicing = child.slicing, !slicing.slices.isEmpty {
                checkSlices(of: found, slicing, child.definedCount, child.rule.label, in: index)
            }
        }
    }

    /// What the definitions demand themselves was told before.
    private mutating func checkCount(
        _ found: [Tree.Index],
        _ count: CountRule,
        over defined: CountRule,
        _ label: String,
        in parent: Tree.Index
    ) {
        if found.count < count.minimum, count.minimum > defined.minimum {
            let times = count.minimum == 1 ? "is required" : "must be there at least \(count.minimum) times"
            report(.required, "`\(label)` \(times)", at: parent)
        }
        if let maximum = count.maximum, found.count > maximum, maximum != defined.maximum {
            let allowed = maximum == 0 ? "there may be no" : "there may be at most \(maximum) of"
            report(.structure, "\(allowed) `\(label)`", at: found[maximum])
        }
    }

    private mutating func checkSlices(
        of values: [Tree.Index],
        _ slicing: SlicingRule,
        _ defined: CountRule,
        _ label: String,
        in parent: Tree.Index
    ) {
        var members: [[Tree.Index]] = Array(repeating: [], count: slicing.slices.count)
        /// The first slice of each value; `nil` where it is of none.
        var first: [Int?] = []
        // A slice that nothing tells from others may be that of any value.
        let hasNameless = slicing.slices.contains { $0.tests.isEmpty }
        var isUncertain = false
        for value in values {
            var found: Int?
            var mayBeMore = hasNameless
            for (number, slice) in slicing.slices.enumerated() where !slice.tests.isEmpty {
                switch membership(of: value, in: slice) {
                case .yes:
                    members[number].append(value)
                    found = found ?? number
                case .unknown: mayBeMore = true
                case .no: break
                }
            }
            isUncertain = isUncertain || mayBeMore
            first.append(found)
            if found == nil, !mayBeMore, slicing.openness == .closed {
                report(.structure, "this is none of the slices of `\(label)`", at: value)
            }
        }
        checkOrder(values, first, slicing, label)
        for (slice, members) in zip(slicing.slices, members) where !slice.tests.isEmpty {
            var count = slice.count
            if isUncertain { count.minimum = 0 }
            checkCount(members, count, over: CountRule(0, defined.maximum), slice.rule.label, in: parent)
            for value in members { check(value, slice.rule) }
            if let inner = slice.slicing, !inner.slices.isEmpty {
                checkSlices(of: members, inner, defined, slice.rule.label, in: parent)
            }
        }
    }

    private mutating func checkOrder(
        _ values: [Tree.Index],
        _ slices: [Int?],
        _ slicing: SlicingRule,
        _ label: String
    ) {
        if slicing.isOrdered {
            var highest = 0
            for (value, slice) in zip(values, slices) {
                guard let slice else { continue }
                if slice < highest {
                    let name = slicing.slices[slice].name
                    report(.structure, "`\(name)` stands behind a later slice of `\(label)`", at: value)
                }
                highest = max(highest, slice)
            }
        }
        guard slicing.openness == .openAtEnd, let last = slices.lastIndex(where: { $0 != nil }) else {
            return
        }
        for (value, slice) in zip(values[..<last], slices) where slice == nil {
            report(.structure, "what is of no slice of `\(label)` must stand at the end", at: value)
        }
    }
}
