// Collections as sets: `distinct`, `|`, `intersect`, `exclude`, `subsetOf`, and cutting by position.
//
// Equal items are found by a hash of their value first; only items of one hash are compared.

import FHIR

/// Items that differ from each other, by the hash of what they are worth.
struct DistinctValues {
    fileprivate(set) var items: [TreeValue] = []
    fileprivate var buckets: [Int: [Int]] = [:]
}

extension TreeEvaluation {
    /// Adds an item unless an equal one is there; whether it was added.
    mutating func insert(_ item: TreeValue, into set: inout DistinctValues) throws(TreeProblem) -> Bool {
        let hash = hash(of: item)
        for position in set.buckets[hash, default: []] where try areEqual(set.items[position], item) == true {
            return false
        }
        set.buckets[hash, default: []].append(set.items.count)
        set.items.append(item)
        return true
    }

    private mutating func contains(_ set: DistinctValues, _ item: TreeValue) throws(TreeProblem) -> Bool {
        for position in set.buckets[hash(of: item), default: []]
        where try areEqual(set.items[position], item) == true {
            return true
        }
        return false
    }

    /// Equal for items that are equal; dates and quantities can be written in many ways and share one.
    private func hash(of value: TreeValue) -> Int {
        switch plain(value) {
        case .string(let text)?: return text.hashValue
        case .integer(let number)?, .long(let number)?: return DecimalNumber(number).hashValue
        case .decimal(let number)?: return number.hashValue
        case .boolean(let flag)?: return flag ? 1 : 2
        case .type?: return 3
        case .moment?, .quantity?: return 4
        case .node?: return 5
        case nil:
            guard case .node(let index) = value, let tree else { return 6 }
            // The texts of the first children tell most elements apart.
            var hasher = Hasher()
            var child = tree.firstChild(of: index)
            while let current = child {
                if tree.hasText(at: current) { hasher.combine(self.hash(of: .node(current))) }
                child = tree.nextSibling(of: current, in: index)
            }
            return hasher.finalize()
        }
    }

    mutating func set(_ values: [TreeValue]) throws(TreeProblem) -> DistinctValues {
        var set = DistinctValues()
        for value in values { _ = try insert(value, into: &set) }
        return set
    }

    mutating func distinct(_ values: [TreeValue]) throws(TreeProblem) -> [TreeValue] {
        try set(values).items
    }

    mutating func union(_ left: [TreeValue], _ right: [TreeValue]) throws(TreeProblem) -> [TreeValue] {
        try checkCount(left.count + right.count)
        return try distinct(left + right)
    }

    mutating func combine(
        _ function: TreeFunction,
        _ input: [TreeValue],
        _ other: [TreeValue]
    ) throws(TreeProblem) -> [TreeValue] {
        try spend((input.count + other.count) / 4)
        switch function {
        case .union: return try union(input, other)
        case .combine:
            try checkCount(input.count + other.count)
            return input + other
        case .intersect:
            let set = try set(other)
            return try filter(try distinct(input), in: set, isWanted: true)
        case .exclude: return try filter(input, in: try set(other), isWanted: false)
        case .subsetOf: return [.boolean(try filter(input, in: try set(other), isWanted: false).isEmpty)]
        case .supersetOf: return [.boolean(try filter(other, in: try set(input), isWanted: false).isEmpty)]
        default:
            guard let count = try integer(other, "`\(function.rawValue)`") else { return [] }
            let bounded = Int(min(max(count, 0), Int64(ExpressionLimits.items)))
            return function == .skip ? Array(input.dropFirst(bounded)) : Array(input.prefix(bounded))
        }
    }

    private mutating func filter(
        _ values: [TreeValue],
        in set: DistinctValues,
        isWanted: Bool
    ) throws(TreeProblem) -> [TreeValue] {
        var found: [TreeValue] = []
        for value in values where try contains(set, value) == isWanted { found.append(value) }
        return found
    }
}
