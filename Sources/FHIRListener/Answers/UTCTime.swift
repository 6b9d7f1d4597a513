// A moment as FHIR's `instant` and as HTTP's date (RFC 9110 §5.6.7).

/// A moment in UTC, taken apart.
struct UTCTime: Sendable {
    private let year, month, day, weekday, hour, minute, second, millisecond: Int

    /// Takes a moment apart.
    ///
    /// - Parameter milliseconds: since 1970 UTC.
    init(milliseconds: Int64) {
        let days = Int((Double(milliseconds) / 86_400_000).rounded(.down))
        let rest = Int(milliseconds) - days * 86_400_000
        (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60)
        (second, millisecond) = (rest / 1000 % 60, rest % 1000)
        weekday = ((days + 4) % 7 + 7) % 7
        // Days are counted from 0000-03-01, in eras of 400 years, so that a leap day comes last.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// As FHIR writes it: `2026-11-22T16:30:05.123Z`.
    var instant: String {
        "\(Self.padded(year, 4))-\(Self.padded(month))-\(Self.padded(day))T\(clock).\(Self.padded(millisecond, 3))Z"
    }

    /// As HTTP writes it: `Sun, 22 Nov 2026 16:30:05 GMT`.
    var httpDate: String {
        "\(Self.weekdays[weekday]), \(Self.padded(day)) \(Self.months[month - 1]) \(Self.padded(year, 4)) \(clock) GMT"
    }

    /// Whether a moment that HTTP wrote is this one or a later one, to the second; `nil` for what is none.
    func isCovered(by httpDate: String) -> Bool? {
        let form = /[A-Z][a-z]{2}, (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT/
        guard let match = httpDate.wholeMatch(of: form)?.output,
            let month = Self.months.firstIndex(of: String(match.2))
        else { return nil }
        let numbers = [match.3, match.1, match.4, match.5, match.6].compactMap { Int($0) }
        guard numbers.count == 5 else { return nil }
        let other = [numbers[0], month + 1, numbers[1], numbers[2], numbers[3], numbers[4]]
        return !other.lexicographicallyPrecedes([year, self.month, day, hour, minute, second])
    }

    private var clock: String { "\(Self.padded(hour)):\(Self.padded(minute)):\(Self.padded(second))" }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func padded(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
