// Adding durations to dates and times (FHIRPath N1 §6.6.7), and the first and last instant that a partial value
// can mean.

/// The units that dates are reckoned in.
enum CalendarUnit: String {
    case year
    case month
    case week
    case day
    case hour
    case minute
    case second
    case millisecond

    /// A calendar word in singular or plural.
    init?(word: String) {
        guard let unit = CalendarUnit(rawValue: word.hasSuffix("s") ? String(word.dropLast()) : word) else {
            return nil
        }
        self = unit
    }

    /// UCUM's definite durations; its mean years and months are nothing to reckon dates with.
    init?(ucum code: String) {
        switch code {
        case "wk": self = .week
        case "d": self = .day
        case "h": self = .hour
        case "min": self = .minute
        case "s": self = .second
        case "ms": self = .millisecond
        default: return nil
        }
    }

    /// Its length in nanoseconds; `nil` for years and months.
    var nanoseconds: Int128? {
        switch self {
        case .year, .month: nil
        case .week: 7 * 86_400_000_000_000
        case .day: 86_400_000_000_000
        case .hour: 3_600_000_000_000
        case .minute: 60_000_000_000
        case .second: 1_000_000_000
        case .millisecond: 1_000_000
        }
    }
}

extension Moment {
    /// The value so many units later, or earlier; `nil` where that is outside of the years 1 to 9999.
    ///
    /// Only the seconds of a duration may have a fraction that counts.
    func adding(_ amount: DecimalNumber, _ unit: CalendarUnit) -> Moment? {
        let whole = amount.rounded(to: 0, .towardZero)?.integer
        guard let whole, abs(whole) < 1_000_000_000_000 else { return nil }
        switch unit {
        case .year: return kind == .time ? nil : adding(months: Int(whole) * 12)
        case .month: return kind == .time ? nil : adding(months: Int(whole))
        default: break
        }
        guard let length = unit.nanoseconds else { return nil }
        guard unit == .second, amount.scale > 0 else { return adding(nanoseconds: Int128(whole) * length) }
        let fine = amount.multiplied(by: DecimalNumber(1_000_000_000))?.rounded(to: 0, .towardZero)?.integer
        return fine.flatMap { adding(nanoseconds: Int128($0)) }
    }

    private func adding(months count: Int) -> Moment? {
        if precision == .year { return adding(years: count / 12) }
        let total = year * 12 + month - 1 + count
        var result = self
        result.year = total / 12
        result.month = total % 12 + 1
        guard total > 0, (1...9999).contains(result.year) else { return nil }
        result.day = min(day, Calendar.days(in: result.month, of: result.year))
        return result
    }

    private func adding(years count: Int) -> Moment? {
        var result = self
        result.year += count
        return (1...9999).contains(result.year) ? result : nil
    }

    private static let nanosecondsPerDay: Int128 = 86_400_000_000_000

    private func adding(nanoseconds count: Int128) -> Moment? {
        switch precision {
        // A year counts 365 days and a month 30 where the value is no more precise.
        case .year: return adding(years: Int(count / (Self.nanosecondsPerDay * 365)))
        case .month: return adding(months: Int(count / (Self.nanosecondsPerDay * 30)))
        case .day: return shifted(by: count / Self.nanosecondsPerDay * Self.nanosecondsPerDay)
        case .hour: return shifted(by: count / 3_600_000_000_000 * 3_600_000_000_000)
        case .minute: return shifted(by: count / 60_000_000_000 * 60_000_000_000)
        case .second: return shifted(by: count)
        }
    }

    private func shifted(by nanoseconds: Int128) -> Moment? {
        let seconds = Int128(hour * 3600 + minute * 60 + second)
        let total = seconds * 1_000_000_000 + Int128(nanosecond) + nanoseconds
        var (days, rest) = total.quotientAndRemainder(dividingBy: Self.nanosecondsPerDay)
        if rest < 0 {
            rest += Self.nanosecondsPerDay
            days -= 1
        }
        var result = self
        if kind != .time {
            let date = Calendar.date(Calendar.dayNumber(year, month, day) + Int(days))
            guard (1...9999).contains(date.year) else { return nil }
            (result.year, result.month, result.day) = date
        }
        let secondOfDay = Int(rest / 1_000_000_000)
        result.hour = secondOfDay / 3600
        result.minute = secondOfDay / 60 % 60
        result.second = secondOfDay % 60
        result.nanosecond = Int(rest % 1_000_000_000)
        // A fraction is shown where one came about.
        if result.fractionDigits == 0, result.nanosecond != 0, precision == .second {
            result.fractionDigits = result.nanosecond % 1_000_000 == 0 ? 3 : 9
        }
        return result
    }
}

extension Moment {
    /// How many digits its text has: 4 for a year, 8 for a day, 17 down to the millisecond.
    var digits: Int {
        let dateDigits = kind == .time ? 0 : [4, 6, 8, 8, 8, 8][precision.rawValue]
        let timeDigits = [0, 0, 0, 2, 4, 6][precision.rawValue]
        return dateDigits + timeDigits + fractionDigits
    }

    /// The first or the last instant it can mean, with so many digits; `nil` where there are no such digits.
    func boundary(isLow: Bool, digits: Int?) -> Moment? {
        let most: Int = kind == .date ? 8 : kind == .time ? 9 : 17
        let count = digits ?? most
        guard let target = Self.precision(count, of: kind) else { return nil }
        var result = self
        result.fill(isLow: isLow)
        result.precision = target
        result.fractionDigits = count == 17 || (kind == .time && count == 9) ? 3 : 0
        if target < .hour {
            result.offset = nil
        } else if kind == .dateTime, offset == nil {
            result.offset = isLow ? Self.easternmostOffset : Self.westernmostOffset
        }
        return result
    }

    private static let easternmostOffset = 14 * 60
    private static let westernmostOffset = -12 * 60

    private mutating func fill(isLow: Bool) {
        if precision < .month { month = isLow ? 1 : 12 }
        if precision < .day { day = isLow ? 1 : Calendar.days(in: month, of: year) }
        if precision < .hour { hour = isLow ? 0 : 23 }
        if precision < .minute { minute = isLow ? 0 : 59 }
        if precision < .second { second = isLow ? 0 : 59 }
        if fractionDigits < 3 {
            let unit = [1_000_000_000, 100_000_000, 10_000_000][fractionDigits]
            nanosecond += isLow ? 0 : unit - 1_000_000
        }
    }

    private static func precision(_ digits: Int, of kind: Kind) -> Precision? {
        switch (kind, digits) {
        case (.date, 4), (.dateTime, 4): .year
        case (.date, 6), (.dateTime, 6): .month
        case (.date, 8), (.dateTime, 8): .day
        case (.dateTime, 10), (.time, 2): .hour
        case (.dateTime, 12), (.time, 4): .minute
        case (.dateTime, 14), (.dateTime, 17), (.time, 6), (.time, 9): .second
        default: nil
        }
    }
}
