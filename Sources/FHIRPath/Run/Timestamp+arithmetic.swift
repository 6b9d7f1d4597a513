// Adding a length of time to a date: the end of an appointment from its start and its duration.
//
// What is added is time that passes, so an hour over a change of clocks is an hour. Months and years, whose length
// varies, are not known here.

/// A unit that a message gives durations in, by its length in seconds.
struct TimeUnit: Sendable {
    /// Its length in seconds.
    let seconds: Int

    /// Reads UCUM's codes, HL7's (table 0255 and ISO+) and the English words; `nil` for any other.
    init?(_ text: String) {
        switch text.lowercased() {
        case "s", "sec", "secs", "second", "seconds": seconds = 1
        case "min", "mins", "m", "minute", "minutes": seconds = 60
        case "h", "hr", "hrs", "hour", "hours": seconds = 3600
        case "d", "day", "days": seconds = 86_400
        case "wk", "w", "week", "weeks": seconds = 7 * 86_400
        default: return nil
        }
    }
}

extension Timestamp {
    /// The longest time that can be added, in seconds: a hundred years.
    static let longestAddition = 100 * 366 * 86_400

    /// The moment so many seconds later, at the same offset; `nil` where the date is less precise than what is
    /// added, or the result has no year of four digits.
    func adding(seconds: Int) -> Timestamp? {
        guard abs(seconds) <= Self.longestAddition, month != nil, day != nil else { return nil }
        guard minute != nil || seconds % 86_400 == 0 else { return nil }
        let time = (hour ?? 0) * 3600 + (minute ?? 0) * 60 + (second ?? 0) + seconds
        let days = daysSince1970 + (time >= 0 ? time / 86_400 : (time - 86_399) / 86_400)
        var result = self
        result.set(daysSince1970: days)
        guard (1...9999).contains(result.year) else { return nil }
        guard minute != nil else { return result }
        let rest = time - (days - daysSince1970) * 86_400
        result.hour = rest / 3600
        result.minute = rest / 60 % 60
        if second != nil || rest % 60 != 0 { result.second = rest % 60 }
        return result
    }

    /// The reverse of `daysSince1970`, over eras of 400 years that begin in March.
    private mutating func set(daysSince1970 days: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let monthOfYear = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = monthOfYear
        year = yearOfEra + era * 400 + (monthOfYear <= 2 ? 1 : 0)
    }
}

extension Evaluation {
    /// A date so much later; nothing, with a warning, where amount or unit cannot be understood.
    mutating func plus(_ item: Item, _ amount: Items, _ unit: Items) -> Item? {
        guard var timestamp = timestamp(of: item) else { return malformed("date", at: element(of: item)) }
        guard let number = string(of: amount), !number.isEmpty else { return nil }
        let place = first(of: amount).flatMap { element(of: $0) }
        guard let count = Double(number), abs(count) <= Double(Timestamp.longestAddition) else {
            return malformed("number", at: place)
        }
        guard let unit = string(of: unit).flatMap({ TimeUnit($0) }) else {
            return malformed("unit of time", at: first(of: unit).flatMap { element(of: $0) } ?? place)
        }
        // What is later has the offset of what it counts from, also where clocks change in between.
        if timestamp.minute != nil, timestamp.offset == nil { timestamp.offset = zone.offset(at: timestamp) }
        let seconds = (count * Double(unit.seconds)).rounded()
        guard abs(seconds) <= Double(Timestamp.longestAddition),
            let later = timestamp.adding(seconds: Int(seconds))
        else { return malformed("date with time", at: element(of: item)) }
        return .dateTime(dateTime(later))
    }
}
