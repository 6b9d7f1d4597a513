// A decimal number with its digits as written: `1.00` is equal to `1` and still knows its two places.
//
// A coefficient of up to 37 digits and a count of places; addition, subtraction and multiplication are exact
// within them. What does not fit has no result, as FHIRPath N1 §6.6 wants: nothing here traps.

/// A decimal with its precision.
public struct DecimalNumber: Sendable {
    /// All digits as one integer, below 10³⁷.
    let coefficient: Int128
    /// How many of the digits stand behind the point.
    let scale: Int

    /// Most digits of a coefficient.
    static let maximumDigits = 37
    /// Most digits behind the point.
    static let maximumScale = 34

    /// `nil` where the number has too many digits.
    init?(coefficient: Int128, scale: Int) {
        guard coefficient.magnitude < Self.limit, (0...Self.maximumScale).contains(scale) else { return nil }
        self.coefficient = coefficient
        self.scale = scale
    }

    /// An integer as a decimal without places.
    init(_ integer: Int64) {
        coefficient = Int128(integer)
        scale = 0
    }

    private init(unchecked coefficient: Int128, scale: Int) {
        self.coefficient = coefficient
        self.scale = scale
    }

    /// Zero.
    static let zero = DecimalNumber(unchecked: 0, scale: 0)
    /// One.
    static let one = DecimalNumber(unchecked: 1, scale: 0)

    private static let limit: UInt128 = powerOfTen(maximumDigits).magnitude
    private static let powers: [Int128] = (0..<38).reduce(into: [1]) { powers, _ in
        powers.append(powers[powers.count - 1] * 10)
    }

    /// 10 to a power from 0 to 38.
    static func powerOfTen(_ exponent: Int) -> Int128 { powers[exponent] }

    /// Whether it is below zero.
    var isNegative: Bool { coefficient < 0 }

    /// The same value without zeros at the end of its places.
    var normalized: DecimalNumber {
        var coefficient = coefficient
        var scale = scale
        while scale > 0, coefficient % 10 == 0 {
            coefficient /= 10
            scale -= 1
        }
        return DecimalNumber(unchecked: coefficient, scale: scale)
    }

    /// The number without its sign.
    var magnitude: DecimalNumber {
        DecimalNumber(unchecked: coefficient < 0 ? -coefficient : coefficient, scale: scale)
    }

    static prefix func - (number: DecimalNumber) -> DecimalNumber {
        DecimalNumber(unchecked: -number.coefficient, scale: number.scale)
    }
}

extension DecimalNumber {
    /// Reads `-12.50` or `1.5e3`; places beyond those that can be kept are left out.
    ///
    /// `nil` where the text is no number or too large.
    init?(_ text: String) {
        var bytes = Array(text.utf8)[...]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative || bytes.first == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
        var coefficient: Int128 = 0
        var digits = 0
        var places: Int?
        var exponent = 0
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let isFull = coefficient.magnitude >= Self.limit / 10 || (places ?? 0) >= Self.maximumScale
                if isFull {
                    guard places != nil else { return nil }
                } else {
                    coefficient = coefficient * 10 + Int128(byte - UInt8(ascii: "0"))
                    places = places.map { $0 + 1 }
                }
                digits += 1
            case UInt8(ascii: ".") where places == nil && digits > 0 && !bytes.isEmpty: places = 0
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                guard digits > 0, bytes.count < 5, let value = Int(String(decoding: bytes, as: UTF8.self))
                else { return nil }
                exponent = value
                bytes = []
            default: return nil
            }
        }
        guard digits > 0 else { return nil }
        self.init(
            coefficient: isNegative ? -coefficient : coefficient,
            scale: places ?? 0,
            exponent: exponent
        )
    }

    private init?(coefficient: Int128, scale: Int, exponent: Int) {
        var coefficient = coefficient
        var scale = scale - exponent
        guard abs(scale) <= 2 * Self.maximumDigits else { return nil }
        while scale < 0 {
            guard coefficient.magnitude < Self.limit / 10 else { return nil }
            coefficient *= 10
            scale += 1
        }
        while scale > Self.maximumScale {
            coefficient /= 10
            scale -= 1
        }
        self.init(coefficient: coefficient, scale: scale)
    }

    /// A binary number as its shortest decimal; `nil` where it is none or too large.
    init?(nearest number: Double) {
        guard number.isFinite else { return nil }
        self.init(number.description)
    }

    /// The nearest binary number.
    var double: Double { Double(description) ?? 0 }

    /// The whole number it is equal to; `nil` where there is none in 64 bits.
    var integer: Int64? {
        let power = Self.powerOfTen(scale)
        guard coefficient % power == 0 else { return nil }
        return Int64(exactly: coefficient / power)
    }
}

extension DecimalNumber: CustomStringConvertible {
    /// The digits with every place, `1.00`.
    public var description: String {
        var digits = String(coefficient.magnitude)
        if scale > 0 {
            if digits.utf8.count <= scale {
                digits = String(repeating: "0", count: scale + 1 - digits.utf8.count) + digits
            }
            digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -scale))
        }
        return isNegative ? "-" + digits : digits
    }
}
