// `+ - * / div mod` and signs over numbers, quantities, texts and dates (FHIRPath N1 §6.6).
//
// What does not fit its type, and any division by zero, is empty.

import FHIR

extension TreeEvaluation {
    mutating func arithmetic(
        _ operation: Expression.BinaryOperator,
        _ left: [TreeValue],
        _ right: [TreeValue]
    ) throws(TreeProblem) -> [TreeValue] {
        let name = "`\(operation.rawValue)`"
        guard let one = try single(left, name), let other = try single(right, name) else { return [] }
        guard let first = plain(one), let second = plain(other) else {
            throw .execution("\(name) takes values, not elements")
        }
        switch (first, second) {
        case (.integer(let one), .integer(let other)):
            return Self.wholeNumbers(operation, one, other) { TreeValue(integer: $0) }
        case (.long(let one), .long(let other)), (.long(let one), .integer(let other)),
            (.integer(let one), .long(let other)):
            return Self.wholeNumbers(operation, one, other) { .long($0) }
        case (.string(let one), .string(let other)) where operation == .add:
            try checkLength(one)
            try checkLength(other)
            return [.string(one + other)]
        case (.moment(let moment), .quantity(let quantity)) where operation == .add || operation == .subtract:
            return try sum(moment, quantity, isNegative: operation == .subtract)
        case (.quantity(let one), .quantity(let other)): return try quantities(operation, one, other)
        case (.quantity(let one), let other):
            guard let number = Self.decimal(other) else { break }
            return try quantities(operation, one, Quantity(value: number, unit: "1"))
        case (let one, .quantity(let other)):
            guard let number = Self.decimal(one) else { break }
            return try quantities(operation, Quantity(value: number, unit: "1"), other)
        default:
            guard let one = Self.decimal(first), let other = Self.decimal(second) else { break }
            return Self.decimals(operation, one, other)
        }
        throw .execution("\(name) does not go with these types")
    }

    private static func wholeNumbers(
        _ operation: Expression.BinaryOperator,
        _ left: Int64,
        _ right: Int64,
        _ value: (Int64) -> TreeValue?
    ) -> [TreeValue] {
        let result: (partialValue: Int64, overflow: Bool)
        switch operation {
        case .add: result = left.addingReportingOverflow(right)
        case .subtract: result = left.subtractingReportingOverflow(right)
        case .multiply: result = left.multipliedReportingOverflow(by: right)
        case .integerDivide: result = left.dividedReportingOverflow(by: right)
        case .modulo: result = left.remainderReportingOverflow(dividingBy: right)
        default: return decimals(operation, DecimalNumber(left), DecimalNumber(right))
        }
        return result.overflow ? [] : value(result.partialValue).map { [$0] } ?? []
    }

    private static func decimals(
        _ operation: Expression.BinaryOperator,
        _ left: DecimalNumber,
        _ right: DecimalNumber
    ) -> [TreeValue] {
        switch operation {
        case .add: left.adding(right).map { [.decimal($0)] } ?? []
        case .subtract: left.subtracting(right).map { [.decimal($0)] } ?? []
        case .multiply: left.multiplied(by: right).map { [.decimal($0)] } ?? []
        case .divide: left.divided(by: right).map { [.decimal($0)] } ?? []
        case .integerDivide:
            left.quotient(dividingBy: right)?.integer.flatMap { TreeValue(integer: $0) }.map { [$0] } ?? []
        case .modulo: left.remainder(dividingBy: right).map { [.decimal($0)] } ?? []
        default: []
        }
    }

    private func quantities(
        _ operation: Expression.BinaryOperator,
        _ left: Quantity,
        _ right: Quantity
    ) throws(TreeProblem) -> [TreeValue] {
        switch operation {
        case .multiply: return left.multiplied(by: right).map { [.quantity($0)] } ?? []
        case .divide: return left.divided(by: right).map { [.quantity($0)] } ?? []
        case .add, .subtract:
            guard let converted = right.converted(to: left.unit) else { return [] }
            let sum = operation == .add ? left.value.adding(converted) : left.value.subtracting(converted)
            return sum.map { [.quantity(Quantity(value: $0, unit: left.unit))] } ?? []
        default: throw .execution("`\(operation.rawValue)` does not go with quantities")
        }
    }

    private func sum(
        _ moment: Moment,
        _ quantity: Quantity,
        isNegative: Bool
    ) throws(TreeProblem) -> [TreeValue] {
        guard let unit = quantity.duration else {
            throw .execution("only calendar durations and definite ones go with dates")
        }
        // UCUM's seconds count whole here, the calendar's with their fraction.
        let isWhole = quantity.calendarUnit == nil
        let amount = isWhole ? quantity.value.rounded(to: 0, .towardZero) : quantity.value
        guard let amount, let sum = moment.adding(isNegative ? -amount : amount, unit) else { return [] }
        return [.moment(sum)]
    }

    func negate(_ values: [TreeValue]) throws(TreeProblem) -> [TreeValue] {
        guard let value = try single(values, "`-`") else { return [] }
        switch plain(value) {
        case .integer(let number)?: return TreeValue(integer: -number).map { [$0] } ?? []
        case .long(let number)?: return number == .min ? [] : [.long(-number)]
        case .decimal(let number)?: return [.decimal(-number)]
        case .quantity(let quantity)?:
            return [.quantity(Quantity(value: -quantity.value, unit: quantity.unit))]
        default: throw .execution("`-` goes with numbers and quantities")
        }
    }

    func plus(_ values: [TreeValue]) throws(TreeProblem) -> [TreeValue] {
        _ = try negate(values)
        return values
    }
}
