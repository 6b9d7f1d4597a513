// How values of the simple datatypes must be written (HL7 v2.9 §2.A).
//
// Only what the datatype's name says; whether a code is in its table is asked elsewhere. Types that take any
// text (ST, TX, FT, IS, GTS …) have no format.

/// A simple datatype whose values have a form.
enum ValueFormat {
    case date, dateTime, time, number, sequence, telephoneDigits

    /// SI has at most four digits.
    private static let sequenceDigits = 4

    /// The format of a datatype; `nil` for those that take any text.
    init?(datatype: String) {
        switch datatype {
        case "DT": self = .date
        case "DTM", "TS": self = .dateTime
        case "TM": self = .time
        case "NM": self = .number
        case "SI": self = .sequence
        case "SNM": self = .telephoneDigits
        default: return nil
        }
    }

    /// What is expected, for people.
    var expectation: String {
        switch self {
        case .date: "a date, YYYY[MM[DD]]"
        case .dateTime: "a date and time, YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]"
        case .time: "a time, HH[MM[SS[.S[S[S[S]]]]]][+/-ZZZZ]"
        case .number: "a number of at most 16 characters, such as -12.5"
        case .sequence: "a whole number of at most four digits"
        case .telephoneDigits: "digits with an optional plus sign in front"
        }
    }

    /// Whether a value is written as it must be.
    func accepts(_ text: String) -> Bool {
        switch self {
        case .date: dateTime(text).map { $0.precision <= .day && $0.offsetMinutes == nil } ?? false
        case .dateTime: dateTime(text) != nil
        // A time is a date and time without its date.
        case .time: dateTime("20000101" + text).map { $0.precision >= .hour } ?? false
        case .number: NumericValue(text)?.isStandard ?? false
        case .sequence: (1...Self.sequenceDigits).contains(text.utf8.count) && text.utf8.allSatisfy(isDigit)
        case .telephoneDigits:
            text.utf8.count > 0 && text.utf8.dropFirst(text.hasPrefix("+") ? 1 : 0).allSatisfy(isDigit)
        }
    }

    /// Whether bytes are certainly a value as it must be: digits alone, which most are.
    ///
    /// No text is made for it.
    func acceptsAtOnce(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard !bytes.isEmpty, bytes.count <= NumericValue.standardLength, bytes.allSatisfy(isDigit) else {
            return false
        }
        switch self {
        case .number, .telephoneDigits: return true
        case .sequence: return bytes.count <= Self.sequenceDigits
        case .date: return bytes.count <= 8 && Self.isCertainDate(bytes)
        case .dateTime: return Self.isCertainDate(bytes)
        case .time: return false
        }
    }

    /// Whether digits are a date and time for certain; days after the 28th are left to the calendar.
    private static func isCertainDate(_ digits: ArraySlice<UInt8>) -> Bool {
        guard (4...14).contains(digits.count), digits.count.isMultiple(of: 2), digits.first != 0x30 else {
            return false
        }
        let allowed: [ClosedRange<UInt8>] = [1...12, 1...28, 0...23, 0...59, 0...59]
        var offset = digits.startIndex + 4
        for range in allowed where offset < digits.endIndex {
            let number = (digits[offset] - 0x30) * 10 + (digits[offset + 1] - 0x30)
            guard range.contains(number) else { return false }
            offset += 2
        }
        return true
    }

    private func dateTime(_ text: String) -> DateTime? {
        // Only whether it can be read matters.
        guard !text.utf8.contains(UInt8(ascii: "^")), let value = try? DateTime(text), value.isStandard else {
            return nil
        }
        return value
    }

    private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
