// Dates and times written for HL7 v2 and for FHIR.
//
// FHIR wants an offset with every time, and seconds with every time; missing seconds become zero, and a time whose
// offset nobody knows is left out rather than guessed (FHIR R4, datatypes, dateTime).

extension DateTime {
    /// Says how many minutes local time is ahead of UTC at a date and time written without an offset.
    public typealias ZoneRule = @Sendable (DateTime) -> Int?

    /// The date in FHIR's form, as precise as it was written but for the time.
    public var fhirDate: String {
        switch precision {
        case .year: pad(year, 4)
        case .month: "\(pad(year, 4))-\(pad(month))"
        default: "\(pad(year, 4))-\(pad(month))-\(pad(day))"
        }
    }

    /// The date and time in FHIR's form.
    ///
    /// Without an offset, written or by the rule, only the date is given.
    public func fhirDateTime(zone: ZoneRule? = nil) -> String {
        guard precision >= .hour, let offset = offsetMinutes ?? zone?(self) else { return fhirDate }
        return "\(fhirDate)T\(fhirTime)\(offsetText(offset, separator: ":"))"
    }

    /// The moment in FHIR's form, or `nil` where seconds or the offset are unknown.
    public func fhirInstant(zone: ZoneRule? = nil) -> String? {
        guard precision >= .second, let offset = offsetMinutes ?? zone?(self) else { return nil }
        return "\(fhirDate)T\(fhirTime)\(offsetText(offset, separator: ":"))"
    }

    /// The time of day in FHIR's form, seconds always; `nil` without an hour.
    public var fhirTimeOfDay: String? { precision >= .hour ? fhirTime : nil }

    /// The milliseconds since 1970 of the moment, or `nil` where the offset is unknown.
    public func utcMilliseconds(zone: ZoneRule? = nil) -> Int64? {
        guard let offset = offsetMinutes ?? zone?(self) else { return nil }
        let days = Calendar.day(year: year, month: month, day: day)
        let seconds = days * 86_400 + hour * 3600 + (minute - offset) * 60 + second
        let digits = (fraction + "000").prefix(3)
        return Int64(seconds) * 1000 + (Int64(digits) ?? 0)
    }

    /// The date and time in HL7 v2's form, with its precision and offset.
    public var hl7Text: String {
        let numbers = (year / 100, year % 100, month, day, hour, minute, second)
        let parts = min(precision.rawValue, Precision.second.rawValue)
        return String(unsafeUninitializedCapacity: 14) { text in
            // Unsafe memory: seven pairs of digits at most.
            var count = 0
            func write(_ number: Int) {
                text[count] = UInt8(truncatingIfNeeded: 48 + number / 10 % 10)
                text[count + 1] = UInt8(truncatingIfNeeded: 48 + number % 10)
                count += 2
            }
            write(numbers.0)
            write(numbers.1)
            if parts > 0 { write(numbers.2) }
            if parts > 1 { write(numbers.3) }
            if parts > 2 { write(numbers.4) }
            if parts > 3 { write(numbers.5) }
            if parts > 4 { write(numbers.6) }
            return count
        } + (fraction.isEmpty ? "" : ".\(fraction.prefix(4))")
            + (offsetMinutes.map { offsetText($0, separator: "") } ?? "")
    }

    private var fhirTime: String {
        "\(pad(hour)):\(pad(minute)):\(pad(second))" + (fraction.isEmpty ? "" : ".\(fraction)")
    }

    private func offsetText(_ minutes: Int, separator: String) -> String {
        "\(minutes < 0 ? "-" : "+")\(pad(abs(minutes) / 60))\(separator)\(pad(abs(minutes) % 60))"
    }

    private func pad(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
