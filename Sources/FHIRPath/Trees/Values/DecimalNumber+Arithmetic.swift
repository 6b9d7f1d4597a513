// Order, arithmetic and rounding of decimals. A result that does not fit is `nil`, which is FHIRPath's empty.

extension DecimalNumber: Comparable, Hashable {
    /// Whether the values are equal; the number of places does not count.
    public static func == (left: DecimalNumber, right: DecimalNumber) -> Bool {
        left.scale == right.scale
            ? left.coefficient == right.coefficient
            : !(left < right) && !(right < left)
    }

    /// Orders by value.
    public static func < (left: DecimalNumber, right: DecimalNumber) -> Bool {
        if left.scale == right.scale { return left.coefficient < right.coefficient }
        let scale = max(left.scale, right.scale)
        // What does not fit at more places is greater than anything that fits.
        guard let first = left.extended(to: scale) else { return left.isNegative }
        guard let second = right.extended(to: scale) else { return !right.isNegative }
        return first < second
    }

    /// Hashes the value, so that `1.0` and `1` are found together.
    public func hash(into hasher: inout Hasher) {
        let normalized = normalized
        hasher.combine(normalized.coefficient)
        hasher.combine(normalized.scale)
    }

    /// The coefficient at more places; `nil` where it does not fit.
    private func extended(to scale: Int) -> Int128? {
        let (product, overflow) = coefficient.multipliedReportingOverflow(
            by: Self.powerOfTen(scale - self.scale)
        )
        return overflow ? nil : product
    }
}

extension DecimalNumber {
    func adding(_ other: DecimalNumber) -> DecimalNumber? {
        let scale = max(scale, other.scale)
        guard let left = extended(to: scale), let right = other.extended(to: scale) else {
            return addingNormalized(other)
        }
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? nil : DecimalNumber(coefficient: sum, scale: scale)
    }

    /// Zeros at the end may be what did not fit.
    private func addingNormalized(_ other: DecimalNumber) -> DecimalNumber? {
        let first = normalized
        let second = other.normalized
        guard first.scale < scale || second.scale < other.scale else { return nil }
        return first.adding(second)
    }

    func subtracting(_ other: DecimalNumber) -> DecimalNumber? { adding(-other) }

    func multiplied(by other: DecimalNumber) -> DecimalNumber? {
        let scale = scale + other.scale
        let (product, overflow) = coefficient.multipliedReportingOverflow(by: other.coefficient)
        if !overflow, let exact = DecimalNumber(coefficient: product, scale: scale) { return exact }
        let full = coefficient.magnitude.multipliedFullWidth(by: other.coefficient.magnitude)
        // Drops as many places as needed for the digits to fit.
        for dropped in 1...min(max(scale, 1), 38) where dropped <= scale {
            let divisor = Self.powerOfTen(dropped).magnitude
            guard full.high < divisor, scale - dropped <= Self.maximumScale else { continue }
            let quotient = divisor.dividingFullWidth(full).quotient
            guard let magnitude = Int128(exactly: quotient),
                let result = DecimalNumber(coefficient: magnitude, scale: scale - dropped)
            else { continue }
            return isNegative != other.isNegative ? -result : result
        }
        return nil
    }

    /// The quotient to 28 places or as many digits as fit, the last one rounded; `nil` for a division by zero.
    func divided(by other: DecimalNumber) -> DecimalNumber? {
        let divisor = other.normalized
        guard divisor.coefficient != 0 else { return nil }
        let dividend = normalized
        var scale = dividend.scale - divisor.scale
        var (quotient, remainder) = dividend.coefficient.magnitude.quotientAndRemainder(
            dividingBy: divisor.coefficient.magnitude
        )
        let enough = Self.powerOfTen(Self.maximumDigits - 2).magnitude
        while scale < 0 || (remainder != 0 && scale < 28 && quotient < enough) {
            guard quotient < Self.powerOfTen(Self.maximumDigits).magnitude else { return nil }
            remainder *= 10
            quotient = quotient * 10 + remainder / divisor.coefficient.magnitude
            remainder %= divisor.coefficient.magnitude
            scale += 1
        }
        if remainder * 2 >= divisor.coefficient.magnitude { quotient += 1 }
        guard let magnitude = Int128(exactly: quotient) else { return nil }
        let rounded = scale > Self.maximumScale ? nil : DecimalNumber(coefficient: magnitude, scale: scale)
        let isNegative = isNegative != other.isNegative
        return rounded.map { (isNegative ? -$0 : $0).normalized }
    }

    /// The quotient without its places.
    func quotient(dividingBy other: DecimalNumber) -> DecimalNumber? {
        guard let parts = aligned(with: other) else { return nil }
        return DecimalNumber(coefficient: parts.left / parts.right, scale: 0)
    }

    /// What the division to a whole number leaves, with the sign of the dividend.
    func remainder(dividingBy other: DecimalNumber) -> DecimalNumber? {
        guard let parts = aligned(with: other) else { return nil }
        return DecimalNumber(coefficient: parts.left % parts.right, scale: max(scale, other.scale))
    }

    private func aligned(with other: DecimalNumber) -> (left: Int128, right: Int128)? {
        let scale = max(scale, other.scale)
        guard other.coefficient != 0, let left = extended(to: scale), let right = other.extended(to: scale)
        else { return nil }
        return (left, right)
    }

    /// How to lose places.
    enum Rounding {
        case nearest
        case down
        case up
        case towardZero
    }

    /// The number with a count of places, zeros added where it has fewer.
    func rounded(to places: Int, _ rounding: Rounding = .nearest) -> DecimalNumber? {
        guard (0...Self.maximumScale).contains(places) else { return nil }
        guard places < scale else {
            return extended(to: places).flatMap { DecimalNumber(coefficient: $0, scale: places) }
        }
        let power = Self.powerOfTen(scale - places)
        var (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: power)
        let step: Int128 = coefficient < 0 ? -1 : 1
        switch rounding {
        case .nearest where remainder.magnitude * 2 >= power.magnitude: quotient += step
        case .down where remainder < 0: quotient -= 1
        case .up where remainder > 0: quotient += 1
        default: break
        }
        remainder = 0
        return DecimalNumber(coefficient: quotient, scale: places)
    }

    /// The square root to 20 places; `nil` below zero.
    var squareRoot: DecimalNumber? {
        guard !isNegative, var root = DecimalNumber(nearest: double.squareRoot()) else { return nil }
        guard coefficient != 0 else { return .zero }
        let half = DecimalNumber(coefficient: 5, scale: 1) ?? .one
        // A binary root has 15 digits right; each step of Newton's doubles them.
        for _ in 0..<2 {
            guard let better = divided(by: root)?.adding(root)?.multiplied(by: half)?.rounded(to: 20) else {
                return root
            }
            root = better
        }
        return root.normalized
    }

    /// The number to a whole power from 0 to 1,000.
    func power(_ exponent: Int64) -> DecimalNumber? {
        guard (0...1_000).contains(exponent) else { return nil }
        var result = DecimalNumber.one
        for _ in 0..<exponent {
            guard let next = result.multiplied(by: self) else { return nil }
            result = next
        }
        return result
    }
}
