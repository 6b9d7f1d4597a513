// Operators between two collections (FHIRPath N1 §6), with three-valued logic.

import FHIR

extension TreeEvaluation {
    mutating func binary(
        _ operation: Expression.BinaryOperator,
        _ left: TreeStep,
        _ right: TreeStep,
        _ focus: TreeFocus
    ) throws(TreeProblem) -> [TreeValue] {
        let first = try run(left, focus)
        switch operation {
        case .and, .or, .xor, .implies: return try logic(operation, first, right, focus)
        default: break
        }
        let second = try run(right, focus)
        switch operation {
        case .equal: return Self.collection(try areEqual(first, second))
        case .notEqual: return Self.collection(try areEqual(first, second).map { !$0 })
        case .equivalent: return [.boolean(try areEquivalent(first, second))]
        case .notEquivalent: return [.boolean(try !areEquivalent(first, second))]
        case .less, .lessOrEqual, .greater, .greaterOrEqual: return try comparison(operation, first, second)
        case .union: return try union(first, second)
        case .membership: return try membership(of: first, in: second)
        case .containment: return try membership(of: second, in: first)
        case .concatenate:
            let text = try (text(first, "`&`") ?? "") + (text(second, "`&`") ?? "")
            try checkLength(text)
            return [.string(text)]
        default: return try arithmetic(operation, first, second)
        }
    }

    private mutating func logic(
        _ operation: Expression.BinaryOperator,
        _ left: [TreeValue],
        _ right: TreeStep,
        _ focus: TreeFocus
    ) throws(TreeProblem) -> [TreeValue] {
        let first = try condition(left, "`\(operation.rawValue)`")
        // What the left side decides alone is not looked at further.
        switch (operation, first) {
        case (.and, false?): return [.boolean(false)]
        case (.or, true?): return [.boolean(true)]
        case (.implies, false?): return [.boolean(true)]
        default: break
        }
        let values = try run(right, focus)
        let second = try condition(values, "`\(operation.rawValue)`")
        let result: Bool? =
            switch operation {
            case .and: second == false ? false : first.flatMap { one in second.map { one && $0 } }
            case .or: second == true ? true : first.flatMap { one in second.map { one || $0 } }
            case .implies: second == true ? true : first.flatMap { one in second.map { !one || $0 } }
            default: first.flatMap { one in second.map { one != $0 } }
            }
        return Self.collection(result)
    }

    private mutating func comparison(
        _ operation: Expression.BinaryOperator,
        _ left: [TreeValue],
        _ right: [TreeValue]
    ) throws(TreeProblem) -> [TreeValue] {
        guard let first = try single(left, "`\(operation.rawValue)`"),
            let second = try single(right, "`\(operation.rawValue)`")
        else { return [] }
        guard let order = try order(first, second) else { return [] }
        let holds =
            switch operation {
            case .less: order == .less
            case .lessOrEqual: order != .greater
            case .greater: order == .greater
            default: order != .less
            }
        return [.boolean(holds)]
    }

    /// How two items stand to each other; `nil` where their precision or units do not decide it.
    func order(_ left: TreeValue, _ right: TreeValue) throws(TreeProblem) -> Order? {
        switch (plain(left), plain(right)) {
        case (.string(let one)?, .string(let other)?): return Self.order(one, other)
        case (.integer(let one)?, .integer(let other)?): return Order(one, other)
        case (.moment(let one)?, .moment(let other)?) where one.isComparable(with: other):
            return one.order(to: other)
        case (.quantity(let one)?, .quantity(let other)?): return one.order(to: other)
        case (.quantity(let one)?, let other):
            guard let number = Self.decimal(other) else { break }
            return one.order(to: Quantity(value: number, unit: "1"))
        case (let one, .quantity(let other)?):
            guard let number = Self.decimal(one) else { break }
            return Quantity(value: number, unit: "1").order(to: other)
        case (let first, let second):
            guard let one = Self.decimal(first), let other = Self.decimal(second) else { break }
            return Order(one, other)
        }
        throw .execution("these types have no order between them")
    }

    /// By Unicode scalars, as the standard says.
    private static func order(_ left: String, _ right: String) -> Order {
        if left.utf8.elementsEqual(right.utf8) { return .equal }
        return left.utf8.lexicographicallyPrecedes(right.utf8) ? .less : .greater
    }

    private mutating func membership(
        of item: [TreeValue],
        in collection: [TreeValue]
    ) throws(TreeProblem) -> [TreeValue] {
        guard let value = try single(item, "`in`") else { return [] }
        for candidate in collection where try areEqual(value, candidate) == true { return [.boolean(true)] }
        return [.boolean(false)]
    }
}
