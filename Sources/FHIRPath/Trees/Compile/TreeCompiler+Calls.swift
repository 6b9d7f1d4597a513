// Function calls: how many arguments, what `$this` means in them, and what is known to be wrong.

import FHIR
import LocatedYAML

extension TreeCompiler {
    mutating func call(
        _ name: String,
        on base: Expression?,
        _ arguments: [Expression],
        _ around: Surroundings,
        at position: Int
    ) throws(TreeProblem) -> Compiled {
        if let found = try siteCall(name, on: base, arguments, around, at: position) { return found }
        guard let function = TreeFunction(rawValue: name) else {
            let known = TreeFunction.allCases.map(\.rawValue)
            throw .semantic(
                position,
                "there is no function `\(name)`",
                suggestion: closestMatch(to: name, in: known).map { "did you mean `\($0)()`?" }
            )
        }
        guard function.arguments.contains(arguments.count) else {
            throw .semantic(position, "`\(name)` takes \(Self.count(function.arguments))")
        }
        let input = try base.map { (expression) throws(TreeProblem) in try compile(expression, around) }
        return try call(function, on: input ?? (.this, around.this), arguments, around, at: position)
    }

    private static func count(_ range: ClosedRange<Int>) -> String {
        if range == 0...0 { return "no arguments" }
        if range == 1...1 { return "one argument" }
        return range.count == 1
            ? "\(range.lowerBound) arguments" : "\(range.lowerBound) to \(range.upperBound) arguments"
    }

    private mutating func call(
        _ function: TreeFunction,
        on input: Compiled,
        _ arguments: [Expression],
        _ around: Surroundings,
        at position: Int
    ) throws(TreeProblem) -> Compiled {
        if function.needsOrder { try checkOrder(input.shape, "`\(function.rawValue)`", at: position) }
        if function.isAboutText, function != .join || !arguments.isEmpty,
            input.shape.isComplex(in: definitions)
        {
            throw .semantic(position, "`\(function.rawValue)` is about texts, and these items have elements")
        }
        if isRule { try checkRule(function, input.shape, at: position) }
        switch function {
        case .is, .as, .ofType: return try typeCall(function, on: input, arguments, at: position)
        case .defineVariable: return try define(input, arguments, around, at: position)
        case .sort: return try sort(input, arguments, around)
        default: break
        }
        let compiled = try self.arguments(of: function, arguments, input.shape, around)
        if function == .iif, let criterion = compiled.first, criterion.shape.isNeverBoolean(in: definitions) {
            throw .semantic(
                position,
                "the criterion of `iif` is no Boolean",
                suggestion: "ask with `.exists()` or `=`"
            )
        }
        let shape = function.shape(input.shape, compiled.map(\.shape))
        if let step = pattern(function, input.step, compiled) { return (step, shape) }
        return (.call(function, input.step, compiled.map(\.step)), shape)
    }

    /// A rule says the same whenever it is asked, and of texts it asks one at a time.
    private func checkRule(
        _ function: TreeFunction,
        _ input: TreeShape,
        at position: Int
    ) throws(TreeProblem) {
        if function.readsClock, !mayReadClock {
            throw .semantic(position, "a rule reads no clock, so that it says the same of a message again")
        }
        if function.takesOne, input.isPlural {
            throw .semantic(
                position,
                "`\(function.rawValue)` takes one item, and this may be a list",
                suggestion:
                    "write `list.select(\(function.rawValue)(…))` or `list.exists(…)`, or choose one with `.first()`"
            )
        }
    }

    private mutating func arguments(
        of function: TreeFunction,
        _ arguments: [Expression],
        _ input: TreeShape,
        _ around: Surroundings
    ) throws(TreeProblem) -> [Compiled] {
        var compiled: [Compiled] = []
        for (index, argument) in arguments.enumerated() {
            var inner = around
            if function.iteratedArguments?.contains(index) == true {
                inner.this =
                    function == .repeat || function == .repeatAll ? .any : input.counted(plural: false)
            }
            if function == .aggregate { inner.isAggregating = index == 0 || around.isAggregating }
            let part = try scoped { (compiler) throws(TreeProblem) in try compiler.compile(argument, inner) }
            compiled.append(part)
        }
        return compiled
    }

    /// A pattern that is written out is compiled once.
    private func pattern(_ function: TreeFunction, _ input: TreeStep, _ arguments: [Compiled]) -> TreeStep? {
        guard function == .matches || function == .matchesFull,
            case .constant(let values)? = arguments.first?.step, case .string(let text)? = values.first,
            let pattern = TreePatterns.compile(text, isFull: function == .matchesFull)
        else { return nil }
        return .matches(input, pattern, isFull: function == .matchesFull)
    }

    private func typeCall(
        _ function: TreeFunction,
        on input: Compiled,
        _ arguments: [Expression],
        at position: Int
    ) throws(TreeProblem) -> Compiled {
        guard let argument = arguments.first, let name = Self.typeName(argument) else {
            throw .semantic(position, "`\(function.rawValue)` takes the name of a type")
        }
        let test = try typeTest(name, at: argument.position)
        switch function {
        case .is: return (.typeTest(input.step, test), .boolean)
        case .as: return (.cast(input.step, test), shape(of: test))
        default:
            var found = shape(of: test).counted(plural: input.shape.isPlural)
            found.isOrdered = input.shape.isOrdered
            return (.ofType(input.step, test), found)
        }
    }

    private static func typeName(_ expression: Expression) -> String? {
        switch expression.kind {
        case .name(let name): name
        case .literal(.text(let name)): name
        case .member(let base, let name): typeName(base).map { "\($0).\(name)" }
        default: nil
        }
    }

    private mutating func define(
        _ input: Compiled,
        _ arguments: [Expression],
        _ around: Surroundings,
        at position: Int
    ) throws(TreeProblem) -> Compiled {
        let name = try variableName(arguments[0])
        let isTaken = variables.contains { $0.name == name } || TreeEnvironmentName(rawValue: name) != nil
        guard !isTaken, !["sct", "loinc", "ucum"].contains(name) else {
            throw .semantic(position, "there is a `%\(name)` already")
        }
        let value: Compiled? =
            if arguments.count == 2 {
                try scoped { (compiler) throws(TreeProblem) in
                    try compiler.compile(arguments[1], Surroundings(this: input.shape))
                }
            } else {
                nil
            }
        variables.append((name, slotCount, value?.shape ?? input.shape))
        slotCount += 1
        return (.define(input.step, slot: slotCount - 1, value: value?.step), input.shape)
    }

    /// The name of a variable, which must be known before there is a tree.
    private mutating func variableName(_ argument: Expression) throws(TreeProblem) -> String {
        if case .literal(.text(let name)) = argument.kind { return name }
        let step = try scoped { (compiler) throws(TreeProblem) in
            try compiler.compile(argument, Surroundings(this: .any)).step
        }
        var evaluation = TreeEvaluation(
            tree: nil,
            context: nil,
            schema: schema,
            environment: TreeEnvironment(),
            slotCount: slotCount
        )
        // Something must be at hand for `select` to work on; what it is means nothing.
        let focus = TreeFocus(this: .string(""))
        guard case .string(let name)? = try evaluation.run(step, focus).first else {
            throw .semantic(argument.position, "the name of a variable is a text")
        }
        return name
    }

    private mutating func sort(
        _ input: Compiled,
        _ arguments: [Expression],
        _ around: Surroundings
    ) throws(TreeProblem) -> Compiled {
        var inner = around
        inner.this = input.shape.counted(plural: false)
        var keys: [TreeSortKey] = []
        for argument in arguments {
            var key = argument
            var direction = Expression.SortDirection.ascending
            if case .directed(let inside, let named) = argument.kind { (key, direction) = (inside, named) }
            // A minus in front turns the order around, of texts and dates too.
            var isNegated = false
            if case .unary(.minus, let operand) = key.kind { (key, isNegated) = (operand, true) }
            let step = try scoped { (compiler) throws(TreeProblem) in try compiler.compile(key, inner).step }
            keys.append(TreeSortKey(step: step, direction: direction, isNegated: isNegated))
        }
        if keys.isEmpty { keys.append(TreeSortKey(step: .this)) }
        return (.sort(input.step, keys), TreeShape(kind: input.shape.kind, isPlural: input.shape.isPlural))
    }
}
