// HL7 v2 dates and times in FHIR's form, with the precision that was sent (HL7 v2.9 §2.A, FHIR R4 "date").
//
// Precision is never invented, with one exception that FHIR itself demands: seconds are written as zero where
// only minutes were sent. An hour without minutes is cut to its date.

/// A DTM, TS, DT or TM value taken apart.
struct Timestamp: Sendable {
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    var year = 0
    var month: Int?
    var day: Int?
    var hour: Int?
    var minute: Int?
    var second: Int?
    /// The digits behind the second's point: their value, and how many they are.
    var fraction: (value: Int, digits: Int) = (0, 0)
    /// The sender's offset from UTC in minutes.
    var offset: Int?

    /// Reads `YYYY[MM[DD[HH[MM[SS[.S…]]]]]][±ZZZZ]`; `nil` where it is none, or no such day or hour exists.
    init?(_ text: Span<UInt8>) {
        var digits = DigitReader()
        guard let year = digits.number(4, text), year > 0 else { return nil }
        self.year = year
        month = digits.number(2, text)
        if month != nil { day = digits.number(2, text) }
        if day != nil { readTime(&digits, text) }
        offset = digits.offset(text)
        guard digits.position == text.count, isSensible else { return nil }
    }

    /// Reads a time of day: `HH[MM[SS[.S…]]][±ZZZZ]`.
    init?(time text: Span<UInt8>) {
        var digits = DigitReader()
        year = 1
        readTime(&digits, text)
        offset = digits.offset(text)
        guard digits.position == text.count, hour != nil, isSensible else { return nil }
    }

    private mutating func readTime(_ digits: inout DigitReader, _ text: Span<UInt8>) {
        hour = digits.number(2, text)
        if hour != nil { minute = digits.number(2, text) }
        if minute != nil { second = digits.number(2, text) }
        if second != nil { fraction = digits.fraction(text) }
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

    /// Appends `YYYY[-MM[-DD]]`.
    func appendDate(to bytes: inout [UInt8]) {
        Self.append(year / 100, to: &bytes)
        Self.append(year % 100, to: &bytes)
        guard let month else { return }
        bytes.append(UInt8(ascii: "-"))
        Self.append(month, to: &bytes)
        guard let day else { return }
        bytes.append(UInt8(ascii: "-"))
        Self.append(day, to: &bytes)
    }

    /// Appends `HH:MM:SS[.S…]`; where no minute was sent a time is not to be written.
    func appendTime(to bytes: inout [UInt8]) {
        Self.append(hour ?? 0, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Self.append(minute ?? 0, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Self.append(second ?? 0, to: &bytes)
        guard fraction.digits > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        var unit = 1
        for _ in 1..<fraction.digits { unit *= 10 }
        for _ in 0..<fraction.digits {
            bytes.append(UInt8(truncatingIfNeeded: 48 + fraction.value / unit % 10))
            unit /= 10
        }
    }

    /// Appends a FHIR dateTime; `zone` gives the offset in minutes where the sender gave none.
    func appendDateTime(to bytes: inout [UInt8], zone: (Timestamp) -> Int) {
        appendDate(to: &bytes)
        guard minute != nil else { return }
        bytes.append(UInt8(ascii: "T"))
        appendTime(to: &bytes)
        appendOffset(offset ?? zone(self), to: &bytes)
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
    var position = 0

    /// The next digits as a number, or `nil` without moving where there are not as many.
    mutating func number(_ length: Int, _ bytes: Span<UInt8>) -> Int? {
        guard position + length <= bytes.count else { return nil }
        var value = 0
        for index in position..<position + length {
            guard (48...57).contains(bytes[index]) else { return nil }
            value = value * 10 + Int(bytes[index] - 48)
        }
        position += length
        return value
    }

    /// The digits after a point, up to `maximumFraction`.
    mutating func fraction(_ bytes: Span<UInt8>) -> (value: Int, digits: Int) {
        guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: ".") else { return (0, 0) }
        var value = 0
        var end = position + 1
        while end < bytes.count, (48...57).contains(bytes[end]) {
            guard end - position <= Self.maximumFraction else { return (0, 0) }
            value = value * 10 + Int(bytes[end] - 48)
            end += 1
        }
        let digits = end - position - 1
        if digits > 0 { position = end }
        return (value, digits)
    }

    /// Nanoseconds.
    private static let maximumFraction = 9

    mutating func offset(_ bytes: Span<UInt8>) -> Int? {
        guard position + 5 == bytes.count else { return nil }
        let sign = bytes[position]
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
        position += 1
        guard let hours = number(2, bytes), let minutes = number(2, bytes), minutes < 60 else {
            position -= 1
            return nil
        }
        return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
    }
}

extension Timestamp {
    /// Reads FHIR's form: `2024-01-31T10:00:00+01:00` and what it may be cut to.
    init?(fhir text: Span<UInt8>) {
        var digits: [UInt8] = []
        var isTime = false
        for index in text.indices {
            switch text[index] {
            case UInt8(ascii: "T") where !isTime: isTime = true
            case UInt8(ascii: "-") where !isTime, UInt8(ascii: ":") where isTime: break
            case UInt8(ascii: "Z") where isTime && index == text.count - 1:
                digits.append(contentsOf: "+0000".utf8)
            default: digits.append(text[index])
            }
        }
        self.init(digits.span)
    }

    /// Seconds since 1970, UTC where there is an offset, else local.
    var seconds: Int {
        let time = (hour ?? 0) * 3600 + (minute ?? 0) * 60 + (second ?? 0)
        return daysSince1970 * 86400 + time - (offset ?? 0) * 60
    }
}
