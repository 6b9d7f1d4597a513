// A number with a unit: UCUM's, or a calendar word such as `days` (FHIRPath N1 §2.1.7).
//
// Years and months by the calendar are not UCUM's mean ones and are never equal to them; weeks and shorter
// durations are the same in both.

/// A quantity with its unit as written.
public struct Quantity: Sendable {
    /// The number, with its places.
    let value: DecimalNumber
    /// A UCUM code, `1` for none, or a calendar word.
    let unit: String

    /// The unit in singular, where it is a calendar word.
    var calendarUnit: CalendarUnit? { CalendarUnit(word: unit) }

    /// What it is reckoned as when added to a date; `nil` for a unit that has no definite length.
    var duration: CalendarUnit? { calendarUnit ?? CalendarUnit(ucum: unit) }
}

extension Quantity: CustomStringConvertible {
    /// `1.50 'mg'` or `2 days`.
    public var description: String {
        calendarUnit == nil ? "\(value) '\(unit)'" : "\(value) \(unit)"
    }
}

extension Quantity {
    /// Reads `5`, `5 'mg'`, `5 days`.
    init?(_ text: String) {
        var reader = TextReader(text)
        let sign = reader.take("-") ? "-" : reader.take("+") ? "" : ""
        let digits = reader.take { TextReader.isDigit($0) || $0 == UInt8(ascii: ".") }
        guard let value = DecimalNumber(sign + digits) else { return nil }
        _ = reader.take { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        let unit = reader.rest()
        if unit.isEmpty {
            self.init(value: value, unit: "1")
        } else if unit.count > 2, unit.hasPrefix("'"), unit.hasSuffix("'") {
            self.init(value: value, unit: String(unit.dropFirst().dropLast()))
        } else if CalendarUnit(word: unit) != nil {
            self.init(value: value, unit: unit)
        } else {
            return nil
        }
    }

    /// Whether both have the same dimension, so that they can be compared.
    func isComparable(with other: Quantity) -> Bool {
        guard unit != other.unit else { return true }
        guard let left = scale(), let right = other.scale() else { return false }
        return left.dimension == right.dimension
    }

    /// How it stands to another; `nil` where the dimensions differ or a unit is unknown.
    func order(to other: Quantity) -> Order? {
        if unit == other.unit { return Order(value, other.value) }
        guard let left = scale(), let right = other.scale(), left.dimension == right.dimension,
            let first = left.scaled(value, by: right), let second = right.scaled(other.value, by: left)
        else { return nil }
        return Order(first, second)
    }

    /// Whether they mean the same, at the precision of the less precise one in the larger unit.
    func isEquivalent(to other: Quantity) -> Bool {
        if unit == other.unit { return value.isEquivalent(to: other.value) }
        guard let left = meanScale(), let right = other.meanScale(), left.dimension == right.dimension else {
            return false
        }
        let isLeftLarger = left.isLarger(than: right)
        let larger = isLeftLarger ? left : right
        guard let first = left.converted(value, to: larger),
            let second = right.converted(other.value, to: larger)
        else { return false }
        let places = isLeftLarger ? first.scale : second.scale
        return first.rounded(to: places) == second.rounded(to: places)
    }

    /// The value in another unit; `nil` where it has no such.
    func converted(to unit: String) -> DecimalNumber? {
        if unit == self.unit { return value }
        guard let from = scale(), let to = Quantity(value: .one, unit: unit).scale(),
            from.dimension == to.dimension
        else { return nil }
        return from.converted(value, to: to)
    }

    func multiplied(by other: Quantity) -> Quantity? {
        guard let product = value.multiplied(by: other.value) else { return nil }
        if other.unit == "1" { return Quantity(value: product, unit: unit) }
        if unit == "1" { return Quantity(value: product, unit: other.unit) }
        return Quantity(value: product, unit: "\(factor).\(other.factor)")
    }

    func divided(by other: Quantity) -> Quantity? {
        guard let quotient = value.divided(by: other.value) else { return nil }
        if other.unit == "1" { return Quantity(value: quotient, unit: unit) }
        if unit == other.unit { return Quantity(value: quotient, unit: "1") }
        return Quantity(value: quotient, unit: "\(factor)/\(other.factor)")
    }

    /// The unit as part of a product; UCUM's code stands for a calendar word.
    private var factor: String {
        let code = calendarUnit?.ucum ?? unit
        return code.contains("/") || code.contains(".") ? "(\(code))" : code
    }

    private func scale() -> UnitScale? {
        switch calendarUnit {
        case .year: UnitScale.calendarMonths(12)
        case .month: UnitScale.calendarMonths(1)
        case let word?: UnitReader.scale(of: word.ucum)
        case nil: UnitReader.scale(of: unit)
        }
    }

    /// The scale where a calendar year is UCUM's mean one.
    private func meanScale() -> UnitScale? {
        UnitReader.scale(of: calendarUnit?.ucum ?? unit)
    }
}

extension CalendarUnit {
    /// UCUM's code.
    var ucum: String {
        switch self {
        case .year: "a"
        case .month: "mo"
        case .week: "wk"
        case .day: "d"
        case .hour: "h"
        case .minute: "min"
        case .second: "s"
        case .millisecond: "ms"
        }
    }
}

extension DecimalNumber {
    /// Whether both are the same at the precision of the less precise one.
    func isEquivalent(to other: DecimalNumber) -> Bool {
        let places = min(normalized.scale, other.normalized.scale)
        return rounded(to: places) == other.rounded(to: places)
    }
}
