// Functions: the language's own, and those that maps bring.

import FHIR
import LocatedYAML

extension Compiler {
    mutating func call(
        _ name: String,
        on base: Expression?,
        _ arguments: [Expression],
        at position: Int,
        in context: inout Context
    ) -> Value {
        if let special = SpecialFunction(rawValue: name) {
            return call(special, on: base, arguments, at: position, in: &context)
        }
        if let value = circumstance(name, on: base, arguments, in: context) { return value }
        if base == nil, let form = directory.form(of: name) {
            return callMap(name, form, arguments, at: position, in: &context)
        }
        guard let function = Function(rawValue: name), function != .wholeText else {
            var known = Function.allCases.map(\.rawValue) + SpecialFunction.allCases.map(\.rawValue)
            known += context.scope.circumstances.map(\.rawValue)
            let meant = closestMatch(to: name, in: known + directory.names)
            context.error(
                position,
                "there is no function `\(name)`",
                suggestion: meant.map { "did you mean `\($0)`?" }
            )
            return .nothing
        }
        return call(function, on: base, arguments, at: position, in: &context)
    }

    private mutating func call(
        _ function: Function,
        on base: Expression?,
        _ arguments: [Expression],
        at position: Int,
        in context: inout Context
    ) -> Value {
        guard function.arguments.contains(arguments.count) else {
            context.error(position, "`\(function.rawValue)` takes \(function.arguments.inWords)")
            return .nothing
        }
        let wanted = context.wanted
        context.wanted = []
        defer { context.wanted = wanted }
        if function == .not, base == nil || !arguments.isEmpty {
            return negation(base, arguments, at: position, in: &context)
        }
        let source =
            base.map { compile($0, in: &context) }
            ?? Value(
                number: program.add(.this),
                type: StaticType(context.scope.datatype.map { .datatype($0) } ?? context.scope.valueKind)
            )
        if function == .matches || function == .replaceMatches {
            return pattern(function, on: source, arguments, at: position, in: &context)
        }
        let outer = context.scope
        if function.iterates { context.scope = outer.on(source.type.kind) }
        if function == .select { context.wanted = wanted }
        let compiled = arguments.map { compile($0, in: &context) }
        context.scope = outer
        if function.iterates, let criterion = compiled.first, let argument = arguments.first {
            checkCriterion(function, criterion, argument, in: &context)
        }
        let number = program.add(
            .call(
                actual(function, on: source.type),
                source: source.number,
                argument: compiled.first?.number ?? 0,
                second: compiled.dropFirst().first?.number ?? 0
            )
        )
        return Value(number: number, type: resultType(function, source.type, compiled.first?.type))
    }

    /// `not(condition)`, which people write beside FHIRPath's `(condition).not()`.
    private mutating func negation(
        _ base: Expression?,
        _ arguments: [Expression],
        at position: Int,
        in context: inout Context
    ) -> Value {
        guard base == nil, let argument = arguments.first else {
            context.error(position, "`not` takes a condition", suggestion: "write `(…).not()` or `not(…)`")
            return .nothing
        }
        let operand = compile(argument, in: &context)
        let number = program.add(.call(.not, source: operand.number, argument: 0, second: 0))
        return Value(number: number, type: StaticType(.boolean))
    }

    /// `text()` on a field of a text type keeps what looks like components.
    private func actual(_ function: Function, on type: StaticType) -> Function {
        guard function == .text, case .datatype(let name) = type.kind, ["ST", "TX", "FT"].contains(name)
        else {
            return function
        }
        return .wholeText
    }

    private func resultType(_ function: Function, _ source: StaticType, _ argument: StaticType?) -> StaticType
    {
        var type = source
        switch function {
        case .select:
            type = argument ?? source
            type.isPlural = type.isPlural || source.isPlural
        case .first, .last, .single: type.isPlural = false
        case .union, .combine:
            type = argument.map { source.joined(with: $0) } ?? source
            type.isPlural = true
        case .split: type.isPlural = true
        default: break
        }
        guard let result = function.result else { return type }
        let isPlural = function == .split || (function.isElementwise && source.isPlural)
        return StaticType(result, isPlural: isPlural)
    }

    private func checkCriterion(
        _ function: Function,
        _ criterion: Value,
        _ argument: Expression,
        in context: inout Context
    ) {
        guard function != .select, [.text, .integer, .decimal].contains(criterion.type.kind) else { return }
        context.error(
            argument.position,
            "`\(function.rawValue)` needs a condition",
            suggestion: "compare the value, as in `\(function.rawValue)(.5 = 'MR')`"
        )
    }

    private mutating func pattern(
        _ function: Function,
        on source: Value,
        _ arguments: [Expression],
        at position: Int,
        in context: inout Context
    ) -> Value {
        guard case .literal(.text(let text)) = arguments[0].kind else {
            context.error(arguments[0].position, "the pattern of `\(function.rawValue)` must be a text")
            return .nothing
        }
        guard let pattern = Pattern(text) else {
            context.error(arguments[0].position, "not a regular expression")
            return .nothing
        }
        program.patterns.append(pattern)
        let index = Int32(program.patterns.count - 1)
        if function == .matches {
            return Value(
                number: program.add(.matches(source.number, pattern: index)),
                type: StaticType(.boolean)
            )
        }
        let template = compile(arguments[1], in: &context)
        let number = program.add(.replaceMatches(source.number, pattern: index, with: template.number))
        return Value(number: number, type: StaticType(.text))
    }

    // MARK: Forms that are not evaluated like functions

    private mutating func call(
        _ special: SpecialFunction,
        on base: Expression?,
        _ arguments: [Expression],
        at position: Int,
        in context: inout Context
    ) -> Value {
        switch special {
        case .coalesce: return coalesce(arguments, at: position, in: &context)
        case .iif: return iif(arguments, at: position, in: &context)
        case .lookup: return lookup(on: base, arguments, at: position, in: &context)
        }
    }

    private mutating func coalesce(
        _ arguments: [Expression],
        at position: Int,
        in context: inout Context
    ) -> Value {
        guard !arguments.isEmpty else {
            context.error(position, "`coalesce` takes at least one argument")
            return .nothing
        }
        let values = arguments.map { compile($0, in: &context) }
        let type = values.dropFirst().reduce(values[0].type) { $0.joined(with: $1.type) }
        return Value(number: program.add(.firstOf(program.operands(values.map(\.number)))), type: type)
    }

    private mutating func iif(
        _ arguments: [Expression],
        at position: Int,
        in context: inout Context
    ) -> Value {
        guard (2...3).contains(arguments.count) else {
            context.error(position, "`iif` takes a condition, a value, and a value otherwise")
            return .nothing
        }
        let wanted = context.wanted
        context.wanted = []
        let condition = compile(arguments[0], in: &context)
        context.wanted = wanted
        let then = compile(arguments[1], in: &context)
        let otherwise = arguments.count == 3 ? compile(arguments[2], in: &context) : .nothing
        let number = program.add(.condition(condition.number, then: then.number, otherwise: otherwise.number))
        return Value(number: number, type: then.type.joined(with: otherwise.type))
    }

    private mutating func lookup(
        on base: Expression?,
        _ arguments: [Expression],
        at position: Int,
        in context: inout Context
    ) -> Value {
        guard arguments.count == 1, case .literal(.text(let name)) = arguments[0].kind else {
            context.error(
                position,
                "`lookup` takes the name of a table",
                suggestion: "write it in quotes: `lookup('administrative-gender')`"
            )
            return .nothing
        }
        let wanted = context.wanted
        context.wanted = []
        defer { context.wanted = wanted }
        let source =
            base.map { compile($0, in: &context) }
            ?? Value(number: program.add(.this), type: StaticType(.unknown))
        guard let table = table(named: name) else {
            let meant = closestMatch(to: name, in: tableNames)
            context.error(
                arguments[0].position,
                "there is no table `\(name)`",
                suggestion: meant.map { "did you mean `\($0)`?" }
            )
            return .nothing
        }
        let number = program.add(.lookup(source.number, table: table))
        return Value(number: number, type: StaticType(.tableRow, isPlural: source.type.isPlural))
    }

    // MARK: Maps as functions

    private mutating func callMap(
        _ name: String,
        _ form: FunctionForm,
        _ arguments: [Expression],
        at position: Int,
        in context: inout Context
    ) -> Value {
        var arguments = arguments
        var forced: TypeID?
        if case .literal(.text(let typeName))? = arguments.last?.kind, arguments.count > 1,
            let type = Definitions.r4.type(named: typeName)
        {
            forced = type
            arguments.removeLast()
        }
        var values: [Value] = []
        var names: [String] = []
        let wanted = context.wanted
        switch form {
        case .names:
            names = arguments.prefix(1).compactMap { if case .name(let name) = $0.kind { name } else { nil } }
            context.wanted = []
            values = arguments.dropFirst(names.count).map { compile($0, in: &context) }
        case .values:
            context.wanted = []
            values = arguments.map { compile($0, in: &context) }
        case .wrapper:
            context.wanted = forced.map { [$0] } ?? context.targets
            values = arguments.map { compile($0, in: &context) }
        }
        context.wanted = wanted
        let request = FunctionRequest(
            name: name,
            arguments: values.map(\.type),
            names: names,
            forced: forced,
            wanted: wanted,
            scope: context.scope
        )
        do {
            let resolved = try directory.resolve(request)
            return emit(resolved, values)
        } catch {
            context.error(position, error.message, suggestion: error.suggestion)
            return .nothing
        }
    }

    private mutating func emit(_ resolved: ResolvedFunction, _ values: [Value]) -> Value {
        let operands = program.operands(values.map(\.number))
        var type = resolved.type
        let instruction: Instruction
        switch resolved.manner {
        case .inline: instruction = .inline(function: resolved.number, operands)
        case .deferredEach: instruction = .deferEach(function: resolved.number, operands)
        case .deferredOnce: instruction = .deferOnce(function: resolved.number, operands)
        }
        if resolved.manner != .deferredOnce, values.count == 1, values[0].type.isPlural {
            type.isPlural = true
        }
        return Value(number: program.add(instruction), type: type)
    }
}

extension ClosedRange<Int> {
    /// `no argument`, `1 argument`, `1 to 2 arguments`.
    fileprivate var inWords: String {
        if upperBound == 0 { return "no argument" }
        if lowerBound == upperBound { return lowerBound == 1 ? "1 argument" : "\(lowerBound) arguments" }
        return "\(lowerBound) to \(upperBound) arguments"
    }
}
