// Calls of a site's maps and tables from expressions.

import HL7v2

extension Evaluation {
    /// Translates each item by a table.
    mutating func lookup(_ items: Items, table number: Int32) -> Items {
        if case .one(let item) = items { return Items(translated(item, by: number)) }
        var collector = ItemCollector()
        for position in 0..<items.count {
            let item = item(position, of: items)
            if let row = translated(item, by: number) { collector.append(row) }
        }
        return collector.items(in: &lists)
    }

    private mutating func translated(_ item: Item, by number: Int32) -> Item? {
        guard let code = text(of: item), !code.isEmpty else { return nil }
        let table = program.tables[Int(number)]
        if let row = texts.withBytes(code, { table.row(for: $0) }) {
            note(.row(table: number, row: row))
            return .row(table: number, row: row)
        }
        switch table.unmapped {
        case .row(let row), .absent(let row):
            note(.row(table: number, row: row))
            return .row(table: number, row: row)
        case .pass: return .text(code)
        case .omit: return nil
        case .warn, .error:
            report(.unmapped(table: table.name, isError: table.unmapped == .error), at: element(of: item))
            return nil
        }
    }

    /// Whether the condition of a map holds for the value at hand.
    public mutating func isWilling(_ function: Int32) throws(EvaluationStopped) -> Bool {
        guard let condition = program.functions[Int(function)].guardRoot else { return true }
        return try holds(condition)
    }

    /// Performs a function that is an expression, once an item of its first argument, or once.
    mutating func inline(_ function: Int32, _ operands: Operands) throws(EvaluationStopped) -> Items {
        if operands.count == 1 {
            return try inlineEach(function, try value(program.operands[operands.range.lowerBound]))
        }
        let base = enter(from: try push(operands))
        defer { leave(base) }
        return try run(function)
    }

    private mutating func inlineEach(_ function: Int32, _ items: Items) throws(EvaluationStopped) -> Items {
        if case .one(let item) = items { return try inline(function, on: item, position: 1) }
        var collector = ItemCollector()
        for position in 0..<items.count {
            let results = try inline(function, on: item(position, of: items), position: position + 1)
            collector.append(contentsOf: results, in: lists)
        }
        return collector.items(in: &lists)
    }

    private mutating func inline(
        _ function: Int32,
        on item: Item,
        position: Int
    ) throws(EvaluationStopped) -> Items {
        let outer = focus
        focus = outer.on(item, position: position)
        defer { focus = outer }
        guard case .element(let element) = item else {
            return try run(function, on: item)
        }
        let call = knownCall(of: function, on: element)
        if let known = known[call] {
            noteAgain(known.readings)
            return known.items
        }
        let begin = readings.count
        let result = try run(function, on: item)
        known.remember(call, KnownCalls.Answer(items: result, readings: begin..<readings.count))
        return result
    }

    private mutating func knownCall(of function: Int32, on element: Element) -> KnownCall {
        let group: GroupTree.Occurrence
        var joined: Int32 = -1
        switch program.functions[Int(function)].reach {
        case .atHand: (group, joined) = (focus.group, focus.joined)
        case .enclosing(let levels): group = climbed(levels)
        case .message: group = .root
        }
        return KnownCall(function: function, element: element, group: group, joined: joined)
    }

    private mutating func run(_ function: Int32, on item: Item) throws(EvaluationStopped) -> Items {
        let base = enter(.one(item))
        defer { leave(base) }
        return try run(function)
    }

    private mutating func run(_ function: Int32) throws(EvaluationStopped) -> Items {
        guard callDepth < Self.callDepthLimit else { throw EvaluationStopped() }
        let body = program.functions[Int(function)]
        callDepth += 1
        defer { callDepth -= 1 }
        if let condition = body.guardRoot, try !holds(condition) { return .none }
        guard let root = body.body else { return .none }
        return try evaluate(root)
    }

    /// Calls of maps within calls of maps; they cost stack.
    static let callDepthLimit = 64

    /// Puts each item that a map takes aside until it is written.
    mutating func deferEach(_ function: Int32, _ operands: Operands) throws(EvaluationStopped) -> Items {
        guard operands.count > 0 else { return try deferOnce(function, operands) }
        let items = try value(program.operands[operands.range.lowerBound])
        if case .one(let item) = items { return Items(try deferred(function, item, 1)) }
        var collector = ItemCollector()
        for position in 0..<items.count {
            if let call = try deferred(function, item(position, of: items), position + 1) {
                collector.append(call)
            }
        }
        return collector.items(in: &lists)
    }

    private mutating func deferred(
        _ function: Int32,
        _ item: Item,
        _ position: Int
    ) throws(EvaluationStopped) -> Item? {
        // A call inside a call, as in `resource(XCN(…))`, is the inner one with another purpose.
        let outer = focus
        focus = outer.on(item, position: position)
        defer { focus = outer }
        let body = program.functions[Int(function)]
        if let condition = body.guardRoot, try !holds(condition) { return nil }
        return append(DeferredCall(function: function, focus: focus, arguments: 0..<0))
    }

    /// Puts a call with all its arguments aside until it is written; without any value there is no call.
    mutating func deferOnce(_ function: Int32, _ operands: Operands) throws(EvaluationStopped) -> Items {
        let start = try push(operands)
        let isCalled = try isWorthCalling(function, from: start)
        let first = Int32(arguments.count)
        if isCalled { arguments.append(contentsOf: parameters[start...]) }
        parameters.removeSubrange(start...)
        guard isCalled else { return .none }
        let call = DeferredCall(
            function: function,
            focus: focus,
            arguments: first..<Int32(arguments.count)
        )
        return .one(append(call))
    }

    /// Whether a map with arguments, those on the stack from a position on, has any value and is willing.
    private mutating func isWorthCalling(_ function: Int32, from start: Int) throws(EvaluationStopped) -> Bool
    {
        if start < parameters.count, parameters[start...].allSatisfy(\.isEmpty) { return false }
        guard let condition = program.functions[Int(function)].guardRoot else { return true }
        let outer = parameterBase
        parameterBase = start
        defer { parameterBase = outer }
        return try holds(condition)
    }

    private mutating func append(_ call: DeferredCall) -> Item {
        calls.append(call)
        return .call(Int32(calls.count - 1))
    }

    /// Puts the values of operands on the stack of parameters; gives the position of the first.
    private mutating func push(_ operands: Operands) throws(EvaluationStopped) -> Int {
        let start = parameters.count
        for index in operands.range {
            let items = try value(program.operands[index])
            parameters.append(items)
        }
        return start
    }
}
