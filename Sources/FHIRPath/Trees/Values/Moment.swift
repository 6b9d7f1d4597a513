// A date, a date with time, or a time of day, as precise as it was written (FHIRPath N1 §2.1.6).
//
// Calendar arithmetic is our own few lines, because values may end at a year, an hour or a second, which no
// library's date can. The proleptic Gregorian calendar, years 1 to 9999.

/// A date, date with time, or time of day, with its precision.
public struct Moment: Sendable {
    /// What it is.
    public enum Kind: String, Sendable {
        case date
        case dateTime
        case time
    }

    /// Its last part; a fraction belongs to the seconds.
    enum Precision: Int, Comparable, CaseIterable {
        case year
        case month
        case day
        case hour
        case minute
        case second

        static func < (left: Precision, right: Precision) -> Bool { left.rawValue < right.rawValue }
    }

    var kind: Kind
    var precision: Precision
    var year = 1
    var month = 1
    var day = 1
    var hour = 0
    var minute = 0
    var second = 0
    var nanosecond = 0
    /// How many digits the fraction of the second was written with, up to 9.
    var fractionDigits = 0
    /// Minutes east of UTC, where known.
    var offset: Int?

    init(_ kind: Kind, _ precision: Precision) {
        self.kind = kind
        self.precision = precision
    }

    /// Year, month, day, hour, minute, second, in this order.
    var parts: [Int] { [year, month, day, hour, minute, second] }
}

extension Moment {
    /// Reads `2024`, `2024-01` or `2024-01-31`.
    init?(date text: String) {
        var cursor = TextReader(text)
        self.init(.date, .year)
        guard readDate(&cursor), cursor.isAtEnd else { return nil }
    }

    /// Reads a date, or one with a time and perhaps a zone: `2024-01-31T10:00:00.5+01:00`.
    init?(dateTime text: String) {
        var cursor = TextReader(text)
        self.init(.dateTime, .year)
        guard readDate(&cursor) else { return nil }
        if cursor.take("T"), !cursor.isAtEnd {
            guard precision == .day, readTime(&cursor), readZone(&cursor) else { return nil }
        }
        guard cursor.isAtEnd else { return nil }
    }

    /// Reads `10`, `10:30`, `10:30:00` or `10:30:00.000`.
    init?(time text: String) {
        var cursor = TextReader(text)
        self.init(.time, .hour)
        guard readTime(&cursor), cursor.isAtEnd else { return nil }
    }

    private mutating func readDate(_ cursor: inout TextReader) -> Bool {
        guard let year = cursor.number(digits: 4), year > 0 else { return false }
        self.year = year
        precision = .year
        guard cursor.take("-") else { return true }
        guard let month = cursor.number(digits: 2), (1...12).contains(month) else { return false }
        self.month = month
        precision = .month
        guard cursor.take("-") else { return true }
        guard let day = cursor.number(digits: 2),
            (1...Calendar.days(in: month, of: year)).contains(day)
        else { return false }
        self.day = day
        precision = .day
        return true
    }

    private mutating func readTime(_ cursor: inout TextReader) -> Bool {
        guard let hour = cursor.number(digits: 2), hour < 24 else { return false }
        self.hour = hour
        precision = .hour
        guard cursor.take(":") else { return true }
        guard let minute = cursor.number(digits: 2), minute < 60 else { return false }
        self.minute = minute
        precision = .minute
        guard cursor.take(":") else { return true }
        guard let second = cursor.number(digits: 2), second <= 60 else { return false }
        self.second = second
        precision = .second
        guard cursor.take(".") else { return true }
        guard let fraction = cursor.fraction() else { return false }
        nanosecond = fraction.nanoseconds
        fractionDigits = fraction.digits
        return true
    }

    private mutating func readZone(_ cursor: inout TextReader) -> Bool {
        if cursor.isAtEnd { return true }
        if cursor.take("Z") {
            offset = 0
            return true
        }
        let sign = cursor.take("-") ? -1 : cursor.take("+") ? 1 : 0
        guard sign != 0, let hours = cursor.number(digits: 2), hours <= 14, cursor.take(":"),
            let minutes = cursor.number(digits: 2), minutes < 60
        else { return false }
        offset = sign * (hours * 60 + minutes)
        return true
    }
}

extension Moment: CustomStringConvertible {
    /// As FHIR writes it; no more of it than is known.
    public var description: String {
        var text = ""
        if kind != .time {
            text = Self.digits(year, 4)
            if precision >= .month { text += "-" + Self.digits(month, 2) }
            if precision >= .day { text += "-" + Self.digits(day, 2) }
            if precision >= .hour { text += "T" }
        }
        if precision >= .hour { text += Self.digits(hour, 2) }
        if precision >= .minute { text += ":" + Self.digits(minute, 2) }
        if precision >= .second { text += ":" + Self.digits(second, 2) }
        if fractionDigits > 0 { text += "." + Self.digits(nanosecond, 9).prefix(fractionDigits) }
        if let offset { text += Self.zone(offset) }
        return text
    }

    private static func zone(_ offset: Int) -> String {
        guard offset != 0 else { return "Z" }
        return (offset < 0 ? "-" : "+") + digits(abs(offset) / 60, 2) + ":" + digits(abs(offset) % 60, 2)
    }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
}

/// Days and months; days count from 1970-01-01.
enum Calendar {
    static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The number of a day; years begin in March, so that the leap day is the last.
    static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The date of a day's number.
    static func date(_ number: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
