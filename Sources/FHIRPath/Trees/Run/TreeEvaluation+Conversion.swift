// `toInteger()` and its kin, and the questions whether they would yield anything (FHIRPath N1 §5.5).

import FHIR

extension TreeEvaluation {
    func conversion(
        _ function: TreeFunction,
        _ input: [TreeValue],
        unit: [TreeValue]?
    ) throws(TreeProblem) -> [TreeValue] {
        guard let item = try single(input, "`\(function.rawValue)`"), let value = plain(item) else {
            return []
        }
        let result: TreeValue? =
            switch function {
            case .toBoolean: Self.boolean(value).map { .boolean($0) }
            case .toInteger: Self.wholeNumber(value).flatMap { TreeValue(integer: $0) }
            case .toLong: Self.wholeNumber(value).map { .long($0) }
            case .toDecimal: Self.decimalValue(value).map { .decimal($0) }
            case .toDate: Self.date(value).map { .moment($0) }
            case .toDateTime: Self.dateTime(value).map { .moment($0) }
            case .toTime: Self.time(value).map { .moment($0) }
            case .toString: (item.text(in: tree) ?? value.text(in: tree)).map { .string($0) }
            default: Self.quantity(value).map { .quantity($0) }
            }
        guard case .quantity(let quantity)? = result, let unit, let wanted = try text(unit, "a unit") else {
            return result.map { [$0] } ?? []
        }
        return quantity.converted(to: wanted).map { [.quantity(Quantity(value: $0, unit: wanted))] } ?? []
    }

    func conversionQuestion(
        _ function: TreeFunction,
        _ input: [TreeValue],
        unit: [TreeValue]?
    ) throws(TreeProblem) -> [TreeValue] {
        guard !input.isEmpty else { return [] }
        let name = "to" + function.rawValue.dropFirst("convertsTo".count)
        guard let conversion = TreeFunction(rawValue: name) else { return [] }
        return [.boolean(try !self.conversion(conversion, input, unit: unit).isEmpty)]
    }

    private static func boolean(_ value: TreeValue) -> Bool? {
        switch value {
        case .boolean(let flag): return flag
        case .integer(let number), .long(let number): return number == 1 ? true : number == 0 ? false : nil
        case .decimal(let number): return number == .one ? true : number == .zero ? false : nil
        case .string(let text):
            switch text.lowercased() {
            case "true", "t", "yes", "y", "1", "1.0": return true
            case "false", "f", "no", "n", "0", "0.0": return false
            default: return nil
            }
        default: return nil
        }
    }

    private static func wholeNumber(_ value: TreeValue) -> Int64? {
        switch value {
        case .integer(let number), .long(let number): number
        case .boolean(let flag): flag ? 1 : 0
        case .string(let text): Int64(text)
        default: nil
        }
    }

    private static func decimalValue(_ value: TreeValue) -> DecimalNumber? {
        switch value {
        case .integer(let number), .long(let number): DecimalNumber(number)
        case .decimal(let number): number
        case .boolean(let flag): flag ? .one : .zero
        case .string(let text):
            text.utf8.contains { $0 | 0x20 == UInt8(ascii: "e") } ? nil : DecimalNumber(text)
        default: nil
        }
    }

    private static func date(_ value: TreeValue) -> Moment? {
        switch value {
        case .moment(let moment): return moment.date
        case .string(let text):
            return Moment(date: text) ?? Moment(dateTime: text).flatMap { date(.moment($0)) }
        default: return nil
        }
    }

    private static func dateTime(_ value: TreeValue) -> Moment? {
        switch value {
        case .moment(var moment) where moment.kind != .time:
            moment.kind = .dateTime
            return moment
        case .string(let text): return Moment(dateTime: text)
        default: return nil
        }
    }

    private static func time(_ value: TreeValue) -> Moment? {
        switch value {
        case .moment(let moment) where moment.kind == .time: moment
        case .string(let text): Moment(time: text.hasPrefix("T") ? String(text.dropFirst()) : text)
        default: nil
        }
    }

    private static func quantity(_ value: TreeValue) -> Quantity? {
        switch value {
        case .quantity(let quantity): quantity
        case .boolean(let flag): Quantity(value: flag ? .one : .zero, unit: "1")
        case .string(let text): Quantity(text)
        default: decimal(value).map { Quantity(value: $0, unit: "1") }
        }
    }
}
