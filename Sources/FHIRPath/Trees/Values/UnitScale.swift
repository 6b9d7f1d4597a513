// What a unit is in base units: a factor and the powers of metre, second, gram and the others.
//
// Factors are fractions of decimals, so that an hour in days is exact when it is asked for.

/// A unit in terms of base units.
struct UnitScale {
    /// The powers of metre, second, gram, radian, kelvin, coulomb, candela, and of calendar months.
    typealias Dimension = SIMD8<Int8>

    var numerator: DecimalNumber
    var denominator: DecimalNumber
    var dimension: Dimension
    /// What is added to a value before it is multiplied; for degrees only.
    var offset: DecimalNumber?

    /// Largest power that a base unit may come to.
    private static let maximumPower = 60

    static let one = UnitScale(numerator: .one, denominator: .one, dimension: Dimension())

    static func calendarMonths(_ count: Int64) -> UnitScale {
        var dimension = Dimension()
        dimension[7] = 1
        return UnitScale(numerator: DecimalNumber(count), denominator: .one, dimension: dimension)
    }

    /// The product with another unit, or the quotient.
    func combined(with other: UnitScale, isDivisor: Bool) -> UnitScale? {
        guard offset == nil, other.offset == nil,
            let numerator = numerator.multiplied(by: isDivisor ? other.denominator : other.numerator),
            let denominator = denominator.multiplied(by: isDivisor ? other.numerator : other.denominator)
        else { return nil }
        var dimension = dimension
        for index in dimension.indices {
            let power = Int(dimension[index]) + (isDivisor ? -1 : 1) * Int(other.dimension[index])
            guard abs(power) <= Self.maximumPower else { return nil }
            dimension[index] = Int8(power)
        }
        return UnitScale(
            numerator: numerator.normalized,
            denominator: denominator.normalized,
            dimension: dimension
        )
    }

    /// The unit to a power from -9 to 9.
    func power(_ exponent: Int) -> UnitScale? {
        guard (-9...9).contains(exponent) else { return nil }
        var result = UnitScale.one
        for _ in 0..<abs(exponent) {
            guard let next = result.combined(with: self, isDivisor: exponent < 0) else { return nil }
            result = next
        }
        return result
    }

    /// A value of this unit, times what makes it comparable with another's without a division.
    func scaled(_ value: DecimalNumber, by other: UnitScale) -> DecimalNumber? {
        value.adding(offset ?? .zero)?.multiplied(by: numerator)?.multiplied(by: other.denominator)
    }

    /// A value of this unit in another one of the same dimension.
    func converted(_ value: DecimalNumber, to other: UnitScale) -> DecimalNumber? {
        if numerator == other.numerator, denominator == other.denominator, offset == other.offset {
            return value
        }
        guard let dividend = scaled(value, by: other),
            let divisor = denominator.multiplied(by: other.numerator)
        else { return nil }
        return dividend.divided(by: divisor)?.subtracting(other.offset ?? .zero)
    }

    func isLarger(than other: UnitScale) -> Bool {
        guard let left = numerator.multiplied(by: other.denominator),
            let right = other.numerator.multiplied(by: denominator)
        else { return false }
        return left > right
    }
}
