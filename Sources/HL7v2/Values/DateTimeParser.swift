// Reads dates and times, the standard's way and the ways that senders have besides.

struct DateTimeParser {
    let text: [UInt8]
    private var offset = 0
    private var isStandard = true

    /// The standard has up to four digits of a second's fraction.
    private static let standardFractionDigits = 4
    private static let maximumFractionDigits = 12
    /// No place is further from UTC than this.
    private static let maximumOffsetMinutes = 14 * 60

    init(text: [UInt8]) {
        let trimmed = text.drop { $0 == 0x20 }.reversed().drop { $0 == 0x20 }.reversed()
        self.text = Array(trimmed)
        isStandard = trimmed.count == text.count
    }

    mutating func dateTime() throws(MalformedDateTime) -> DateTime {
        guard text.count >= 4 else { throw .format }
        if text.count >= 8, text.allSatisfy({ $0 == 0x30 }) { throw .filler }
        var numbers = [try digits(4)]
        // Month, day, hour, minute and second, each with the sign that ISO puts before it.
        for sign in ["-", "-", "T", ":", ":"] as [Character] {
            guard let byte = next, byte != UInt8(ascii: "+"), byte != UInt8(ascii: "Z") else { break }
            if byte == sign.asciiValue || (sign == "T" && byte == 0x20) {
                if sign == "-", isOffset { break }
                offset += 1
                isStandard = false
            }
            guard let digit = next, isDigit(digit) else { break }
            numbers.append(try digits(2))
        }
        let fraction = numbers.count == 6 ? try fractionDigits() : ""
        let zone = try zone()
        guard offset == text.count else { throw .format }
        return try assemble(numbers, fraction: fraction, zone: zone)
    }

    private var next: UInt8? { offset < text.count ? text[offset] : nil }

    private func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    /// Whether a minus sign starts a zone's offset: four digits follow, and then nothing.
    private var isOffset: Bool {
        text.count - offset == 5 && text[(offset + 1)...].allSatisfy(isDigit)
    }

    private mutating func digits(_ count: Int) throws(MalformedDateTime) -> Int {
        guard offset + count <= text.count else { throw .format }
        var number = 0
        for byte in text[offset..<offset + count] {
            guard isDigit(byte) else { throw .format }
            number = number * 10 + Int(byte - 48)
        }
        offset += count
        return number
    }

    private mutating func fractionDigits() throws(MalformedDateTime) -> String {
        guard next == UInt8(ascii: ".") || next == UInt8(ascii: ",") else { return "" }
        if next == UInt8(ascii: ",") { isStandard = false }
        offset += 1
        let digits = text[offset...].prefix(while: isDigit)
        guard !digits.isEmpty, digits.count <= Self.maximumFractionDigits else { throw .format }
        if digits.count > Self.standardFractionDigits { isStandard = false }
        offset = digits.endIndex
        return String(decoding: digits, as: UTF8.self)
    }

    private mutating func zone() throws(MalformedDateTime) -> Int? {
        guard let sign = next else { return nil }
        offset += 1
        if sign == UInt8(ascii: "Z") {
            isStandard = false
            return 0
        }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { throw .format }
        let hours = try digits(2)
        if next == UInt8(ascii: ":") {
            offset += 1
            isStandard = false
        }
        let minutes = try digits(2)
        let total = hours * 60 + minutes
        guard minutes < 60, total <= Self.maximumOffsetMinutes else { throw .range }
        return sign == UInt8(ascii: "-") ? -total : total
    }

    private mutating func assemble(
        _ numbers: [Int],
        fraction: String,
        zone: Int?
    ) throws(MalformedDateTime) -> DateTime {
        func part(_ index: Int, absent: Int) -> Int { index < numbers.count ? numbers[index] : absent }
        var (year, month, day) = (part(0, absent: 0), part(1, absent: 1), part(2, absent: 1))
        var (hour, second) = (part(3, absent: 0), part(5, absent: 0))
        let minute = part(4, absent: 0)
        guard year > 0, (1...12).contains(month), (1...Calendar.days(inMonth: month, of: year)).contains(day)
        else {
            throw .range
        }
        guard minute < 60, second <= 60, hour <= 24 else { throw .range }
        if second == 60 {
            second = 59
            isStandard = false
        }
        if hour == 24 {
            guard minute == 0, second == 0 else { throw .range }
            (year, month, day) = Calendar.date(fromDay: Calendar.day(year: year, month: month, day: day) + 1)
            hour = 0
            isStandard = false
        }
        let precision: DateTime.Precision =
            fraction.isEmpty ? .init(rawValue: numbers.count - 1) ?? .day : .fraction
        return DateTime(
            precision: precision,
            year: year,
            month: month,
            day: day,
            hour: hour,
            minute: minute,
            second: second,
            fraction: fraction,
            offsetMinutes: zone,
            isStandard: isStandard
        )
    }
}
