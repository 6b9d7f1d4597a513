// Which code performs a function; the functions themselves stand in the files by subject.

import FHIR

extension TreeEvaluation {
    mutating func call(
        _ function: TreeFunction,
        on input: [TreeValue],
        _ arguments: [TreeStep],
        _ focus: TreeFocus
    ) throws(TreeProblem) -> [TreeValue] {
        try spend(input.count / 8)
        if function.iteratedArguments != nil { return try iterate(function, input, arguments, focus) }
        switch function {
        case .empty: return [.boolean(input.isEmpty)]
        case .count: return [.integer(Int64(input.count))]
        case .not: return try condition(input, "`not`").map { [.boolean(!$0)] } ?? []
        case .first: return input.first.map { [$0] } ?? []
        case .last: return input.last.map { [$0] } ?? []
        case .tail: return Array(input.dropFirst())
        case .single: return try single(input, "`single`").map { [$0] } ?? []
        case .children: return try children(of: input)
        case .descendants: return try descendants(of: input)
        case .type: return input.map { type(of: $0) }
        case .distinct: return try distinct(input)
        case .isDistinct: return [.boolean(try distinct(input).count == input.count)]
        case .allTrue, .anyTrue, .allFalse, .anyFalse: return try booleans(function, input)
        case .now, .today, .timeOfDay: return clock(function)
        case .coalesce: return try coalesce(arguments, focus)
        default: break
        }
        var values: [[TreeValue]] = []
        for argument in arguments { values.append(try run(argument, focus)) }
        return try apply(function, input, values)
    }

    private mutating func apply(
        _ function: TreeFunction,
        _ input: [TreeValue],
        _ arguments: [[TreeValue]]
    ) throws(TreeProblem) -> [TreeValue] {
        if function.isAboutText { return try text(function, input, arguments) }
        switch function {
        case .skip, .take, .intersect, .exclude, .union, .combine, .subsetOf, .supersetOf:
            return try combine(function, input, arguments.first ?? [])
        case .toBoolean, .toInteger, .toLong, .toDecimal, .toDate, .toDateTime, .toTime, .toString,
            .toQuantity:
            return try conversion(function, input, unit: arguments.first)
        case .convertsToBoolean, .convertsToInteger, .convertsToLong, .convertsToDecimal, .convertsToDate,
            .convertsToDateTime,
            .convertsToTime, .convertsToString, .convertsToQuantity:
            return try conversionQuestion(function, input, unit: arguments.first)
        case .extension, .hasValue, .getValue, .resolve, .conformsTo, .memberOf, .htmlChecks, .htmlChecks1,
            .htmlChecks2:
            return try fhir(function, input, arguments.first ?? [])
        case .lowBoundary, .highBoundary, .precision, .comparable:
            return try precision(function, input, arguments.first)
        case .yearOf, .monthOf, .dayOf, .hourOf, .minuteOf, .secondOf, .millisecondOf, .timezoneOffsetOf,
            .dateOf,
            .timeOf:
            return try component(function, input)
        case .checkModifiers: return try checkModifiers(input, arguments)
        case .subsumes: return try subsumption(input, arguments.first ?? [], "`subsumes`")
        case .subsumedBy: return try subsumption(arguments.first ?? [], input, "`subsumedBy`")
        case .elementDefinition, .slice:
            guard !input.isEmpty else { return [] }
            throw .execution("`\(function.rawValue)` needs definitions as resources, and these are tables")
        default: return try mathematics(function, input, arguments.first)
        }
    }

    private mutating func booleans(
        _ function: TreeFunction,
        _ input: [TreeValue]
    ) throws(TreeProblem) -> [TreeValue] {
        let isAll = function == .allTrue || function == .allFalse
        let wanted = function == .allTrue || function == .anyTrue
        var result = isAll
        for value in input {
            guard case .boolean(let flag)? = plain(value) else {
                throw .execution("`\(function.rawValue)` takes Booleans")
            }
            if isAll, flag != wanted { result = false }
            if !isAll, flag == wanted { result = true }
        }
        return [.boolean(result)]
    }

    private mutating func coalesce(_ arguments: [TreeStep], _ focus: TreeFocus) throws(TreeProblem)
        -> [TreeValue]
    {
        for argument in arguments {
            let values = try run(argument, focus)
            if !values.isEmpty { return values }
        }
        return []
    }

    private func clock(_ function: TreeFunction) -> [TreeValue] {
        guard let now = Moment(dateTime: environment.now) else { return [] }
        let part: Moment? =
            switch function {
            case .today: now.date
            case .timeOfDay: now.time
            default: now
            }
        return part.map { [.moment($0)] } ?? []
    }
}
