// Milliseconds taken apart into a date and a time of day of the Gregorian calendar, without Foundation.
// Dates are counted in eras of 400 years that begin on 1 March, so that the leap day is a year's last.

/// A moment as a calendar shows it, in UTC or in whatever zone its milliseconds were shifted to.
struct CivilTime: Hashable, Sendable {
    let year: Int64
    let month: Int64
    let day: Int64
    let hour: Int64
    let minute: Int64
    let second: Int64
    let millisecond: Int64

    private static let millisecondsPerDay: Int64 = 86_400_000
    private static let daysPerEra: Int64 = 146_097
    /// Days from 0000-03-01 to 1970-01-01.
    private static let daysBefore1970: Int64 = 719_468

    /// Takes milliseconds since 1970 apart.
    init(milliseconds: Int64) {
        let (days, rest) = Self.divide(milliseconds, by: Self.millisecondsPerDay)
        millisecond = rest % 1_000
        second = rest / 1_000 % 60
        minute = rest / 60_000 % 60
        hour = rest / 3_600_000

        let (era, dayOfEra) = Self.divide(days + Self.daysBefore1970, by: Self.daysPerEra)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Days from 1970-01-01 to a date.
    static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let yearFromMarch = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = divide(yearFromMarch, by: 400)
        let monthFromMarch = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        return era * daysPerEra + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - daysBefore1970
    }

    /// `2026-11-22`.
    var date: String { "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))" }

    /// `09:57:05`.
    var timeOfDay: String { "\(padded(hour, to: 2)):\(padded(minute, to: 2)):\(padded(second, to: 2))" }

    /// Quotient and remainder, rounded down also below zero.
    private static func divide(_ value: Int64, by divisor: Int64) -> (Int64, Int64) {
        let remainder = value % divisor
        return remainder < 0 ? (value / divisor - 1, remainder + divisor) : (value / divisor, remainder)
    }
}

/// A number with leading zeros.
func padded(_ number: Int64, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
