// Equality and equivalence of items and collections (FHIRPath N1 §6.1), with three values.
//
// Nodes of several elements are equal when all their children are; deep trees are bounded by the readers' depth.

import FHIR

extension TreeEvaluation {
    /// Whether two items are equal; `nil` where their precision does not decide it.
    mutating func areEqual(_ left: TreeValue, _ right: TreeValue) throws(TreeProblem) -> Bool? {
        try spend(1)
        if let quick = quickEquality(left, right) { return quick }
        guard let first = plain(left), let second = plain(right) else {
            guard case .node(let one) = left, case .node(let other) = right, let tree else { return false }
            return try areEqualNodes(one, other, in: tree)
        }
        switch (first, second) {
        case (.boolean(let one), .boolean(let other)): return one == other
        case (.string(let one), .string(let other)): return one == other
        case (.integer(let one), .integer(let other)): return one == other
        case (.moment(let one), .moment(let other)):
            guard one.isComparable(with: other) else { return false }
            return one.order(to: other).map { $0 == .equal }
        case (.type(let space, let name), .type(let otherSpace, let otherName)):
            return space == otherSpace && name == otherName
        case (.quantity(let one), .quantity(let other)): return one.order(to: other).map { $0 == .equal }
        case (.quantity(let one), let other), (let other, .quantity(let one)):
            guard let number = Self.decimal(other) else { return false }
            return one.order(to: Quantity(value: number, unit: "1")).map { $0 == .equal }
        default:
            guard let one = Self.decimal(first), let other = Self.decimal(second) else { return false }
            return one == other
        }
    }

    /// A primitive against a text, byte by byte, without making one of it.
    private func quickEquality(_ left: TreeValue, _ right: TreeValue) -> Bool? {
        switch (left, right) {
        case (.string(let text), .node(let index)), (.node(let index), .string(let text)):
            guard let tree, let format = tree.definitions[tree.type(at: index)].format,
                tree.hasText(at: index),
                format.isText
            else { return nil }
            return tree.withText(at: index) { $0.elementsEqual(text.utf8) }
        case (.node(let one), .node(let other)) where one == other: return true
        default: return nil
        }
    }

    private mutating func areEqualNodes(
        _ left: Tree.Index,
        _ right: Tree.Index,
        in tree: Tree
    ) throws(TreeProblem) -> Bool {
        try spend(1)
        guard tree.type(at: left) == tree.type(at: right), try haveSameValue(left, right, in: tree) else {
            return false
        }
        var one = tree.firstChild(of: left)
        var other = tree.firstChild(of: right)
        while let first = one, let second = other {
            guard tree.member(at: first) == tree.member(at: second),
                try areEqualNodes(first, second, in: tree)
            else { return false }
            one = tree.nextSibling(of: first, in: left)
            other = tree.nextSibling(of: second, in: right)
        }
        return one == nil && other == nil
    }

    /// Primitives by what they are worth: `1.0` is `1.00` inside of an element too.
    private mutating func haveSameValue(
        _ left: Tree.Index,
        _ right: Tree.Index,
        in tree: Tree
    ) throws(TreeProblem) -> Bool {
        guard tree.hasText(at: left), tree.hasText(at: right) else {
            return tree.hasText(at: left) == tree.hasText(at: right)
        }
        return try areEqual(.node(left), .node(right)) == true
    }

    /// `=`: item by item, in order.
    mutating func areEqual(_ left: [TreeValue], _ right: [TreeValue]) throws(TreeProblem) -> Bool? {
        guard !left.isEmpty, !right.isEmpty else { return nil }
        guard left.count == right.count else { return false }
        if left.count == 1 { return try areEqual(left[0], right[0]) }
        var isDecided = true
        for (one, other) in zip(left, right) {
            switch try areEqual(one, other) {
            case true?: continue
            case false?: return false
            case nil: isDecided = false
            }
        }
        return isDecided ? true : nil
    }

    /// `~`: the same items in any order.
    mutating func areEquivalent(_ left: [TreeValue], _ right: [TreeValue]) throws(TreeProblem) -> Bool {
        guard left.count == right.count else { return false }
        var rest = right
        for one in left {
            var match: Int?
            for (index, other) in rest.enumerated() where match == nil {
                if try areEquivalent(one, other) { match = index }
            }
            guard let match else { return false }
            rest.remove(at: match)
        }
        return true
    }

    mutating func areEquivalent(_ left: TreeValue, _ right: TreeValue) throws(TreeProblem) -> Bool {
        try spend(1)
        guard let first = plain(left), let second = plain(right) else {
            guard case .node(let one) = left, case .node(let other) = right, let tree else { return false }
            return try areEquivalentNodes(one, other, in: tree)
        }
        switch (first, second) {
        case (.boolean(let one), .boolean(let other)): return one == other
        case (.string(let one), .string(let other)): return Self.folded(one) == Self.folded(other)
        case (.moment(let one), .moment(let other)):
            return one.isComparable(with: other) && one.order(to: other) == .equal
        case (.type(let space, let name), .type(let otherSpace, let otherName)):
            return space == otherSpace && name == otherName
        case (.quantity(let one), .quantity(let other)): return one.isEquivalent(to: other)
        default:
            guard let one = Self.decimal(first), let other = Self.decimal(second) else { return false }
            return one.isEquivalent(to: other)
        }
    }

    /// Case does not count, nor how much blank there is.
    private static func folded(_ text: String) -> String {
        text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Children of a name in any order; ids of elements do not count.
    private mutating func areEquivalentNodes(
        _ left: Tree.Index,
        _ right: Tree.Index,
        in tree: Tree
    ) throws(TreeProblem) -> Bool {
        guard tree.type(at: left) == tree.type(at: right) else { return false }
        let first = try children(of: [.node(left)])
        let second = try children(of: [.node(right)])
        guard first.count == second.count else { return false }
        var rest = second
        for child in first {
            var match: Int?
            for (index, other) in rest.enumerated() where match == nil {
                guard case .node(let one) = child, case .node(let candidate) = other,
                    tree.member(at: one) == tree.member(at: candidate)
                else { continue }
                if try areEquivalent(child, other) { match = index }
            }
            guard let match else { return false }
            rest.remove(at: match)
        }
        return true
    }
}

extension PrimitiveFormat {
    /// Whether the value of a primitive is its text.
    var isText: Bool {
        switch self {
        case .boolean, .integer, .integer64, .positiveInt, .unsignedInt, .decimal, .date, .dateTime, .instant,
            .time:
            false
        default: true
        }
    }
}
