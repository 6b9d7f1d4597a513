// Order and equality of dates and times with partial precision and with zones that may be unknown.
//
// Undecided (`nil`) where one says less than the other and what both say is equal (FHIRPath N1 §6.1, §6.2), and
// where only one has a zone and the other's zone would decide.

/// How two values stand to each other.
enum Order {
    case less
    case equal
    case greater

    init<Value: Comparable>(_ left: Value, _ right: Value) {
        self = left < right ? .less : left == right ? .equal : .greater
    }

    var reversed: Order {
        switch self {
        case .less: .greater
        case .equal: .equal
        case .greater: .less
        }
    }
}

extension Moment {
    /// Zones lie between 12 hours west and 14 hours east of UTC.
    private static let westernmost = -12 * 60
    private static let easternmost = 14 * 60

    /// How it stands to another of a kind that it can be compared with; `nil` where that is not decided.
    func order(to other: Moment) -> Order? {
        if kind != .time, precision >= .hour, other.precision >= .hour,
            (offset == nil) != (other.offset == nil)
        {
            return orderInUnknownZone(to: other)
        }
        let isShifted = offset != nil && other.offset != nil
        return (isShifted ? inUTC : self).orderOfParts(to: isShifted ? other.inUTC : other)
    }

    /// Whether the kinds can be compared at all: a time of day only with one.
    func isComparable(with other: Moment) -> Bool {
        (kind == .time) == (other.kind == .time)
    }

    private func orderOfParts(to other: Moment) -> Order? {
        let first: Precision = kind == .time ? .hour : .year
        let last = min(precision, other.precision)
        for level in Precision.allCases where level >= first && level <= last {
            let order = Order(parts[level.rawValue], other.parts[level.rawValue])
            if order != .equal { return order }
        }
        guard precision == other.precision else { return nil }
        return precision == .second ? Order(nanosecond, other.nanosecond) : .equal
    }

    /// One has a zone and the other could be in any.
    private func orderInUnknownZone(to other: Moment) -> Order? {
        if offset == nil { return other.order(to: self)?.reversed }
        let known = inUTC.minutes
        let earliest = other.minutes - Self.easternmost
        let latest = other.minutes - Self.westernmost
        if known < earliest { return .less }
        return known > latest ? .greater : nil
    }

    /// Minutes since 1970 as if in UTC.
    private var minutes: Int {
        (Calendar.dayNumber(year, month, day) * 24 + hour) * 60 + minute
    }

    /// The same instant with offset 0.
    var inUTC: Moment {
        guard let offset, offset != 0 else { return self }
        var shifted = self
        shifted.setMinutes(minutes - offset)
        shifted.offset = 0
        return shifted
    }

    private mutating func setMinutes(_ total: Int) {
        let (days, rest) = total.quotientAndRemainder(dividingBy: 1440)
        let minutesOfDay = rest < 0 ? rest + 1440 : rest
        (year, month, day) = Calendar.date(rest < 0 ? days - 1 : days)
        hour = minutesOfDay / 60
        minute = minutesOfDay % 60
    }
}
