// The matchers of booleans and numbers. Decimals stay text: `1.00` and `1.0` are different values in FHIR.

enum NumberFormat {
    /// Digits that always fit an `Int`.
    private static let safeDigits = 18

    static func isBoolean(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var cursor = TextCursor(bytes: range)
        return (cursor.skip("true", bytes) || cursor.skip("false", bytes)) && cursor.isAtEnd
    }

    /// A JSON number, which is what FHIR's expression for `decimal` says.
    static func isDecimal(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var cursor = TextCursor(bytes: range)
        _ = cursor.skip(character: "-", bytes)
        guard skipNaturalNumber(&cursor, bytes) else { return false }
        if cursor.skip(character: ".", bytes), cursor.skipDigits(bytes) == 0 { return false }
        if cursor.skip(character: "e", bytes) || cursor.skip(character: "E", bytes) {
            _ = cursor.skip(character: "+", bytes) || cursor.skip(character: "-", bytes)
            guard cursor.skipDigits(bytes) > 0 else { return false }
        }
        return cursor.isAtEnd
    }

    /// A whole number without leading zeros or a plus sign, within bounds.
    static func isInteger(_ bytes: Span<UInt8>, _ range: Range<Int>, in bounds: ClosedRange<Int>) -> Bool {
        var cursor = TextCursor(bytes: range)
        let isNegative = cursor.skip(character: "-", bytes)
        let digits = cursor.remaining
        guard skipNaturalNumber(&cursor, bytes), cursor.isAtEnd else { return false }
        if digits > safeDigits { return isWideInteger(bytes, range, in: bounds) }
        var value = 0
        for index in range.upperBound - digits..<range.upperBound {
            value = value &* 10 &+ Int(bytes[index] &- UInt8(ascii: "0"))
        }
        return bounds.contains(isNegative ? -value : value)
    }

    /// Moves past `0` or digits that do not start with zero.
    static func skipNaturalNumber(_ cursor: inout TextCursor, _ bytes: Span<UInt8>) -> Bool {
        if cursor.skip(character: "0", bytes) { return true }
        return cursor.skipDigits(bytes) > 0
    }

    private static func isWideInteger(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        in bounds: ClosedRange<Int>
    ) -> Bool {
        var text = ""
        for index in range { text.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
        return Int(text).map { bounds.contains($0) } ?? false
    }
}
