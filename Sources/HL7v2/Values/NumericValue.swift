// Numbers of HL7 v2 (NM): a sign, digits, a point, digits (HL7 v2.9 §2.A.49). No exponent, no comma.
//
// A number stays text: its zeros tell how precisely something was measured.

/// A number with the digits it was written in.
public struct NumericValue: Hashable, Sendable {
    /// The number for FHIR: no plus sign, no needless zeros in front, all others kept.
    public let decimalText: String
    /// Whether it was written as the standard wants it.
    public let isStandard: Bool

    /// The standard allows sixteen characters.
    public static let standardLength = 16

    /// Reads a number; blanks around it and a missing digit beside the point are accepted and marked.
    ///
    /// - Returns: `nil` for anything else, such as `1,5`, `1E3` or `<12`.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        let trimmed = bytes.drop { $0 == 0x20 }.reversed().drop { $0 == 0x20 }.reversed()
        var rest = Array(trimmed)[...]
        let sign = rest.first.flatMap { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") ? $0 : nil }
        if sign != nil { rest = rest.dropFirst() }
        let parts = rest.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        let whole = parts.first ?? []
        let fraction = parts.count > 1 ? parts[1] : []
        let digits = whole + fraction
        guard !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        let significant = whole.drop { $0 == 0x30 }
        decimalText =
            (sign == UInt8(ascii: "-") ? "-" : "")
            + (significant.isEmpty ? "0" : String(decoding: significant, as: UTF8.self))
            + (fraction.isEmpty ? "" : "." + String(decoding: fraction, as: UTF8.self))
        let isWhole = !whole.isEmpty && (parts.count == 1 || !fraction.isEmpty)
        isStandard = isWhole && trimmed.count == bytes.count && bytes.count <= Self.standardLength
    }

    /// The number without zeros that change nothing, for comparing: `1.2` for `01.20`.
    public var canonicalText: String {
        guard decimalText.contains(".") else { return decimalText == "-0" ? "0" : decimalText }
        let trimmed = decimalText.reversed().drop { $0 == "0" }.drop { $0 == "." }
        let text = String(trimmed.reversed())
        return text == "-0" ? "0" : text
    }
}
