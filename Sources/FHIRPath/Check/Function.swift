// The functions of the language: names, how many arguments, what comes out.
//
// FHIRPath N1 §5 and Corridor's own. Functions of a site's maps (`CX(…)`) are not here: they are found through a
// `FunctionDirectory`.

/// A built-in function that works on a collection.
enum Function: String, CaseIterable, Sendable {
    // Existence and subsetting.
    case exists, empty, not, count, first, last, tail, skip, take, single, distinct, isDistinct, hasValue
    case `where`, select, all, union, combine
    // HL7 v2.
    case isNull, text, raw, position
    /// What `text()` becomes on a field of a text type, which has no components.
    case wholeText = "text of a text field"
    // Conversion.
    case toDate, toDateTime, toInstant, toTime, toInteger, toDecimal, toString, toBoolean, isNumber, isDate
    // Dates.
    case plus
    // Text.
    case join, trim, upper, lower, substring, startsWith, endsWith, contains, indexOf, matches, replace
    case replaceMatches, split, length, pad, encode

    /// How many arguments it takes.
    var arguments: ClosedRange<Int> {
        switch self {
        case .exists, .count, .join, .all, .not: 0...1
        case .where, .select, .skip, .take, .union, .combine, .startsWith, .endsWith, .contains, .indexOf,
            .matches,
            .split, .encode:
            1...1
        case .substring, .pad: 1...2
        case .replace, .replaceMatches, .plus: 2...2
        default: 0...0
        }
    }

    /// Whether its arguments are evaluated once for each item, with the item at hand.
    var iterates: Bool {
        switch self {
        case .where, .select, .all, .exists: true
        default: false
        }
    }

    /// Whether it turns every item into one of its own; the others look at the collection as a whole.
    var isElementwise: Bool {
        switch self {
        case .text, .wholeText, .raw, .toDate, .toDateTime, .toInstant, .toTime, .toInteger, .toDecimal,
            .toString, .toBoolean, .plus,
            .trim, .upper, .lower, .substring, .replace, .replaceMatches, .pad, .encode, .where, .distinct,
            .tail,
            .skip,
            .take, .union, .combine, .select:
            true
        default: false
        }
    }

    /// The type that comes out; `nil` for the type that went in.
    var result: StaticType.Kind? {
        switch self {
        case .exists, .empty, .not, .all, .isDistinct, .hasValue, .isNull, .isNumber, .isDate, .startsWith,
            .endsWith,
            .contains, .matches, .toBoolean:
            .boolean
        case .count, .indexOf, .length, .position, .toInteger: .integer
        case .toDecimal: .decimal
        case .toDate: .date
        case .toDateTime, .plus: .dateTime
        case .toInstant: .instant
        case .toTime: .time
        case .text, .wholeText, .raw, .toString, .join, .trim, .upper, .lower, .substring, .replace,
            .replaceMatches, .split,
            .pad, .encode:
            .text
        default: nil
        }
    }
}

/// Functions that the compiler turns into forms of their own.
enum SpecialFunction: String, CaseIterable {
    case iif, coalesce, lookup
}
