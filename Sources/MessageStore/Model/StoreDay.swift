// A UTC day as the store cuts its partitions: which ids belong to it and what its leaf tables are called.

/// A UTC day; one partition of `message` and one of `delivery_log` hold what was accepted on it.
struct StoreDay: Hashable, Comparable, Sendable {
    let daysSince2020: Int32

    static func < (left: StoreDay, right: StoreDay) -> Bool { left.daysSince2020 < right.daysSince2020 }

    /// The day a moment belongs to.
    static func containing(millisecondsSince1970: Int64) -> StoreDay {
        let since2020 = millisecondsSince1970 - MessageID.epochMilliseconds
        return StoreDay(daysSince2020: Int32(max(0, since2020) / MessageID.millisecondsPerDay))
    }

    var next: StoreDay { StoreDay(daysSince2020: daysSince2020 + 1) }

    /// The lowest id of the day.
    var firstID: MessageID {
        MessageID(rawValue: (Int64(daysSince2020) * MessageID.millisecondsPerDay) << 21)
    }

    /// `20261122`, the ending of the leaf tables' names.
    var suffix: String {
        let (year, month, day) = civilDate
        return String(year * 10_000 + month * 100 + day)
    }

    /// Year, month and day of the Gregorian calendar, by counting eras of 400 years from 0000-03-01.
    private var civilDate: (year: Int, month: Int, day: Int) {
        let days = Int(daysSince2020) + 18_262 + 719_468
        let era = days / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
