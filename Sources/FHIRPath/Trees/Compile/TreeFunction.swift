// The functions of expressions over trees: N1's, those of FHIR R4 (§2.1.9.1.5), and the trial-use ones of the
// official suite. What each one does stands in `Run`; here is how it is called.

/// A function by its name.
enum TreeFunction: String, CaseIterable, Sendable {
    // Existence.
    case empty, exists, all, allTrue, anyTrue, allFalse, anyFalse, subsetOf, supersetOf, count, distinct,
        isDistinct
    // Filtering and projection.
    case `where`, select, `repeat`, repeatAll, ofType
    // Subsetting.
    case single, first, last, tail, skip, take, intersect, exclude
    // Combining.
    case union, combine, coalesce
    // Conversion.
    case iif, toBoolean, convertsToBoolean, toInteger, convertsToInteger, toLong, convertsToLong, toDecimal,
        convertsToDecimal
    case toDate, convertsToDate, toDateTime, convertsToDateTime, toTime, convertsToTime
    case toString, convertsToString, toQuantity, convertsToQuantity
    // Text.
    case indexOf, lastIndexOf, substring, startsWith, endsWith, contains, upper, lower, replace, matches,
        matchesFull
    case replaceMatches, length, toChars, encode, decode, escape, unescape, trim, split, join
    // Numbers.
    case abs, ceiling, exp, floor, ln, log, power, round, sqrt, truncate, precision, lowBoundary, highBoundary
    case comparable
    // Parts of dates and times.
    case yearOf, monthOf, dayOf, hourOf, minuteOf, secondOf, millisecondOf, timezoneOffsetOf, dateOf, timeOf
    // Navigation.
    case children, descendants, `extension`, hasValue, getValue, resolve
    // Utility, aggregates, types.
    case trace, now, today, timeOfDay, not, `is`, `as`, type, aggregate, sort, defineVariable
    case checkModifiers, conformsTo, memberOf, htmlChecks, htmlChecks1, htmlChecks2, subsumes, subsumedBy
    case elementDefinition, slice

    /// How many arguments it takes.
    var arguments: ClosedRange<Int> {
        switch self {
        case .exists, .round, .first, .lowBoundary, .highBoundary, .toQuantity, .convertsToQuantity, .join:
            self == .first ? 0...0 : 0...1
        case .all, .subsetOf, .supersetOf, .where, .select, .repeat, .repeatAll, .ofType, .skip, .take,
            .intersect,
            .exclude, .union, .indexOf, .lastIndexOf, .startsWith, .endsWith, .contains, .encode,
            .decode,
            .escape, .unescape, .split, .log, .power, .comparable, .extension, .is, .as, .conformsTo,
            .memberOf,
            .subsumes, .subsumedBy:
            1...1
        case .iif: 2...3
        case .substring, .aggregate, .trace, .defineVariable, .combine: 1...2
        case .matches, .matchesFull: 1...1
        case .replace, .replaceMatches, .slice: 2...2
        case .coalesce, .checkModifiers: 1...16
        case .sort: 0...16
        default: 0...0
        }
    }

    /// The arguments that are evaluated for each item of the input, with that as `$this`.
    var iteratedArguments: ClosedRange<Int>? {
        switch self {
        case .exists, .all, .where, .select, .repeat, .repeatAll, .aggregate: 0...0
        case .trace, .defineVariable: 1...1
        case .iif: 0...2
        default: nil
        }
    }

    /// Whether the input and the arguments are texts.
    var isAboutText: Bool {
        switch self {
        case .indexOf, .lastIndexOf, .substring, .startsWith, .endsWith, .contains, .upper, .lower, .replace,
            .matches,
            .matchesFull, .replaceMatches, .length, .toChars, .encode, .decode, .escape, .unescape, .trim,
            .split,
            .join:
            true
        default: false
        }
    }

    /// Whether it takes one item or none.
    var takesOne: Bool {
        switch self {
        case .join: false
        case .toBoolean, .toInteger, .toLong, .toDecimal, .toDate, .toDateTime, .toTime, .toString,
            .toQuantity:
            true
        default: isAboutText
        }
    }

    /// Whether it asks for the time.
    var readsClock: Bool {
        [.now, .today, .timeOfDay].contains(self)
    }

    /// Whether it means something only where items have an order.
    var needsOrder: Bool {
        [.first, .last, .tail, .skip, .take].contains(self)
    }
}

extension TreeFunction {
    /// What it yields for an input of a shape; `arguments` are the shapes of its arguments.
    func shape(_ input: TreeShape, _ arguments: [TreeShape]) -> TreeShape {
        switch self {
        case .empty, .exists, .all, .allTrue, .anyTrue, .allFalse, .anyFalse, .subsetOf, .supersetOf,
            .isDistinct,
            .toBoolean, .convertsToBoolean, .convertsToInteger, .convertsToLong, .convertsToDecimal,
            .convertsToDate,
            .convertsToDateTime, .convertsToTime, .convertsToString, .convertsToQuantity, .startsWith,
            .endsWith,
            .contains, .matches, .matchesFull, .not, .is, .hasValue, .comparable, .conformsTo, .memberOf,
            .htmlChecks, .htmlChecks1, .htmlChecks2, .subsumes, .subsumedBy:
            return .boolean
        case .count, .toInteger, .indexOf, .lastIndexOf, .length, .precision, .yearOf, .monthOf, .dayOf,
            .hourOf,
            .minuteOf, .secondOf, .millisecondOf:
            return .integer
        case .toLong: return TreeShape(kind: .system(.long))
        case .toString, .substring, .upper, .lower, .replace, .replaceMatches, .encode, .decode, .escape,
            .unescape, .trim, .join:
            return .string
        case .toChars, .split: return TreeShape.string.counted(plural: true)
        case .toDecimal, .timezoneOffsetOf, .exp, .ln, .log, .sqrt: return TreeShape(kind: .system(.decimal))
        case .toDate, .dateOf, .today: return TreeShape(kind: .system(.date))
        case .toDateTime, .now: return TreeShape(kind: .system(.dateTime))
        case .toTime, .timeOf, .timeOfDay: return TreeShape(kind: .system(.time))
        case .toQuantity: return TreeShape(kind: .system(.quantity))
        case .single, .first, .last: return input.counted(plural: false)
        case .distinct, .where, .tail, .skip, .take, .intersect, .exclude, .trace, .checkModifiers:
            return input
        case .union, .combine:
            return arguments.first.map { input.joined(with: $0).counted(plural: true) } ?? input
        case .select:
            let shape = arguments.first ?? .any
            return shape.counted(plural: shape.isPlural || input.isPlural)
        case .iif: return arguments.dropFirst().reduce(TreeShape(kind: .none)) { $0.joined(with: $1) }
        case .children, .descendants, .repeat, .repeatAll:
            return TreeShape(kind: .any, isOrdered: false, isPlural: true)
        default: return .any
        }
    }
}
