// Operators, two-valued: what is absent is unequal to everything and orders with nothing (DESIGN §4).

import Foundation

extension Evaluation {
    /// Performs an operator between two expressions.
    mutating func binary(
        _ symbol: Expression.BinaryOperator,
        _ left: Int32,
        _ right: Int32
    ) throws(EvaluationStopped) -> Items {
        if symbol == .union {
            let first = try value(left)
            let second = try value(right)
            return distinct(joined(first, second))
        }
        let leftItems = try value(left)
        if let decided = Self.decided(symbol, Self.isTrue(leftItems)) { return .one(.boolean(decided)) }
        let rightItems = try value(right)
        switch symbol {
        case .and, .or, .implies: return .one(.boolean(Self.isTrue(rightItems)))
        case .xor: return .one(.boolean(Self.isTrue(leftItems) != Self.isTrue(rightItems)))
        case .equal, .equivalent: return .one(.boolean(areEqual(leftItems, rightItems)))
        case .notEqual, .notEquivalent: return .one(.boolean(!areEqual(leftItems, rightItems)))
        case .membership: return .one(.boolean(contains(rightItems, first(of: leftItems))))
        case .containment: return .one(.boolean(contains(leftItems, first(of: rightItems))))
        case .concatenate: return .one(.text(concatenated(text(of: leftItems), text(of: rightItems))))
        case .less: return ordered(leftItems, rightItems) { $0 < 0 }
        case .lessOrEqual: return ordered(leftItems, rightItems) { $0 <= 0 }
        case .greater: return ordered(leftItems, rightItems) { $0 > 0 }
        case .greaterOrEqual: return ordered(leftItems, rightItems) { $0 >= 0 }
        default: return Items(arithmetic(symbol, first(of: leftItems), first(of: rightItems)))
        }
    }

    /// What the left side decides alone.
    private static func decided(_ symbol: Expression.BinaryOperator, _ left: Bool) -> Bool? {
        switch symbol {
        case .and: left ? nil : false
        case .or: left ? true : nil
        case .implies: left ? nil : true
        default: nil
        }
    }

    /// Two texts as one; what is absent is empty.
    private mutating func concatenated(_ left: Text?, _ right: Text?) -> Text {
        switch (left, right) {
        case (let left?, let right?): texts.join(left, right)
        case (let text?, nil), (nil, let text?): text
        case (nil, nil): texts.keep("")
        }
    }

    mutating func areEqual(_ left: Items, _ right: Items) -> Bool {
        guard left.count == right.count, !left.isEmpty else { return false }
        if case .one(let leftItem) = left, case .one(let rightItem) = right {
            return isEqual(leftItem, rightItem)
        }
        for position in 0..<left.count
        where !isEqual(item(position, of: left), item(position, of: right)) { return false }
        return true
    }

    mutating func isEqual(_ left: Item, _ right: Item) -> Bool {
        if case .element(let element) = left, case .text(let constant) = right {
            guard let text = text(of: element) else { return false }
            return texts.areEqual(text, constant)
        }
        if case .integer(let leftNumber) = left, case .integer(let rightNumber) = right {
            return leftNumber == rightNumber
        }
        if left.isNumber || right.isNumber {
            guard let leftNumber = number(of: left), let rightNumber = number(of: right) else { return false }
            return leftNumber == rightNumber
        }
        if left.isTemporal || right.isTemporal {
            guard let leftTime = timestamp(of: left), let rightTime = timestamp(of: right) else {
                return false
            }
            return leftTime.seconds == rightTime.seconds
        }
        if case .group(let leftGroup) = left, case .group(let rightGroup) = right {
            return leftGroup == rightGroup
        }
        guard let leftText = text(of: left), let rightText = text(of: right) else { return false }
        return texts.areEqual(leftText, rightText)
    }

    /// Whether the only item is one of several constants.
    mutating func isOne(_ items: Items, of operands: Operands) -> Items {
        guard let item = first(of: items) else { return .one(.boolean(false)) }
        for index in operands.range where isEqual(item, program.constants[Int(program.operands[index])]) {
            return .one(.boolean(true))
        }
        return .one(.boolean(false))
    }

    private mutating func contains(_ items: Items, _ item: Item?) -> Bool {
        guard let item else { return false }
        for position in 0..<items.count where isEqual(self.item(position, of: items), item) { return true }
        return false
    }

    /// Compares as numbers or points in time where either side is one, else as texts.
    private mutating func ordered(_ left: Items, _ right: Items, _ fits: (Int) -> Bool) -> Items {
        guard let left = first(of: left), let right = first(of: right), let order = order(left, right) else {
            return .one(.boolean(false))
        }
        return .one(.boolean(fits(order)))
    }

    private mutating func order(_ left: Item, _ right: Item) -> Int? {
        if case .integer(let leftNumber) = left, case .integer(let rightNumber) = right {
            return Self.order(leftNumber, rightNumber)
        }
        if left.isTemporal || right.isTemporal {
            guard let leftTime = timestamp(of: left), let rightTime = timestamp(of: right) else { return nil }
            return Self.order(leftTime.seconds, rightTime.seconds)
        }
        if let leftNumber = number(of: left), let rightNumber = number(of: right) {
            return Self.order(leftNumber, rightNumber)
        }
        if left.isNumber || right.isNumber { return nil }
        guard let leftText = string(of: left), let rightText = string(of: right) else { return nil }
        return Self.order(leftText, rightText)
    }

    private static func order<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
        left < right ? -1 : left == right ? 0 : 1
    }

    /// Each distinct item once, the first of its equals.
    mutating func distinct(_ items: Items) -> Items {
        guard case .many(let list) = items else { return items }
        var kept: [Item] = []
        for index in list.range {
            let item = lists[index]
            var isNew = true
            for other in kept where isEqual(other, item) { isNew = false }
            if isNew { kept.append(item) }
        }
        return self.items(kept)
    }

    // MARK: Arithmetic

    private mutating func arithmetic(_ symbol: Expression.BinaryOperator, _ left: Item?, _ right: Item?)
        -> Item?
    {
        guard let left, let right else { return nil }
        if symbol == .add, !left.isNumber, !right.isNumber {
            guard let leftText = text(of: left), let rightText = text(of: right) else { return nil }
            return .text(texts.join(leftText, rightText))
        }
        if case .integer(let leftNumber) = left, case .integer(let rightNumber) = right {
            return arithmetic(symbol, leftNumber, rightNumber)
        }
        guard let leftNumber = number(of: left), let rightNumber = number(of: right) else { return nil }
        return arithmetic(symbol, leftNumber, rightNumber)
    }

    private mutating func arithmetic(_ symbol: Expression.BinaryOperator, _ left: Int64, _ right: Int64)
        -> Item?
    {
        let result: (partialValue: Int64, overflow: Bool)
        switch symbol {
        case .add: result = left.addingReportingOverflow(right)
        case .subtract: result = left.subtractingReportingOverflow(right)
        case .multiply: result = left.multipliedReportingOverflow(by: right)
        case .integerDivide: result = left.dividedReportingOverflow(by: right)
        case .modulo: result = left.remainderReportingOverflow(dividingBy: right)
        default: return arithmetic(symbol, Decimal(left), Decimal(right))
        }
        return result.overflow ? nil : .integer(result.partialValue)
    }

    private mutating func arithmetic(_ symbol: Expression.BinaryOperator, _ left: Decimal, _ right: Decimal)
        -> Item?
    {
        let result: Decimal
        switch symbol {
        case .add: result = left + right
        case .subtract: result = left - right
        case .multiply: result = left * right
        case .divide, .integerDivide, .modulo:
            guard right != 0 else { return nil }
            let quotient = left / right
            if symbol == .divide {
                result = quotient
            } else {
                let whole = quotient.truncated
                if symbol == .integerDivide { return Int64("\(whole)").map { .integer($0) } }
                result = left - whole * right
            }
        default: return nil
        }
        return result.isNaN ? nil : .decimal(texts.keep("\(result)"))
    }

    mutating func negated(_ items: Items) -> Items {
        guard let item = first(of: items) else { return .none }
        if case .integer(let value) = item { return .one(.integer(0 &- value)) }
        guard let number = number(of: item) else { return .none }
        return .one(.decimal(texts.keep("\(-number)")))
    }
}

extension Decimal {
    /// Without its fraction, towards zero.
    fileprivate var truncated: Decimal {
        var value = self
        var result = Decimal()
        NSDecimalRound(&result, &value, 0, self < 0 ? .up : .down)
        return result
    }
}

extension Item {
    var isNumber: Bool {
        switch self {
        case .integer, .decimal: true
        default: false
        }
    }

    var isTemporal: Bool {
        switch self {
        case .date, .dateTime: true
        default: false
        }
    }
}
