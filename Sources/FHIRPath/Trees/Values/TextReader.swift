// A cursor over a short text, for dates, quantities and units.

/// Reads a text's bytes from left to right.
struct TextReader {
    private let bytes: [UInt8]
    private(set) var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { position >= bytes.count }

    var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Steps over a character if it is the one at the cursor.
    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard let current, UInt32(current) == scalar.value else { return false }
        position += 1
        return true
    }

    /// The bytes as long as they fit, as text.
    mutating func take(while fits: (UInt8) -> Bool) -> String {
        let start = position
        while let current, fits(current) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// What is left.
    mutating func rest() -> String {
        take { _ in true }
    }

    /// A number of exactly so many digits.
    mutating func number(digits: Int) -> Int? {
        var value = 0
        for _ in 0..<digits {
            guard let current, Self.isDigit(current) else { return nil }
            value = value * 10 + Int(current - UInt8(ascii: "0"))
            position += 1
        }
        return value
    }

    /// The digits of a second's fraction; those after the ninth are left out.
    mutating func fraction() -> (nanoseconds: Int, digits: Int)? {
        let digits = take(while: Self.isDigit).utf8.prefix(9)
        guard !digits.isEmpty else { return nil }
        var value = 0
        for position in 0..<9 {
            let index = digits.index(digits.startIndex, offsetBy: position, limitedBy: digits.endIndex)
            let digit = index.flatMap { $0 < digits.endIndex ? Int(digits[$0] - UInt8(ascii: "0")) : nil }
            value = value * 10 + (digit ?? 0)
        }
        return (value, digits.count)
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
