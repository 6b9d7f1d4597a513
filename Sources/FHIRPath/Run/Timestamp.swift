// HL7 v2 dates and times in FHIR's form, with the precision that was sent (HL7 v2.9 §2.A, FHIR R4 "date").
//
// Precision is never invented, with one exception that FHIR itself demands: seconds are written as zero where
// only minutes were sent. An hour without minutes is cut to its date.

/// A DTM, TS, DT or TM value taken apart.
struct Timestamp: Equatable {
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    var year = 0
    var month: Int?
    var day: Int?
    var hour: Int?
    var minute: Int?
    var second: Int?
    /// The digits behind the second's point.
    var fraction = ""
    /// The sender's offset from UTC in minutes.
    var offset: Int?

    /// Reads `YYYY[MM[DD[HH[MM[SS[.S…]]]]]][±ZZZZ]`; `nil` where it is none, or no such day or hour exists.
    init?(_ text: some StringProtocol) {
        var digits = DigitReader(text.utf8)
        guard let year = digits.number(4), year > 0 else { return nil }
        self.year = year
        month = digits.number(2)
        if month != nil { day = digits.number(2) }
        if day != nil { readTime(&digits) }
        offset = digits.offset()
        guard digits.isAtEnd, isSensible else { return nil }
    }

    /// Reads a time of day: `HH[MM[SS[.S…]]][±ZZZZ]`.
    init?(time text: some StringProtocol) {
        var digits = DigitReader(text.utf8)
        year = 1
        readTime(&digits)
        offset = digits.offset()
        guard digits.isAtEnd, hour != nil, isSensible else { return nil }
    }

    private mutating func readTime(_ digits: inout DigitReader) {
        hour = digits.number(2)
        if hour != nil { minute = digits.number(2) }
        if minute != nil { second = digits.number(2) }
        if second != nil { fraction = digits.fraction() }
    }

    private var isSensible: Bool {
        if let month, !(1...12).contains(month) { return false }
        if let month, let day, !(1...Self.days(in: month, of: year)).contains(day) { return false }
        if let offset, abs(offset) > 14 * 60 { return false }
        return (hour ?? 0) < 24 && (minute ?? 0) < 60 && (second ?? 0) < 60
    }

    static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// `YYYY[-MM[-DD]]`.
    var date: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(10)
        appendDate(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `HH:MM:SS[.S…]`, or `nil` where no minute was sent.
    var time: String? {
        guard minute != nil else { return nil }
        var bytes: [UInt8] = []
        appendTime(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A FHIR dateTime; `zone` gives the offset in minutes where the sender gave none.
    func dateTime(zone: (Timestamp) -> Int) -> String {
        guard minute != nil else { return date }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(25 + fraction.utf8.count)
        appendDate(to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        appendTime(to: &bytes)
        appendOffset(offset ?? zone(self), to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func appendDate(to bytes: inout [UInt8]) {
        Self.append(year / 100, to: &bytes)
        Self.append(year % 100, to: &bytes)
        for part in [month, day] {
            guard let part else { return }
            bytes.append(UInt8(ascii: "-"))
            Self.append(part, to: &bytes)
        }
    }

    private func appendTime(to bytes: inout [UInt8]) {
        Self.append(hour ?? 0, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Self.append(minute ?? 0, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Self.append(second ?? 0, to: &bytes)
        guard !fraction.isEmpty else { return }
        bytes.append(UInt8(ascii: "."))
        bytes.append(contentsOf: fraction.utf8)
    }

    private func appendOffset(_ minutes: Int, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: minutes < 0 ? "-" : "+"))
        Self.append(abs(minutes) / 60, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Self.append(abs(minutes) % 60, to: &bytes)
    }

    private static func append(_ twoDigits: Int, to bytes: inout [UInt8]) {
        bytes.append(UInt8(truncatingIfNeeded: 48 + twoDigits / 10 % 10))
        bytes.append(UInt8(truncatingIfNeeded: 48 + twoDigits % 10))
    }

    /// The days since 1970 of the date, the first of the month or year where it is not complete.
    var daysSince1970: Int {
        let monthOfYear = month ?? 1
        let shifted = monthOfYear <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (monthOfYear + (monthOfYear > 2 ? -3 : 9)) + 2) / 5 + (day ?? 1) - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

/// Reads fixed runs of digits.
private struct DigitReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: some Sequence<UInt8>) {
        bytes = Array(text)
    }

    var isAtEnd: Bool { position == bytes.count }

    /// The next digits as a number, or `nil` without moving where there are not as many.
    mutating func number(_ length: Int) -> Int? {
        guard position + length <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[position..<position + length] {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        position += length
        return value
    }

    mutating func fraction() -> String {
        guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: ".") else { return "" }
        let digits = bytes[(position + 1)...].prefix { (48...57).contains($0) }
        guard !digits.isEmpty, digits.count <= 9 else { return "" }
        position += 1 + digits.count
        return String(decoding: digits, as: UTF8.self)
    }

    mutating func offset() -> Int? {
        guard position + 5 == bytes.count else { return nil }
        let sign = bytes[position]
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
        position += 1
        guard let hours = number(2), let minutes = number(2), minutes < 60 else {
            position -= 1
            return nil
        }
        return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
    }
}

extension Timestamp {
    /// Reads FHIR's form: `2024-01-31T10:00:00+01:00` and what it may be cut to.
    init?(fhir text: String) {
        let parts = text.split(separator: "T", maxSplits: 1)
        guard let date = parts.first else { return nil }
        var digits = date.replacing("-", with: "")
        if parts.count == 2 {
            var time = parts[1].replacing(":", with: "")
            if time.hasSuffix("Z") { time = time.dropLast() + "+0000" }
            digits += time
        }
        self.init(digits)
    }

    /// Seconds since 1970, UTC where there is an offset, else local.
    var seconds: Int {
        let time = (hour ?? 0) * 3600 + (minute ?? 0) * 60 + (second ?? 0)
        return daysSince1970 * 86400 + time - (offset ?? 0) * 60
    }
}
