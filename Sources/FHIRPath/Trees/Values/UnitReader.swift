// Reads UCUM's case-sensitive codes: `mg/dL`, `kg.m/s2`, `10*3/uL`, `mm[Hg]` (ucum.org, §§ 2–6).
//
// Units come from `UnitTable`. Logarithmic and most arbitrary units are left out: those are comparable with
// themselves only. Bounded in length and depth.

/// Reads unit codes.
struct UnitReader {
    private static let maximumLength = 64
    private static let maximumDepth = 8

    private let table: UnitTable
    private var reader: TextReader
    private var depth = 0

    /// What a code means; `nil` where it is unknown.
    static func scale(of code: String, in table: UnitTable = .standard) -> UnitScale? {
        guard code.utf8.count <= maximumLength, !code.isEmpty else { return nil }
        if let degrees = UnitTable.degrees[code] { return degrees }
        var reader = UnitReader(table: table, reader: TextReader(code))
        guard let scale = reader.term(), reader.reader.isAtEnd else { return nil }
        return scale
    }

    private init(table: UnitTable, reader: TextReader) {
        self.table = table
        self.reader = reader
    }

    private mutating func term() -> UnitScale? {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else { return nil }
        var result: UnitScale? = .one
        var isDivisor = reader.take("/")
        repeat {
            guard let factor = component() else { return nil }
            result = result?.combined(with: factor, isDivisor: isDivisor)
            if reader.take(".") {
                isDivisor = false
            } else if reader.take("/") {
                isDivisor = true
            } else {
                return result
            }
        } while result != nil
        return nil
    }

    private mutating func component() -> UnitScale? {
        if reader.take("(") {
            guard let inner = term(), reader.take(")") else { return nil }
            return inner.power(exponent() ?? 1)
        }
        let symbol = symbol()
        let annotation = annotation()
        if symbol.isEmpty { return annotation ? .one : number() }
        guard let unit = table.unit(symbol) else { return nil }
        let power = exponent() ?? 1
        _ = self.annotation()
        return unit.power(power)
    }

    /// Letters, brackets with what is in them, and the few signs that units have.
    private mutating func symbol() -> String {
        var isInBrackets = false
        return reader.take { byte in
            switch byte {
            case UInt8(ascii: "["):
                isInBrackets = true
                return true
            case UInt8(ascii: "]"):
                isInBrackets = false
                return true
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "%"), UInt8(ascii: "'"), UInt8(ascii: "_"):
                return true
            default: return isInBrackets
            }
        }
    }

    private mutating func annotation() -> Bool {
        guard reader.take("{") else { return false }
        _ = reader.take { $0 != UInt8(ascii: "}") }
        return reader.take("}")
    }

    private mutating func exponent() -> Int? {
        let sign = reader.take("-") ? -1 : reader.take("+") ? 1 : 1
        let digits = reader.take(while: TextReader.isDigit)
        return Int(digits).map { $0 * sign }
    }

    /// `10*3`, `10^3` or a plain number.
    private mutating func number() -> UnitScale? {
        let digits = reader.take(while: TextReader.isDigit)
        guard let value = DecimalNumber(digits) else { return nil }
        let factor = UnitScale(numerator: value, denominator: .one, dimension: UnitScale.Dimension())
        guard digits == "10", reader.take("*") || reader.take("^") else { return factor }
        guard let exponent = exponent(), abs(exponent) <= 30 else { return factor }
        let magnitude = DecimalNumber(coefficient: DecimalNumber.powerOfTen(abs(exponent)), scale: 0)
        let power = UnitScale(
            numerator: magnitude ?? .one,
            denominator: .one,
            dimension: UnitScale.Dimension()
        )
        return exponent < 0 ? UnitScale.one.combined(with: power, isDivisor: true) : power
    }
}
