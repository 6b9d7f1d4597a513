// Dates and times of HL7 v2 (DT, DTM, TS) as written: no more precise than the sender was.
//
//     YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]                                    HL7 v2.9 §2.A.22
//
// What senders write besides (ISO dates, more fraction digits, 24:00, a leap second) is read, and marked as not
// standard. A date and time without an offset is never taken for an instant; whoever knows the zone says so.

/// A date, or a date and time, with the precision it was written in.
public struct DateTime: Hashable, Sendable {
    /// How much of it was written.
    public enum Precision: Int, Sendable, Comparable {
        /// Only the year.
        case year
        /// Year and month.
        case month
        /// A date.
        case day
        /// A date and the hour.
        case hour
        /// A date, hour and minute.
        case minute
        /// A date and time to the second.
        case second
        /// A date and time to a fraction of a second.
        case fraction

        /// Whether one precision is coarser than the other.
        public static func < (left: Precision, right: Precision) -> Bool { left.rawValue < right.rawValue }
    }

    /// How much of it was written.
    public let precision: Precision
    /// The year.
    public let year: Int
    /// The month, 1 where it was not written.
    public let month: Int
    /// The day of the month, 1 where it was not written.
    public let day: Int
    /// The hour, 0 where it was not written.
    public let hour: Int
    /// The minute, 0 where it was not written.
    public let minute: Int
    /// The second, 0 where it was not written.
    public let second: Int
    /// The digits after the point, as written.
    public let fraction: String
    /// The minutes that local time is ahead of UTC, where an offset was written.
    public let offsetMinutes: Int?
    /// Whether it was written as the standard wants it.
    public let isStandard: Bool

    /// Reads a DT, DTM or TS value; of a TS, anything after the first component is ignored.
    ///
    /// - Throws: ``MalformedDateTime``, which never carries the text.
    public init(_ text: some StringProtocol) throws(MalformedDateTime) {
        var parser = DateTimeParser(text: Array(text.utf8.prefix { $0 != UInt8(ascii: "^") }))
        self = try parser.dateTime()
    }

    /// Names the parts; the caller answers for there being such a day.
    init(
        precision: Precision,
        year: Int,
        month: Int = 1,
        day: Int = 1,
        hour: Int = 0,
        minute: Int = 0,
        second: Int = 0,
        fraction: String = "",
        offsetMinutes: Int? = nil,
        isStandard: Bool = true
    ) {
        self.precision = precision
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.fraction = fraction
        self.offsetMinutes = offsetMinutes
        self.isStandard = isStandard
    }

    /// A moment in UTC, to the second, counted in milliseconds since 1970.
    public init(utcMilliseconds: Int64) {
        let seconds = utcMilliseconds.quotientFlooring(by: 1000)
        let days = seconds.quotientFlooring(by: 86_400)
        let time = Int(seconds - days * 86_400)
        let date = Calendar.date(fromDay: Int(days))
        self.init(
            precision: .second,
            year: date.year,
            month: date.month,
            day: date.day,
            hour: time / 3600,
            minute: time / 60 % 60,
            second: time % 60,
            offsetMinutes: 0
        )
    }
}

extension DateTime: CustomStringConvertible, CustomReflectable {
    /// The precision alone, for a date may be someone's birth; ``hl7Text`` and the forms for FHIR have the date.
    public var description: String { "date and time to the \(precision)" }

    /// No children, so that `dump` shows no date either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why text is no date or time; without the text, which is patient data.
public enum MalformedDateTime: Error, Hashable, Sendable {
    /// It is not written as a date or time at all.
    case format
    /// There is no such day, hour, minute or second.
    case range
    /// It consists of zeros, which senders fill absent dates with.
    case filler
}

extension Int64 {
    /// The quotient rounded down, also for negative numbers.
    fileprivate func quotientFlooring(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
