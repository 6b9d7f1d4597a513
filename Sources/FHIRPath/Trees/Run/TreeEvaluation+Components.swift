// `yearOf()` and its kin: the parts of dates and times (FHIRPath, trial use, "Extract Date/DateTime/Time components").
//
// A part that the value does not have, or that its type does not have, is empty.

import FHIR

extension TreeEvaluation {
    func component(_ function: TreeFunction, _ input: [TreeValue]) throws(TreeProblem) -> [TreeValue] {
        guard let item = try single(input, "`\(function.rawValue)`"), case .moment(let moment)? = plain(item)
        else { return [] }
        switch function {
        case .timezoneOffsetOf: return moment.offsetInHours.map { [.decimal($0)] } ?? []
        case .dateOf: return moment.date.map { [.moment($0)] } ?? []
        case .timeOf: return moment.kind == .dateTime ? moment.time.map { [.moment($0)] } ?? [] : []
        default: return moment.part(function).map { [.integer(Int64($0))] } ?? []
        }
    }
}

extension Moment {
    /// The date without its time; `nil` for a time.
    var date: Moment? {
        guard kind != .time else { return nil }
        var date = self
        date.kind = .date
        date.precision = min(precision, .day)
        date.fractionDigits = 0
        date.offset = nil
        return date
    }

    /// The time without its date and zone; `nil` where there is none.
    var time: Moment? {
        guard precision >= .hour else { return nil }
        var time = self
        time.kind = .time
        time.offset = nil
        return time
    }

    /// Hours east of UTC with one place at least, as in `-7.0` and `8.75`.
    var offsetInHours: DecimalNumber? {
        guard kind == .dateTime, let offset, let sixty = DecimalNumber(coefficient: 60, scale: 0) else {
            return nil
        }
        let hours = DecimalNumber(Int64(offset)).divided(by: sixty)?.normalized
        guard let hours, hours.scale == 0 else { return hours }
        return DecimalNumber(coefficient: hours.coefficient * 10, scale: 1)
    }

    /// One part as a number; `nil` where the value is less precise or has no such part.
    func part(_ function: TreeFunction) -> Int? {
        let isDate = kind != .time
        let part: (has: Bool, value: Int) =
            switch function {
            case .yearOf: (isDate, year)
            case .monthOf: (isDate && precision >= .month, month)
            case .dayOf: (isDate && precision >= .day, day)
            case .hourOf: (precision >= .hour, hour)
            case .minuteOf: (precision >= .minute, minute)
            case .secondOf: (precision >= .second, second)
            default: (precision >= .second && fractionDigits > 0, nanosecond / 1_000_000)
            }
        return part.has ? part.value : nil
    }
}
