// Runs compiled expressions over a tree.
//
// Every step yields a collection. What may take long is counted in steps, whatever the expression: its depth is
// limited by the parser, its work and its memory here.

import FHIR

/// What the steps of an expression are applied to.
struct TreeFocus {
    /// `$this`; nothing at the top of an expression without a tree.
    var this: TreeValue?
    /// `$index`.
    var index = 0
    /// `$total`.
    var total: [TreeValue] = []
}

/// One evaluation.
struct TreeEvaluation {
    let tree: Tree?
    let context: Tree.Index?
    let schema: TreeSchema
    let environment: TreeEnvironment
    /// The values of variables by their slots.
    var variables: [[TreeValue]]
    /// What did not go well and does not end the evaluation.
    var notes: [TreeNote] = []
    private(set) var steps = 0
    /// The steps that may be taken.
    var stepLimit = ExpressionLimits.steps

    init(
        tree: Tree?,
        context: Tree.Index?,
        schema: TreeSchema,
        environment: TreeEnvironment,
        slotCount: Int
    ) {
        self.tree = tree
        self.context = context
        self.schema = schema
        self.environment = environment
        variables = slotCount == 0 ? [] : Array(repeating: [], count: slotCount)
    }

    /// Counts work; a step is about the time of looking at one item.
    mutating func spend(_ count: Int) throws(TreeProblem) {
        steps += count
        guard steps <= stepLimit else { throw .execution("this takes more than \(stepLimit) steps") }
    }

    /// Refuses collections that grow without end.
    func checkCount(_ count: Int) throws(TreeProblem) {
        guard count <= ExpressionLimits.items else {
            throw .execution("more than \(ExpressionLimits.items) items")
        }
    }

    mutating func run(_ step: TreeStep, _ focus: TreeFocus) throws(TreeProblem) -> [TreeValue] {
        try spend(1)
        switch step {
        case .constant(let values): return values
        case .this: return focus.this.map { [$0] } ?? []
        case .index: return [.integer(Int64(focus.index))]
        case .total: return focus.total
        case .environment(let name): return environmentValue(name)
        case .variable(let slot): return variables[slot]
        case .head(let name, let type): return try head(name, type, focus)
        case .path(let base, let names): return try path(base, names, focus)
        case .call(let function, let base, let arguments):
            return try call(function, on: try run(base, focus), arguments, focus)
        case .indexer(let base, let index):
            let values = try run(base, focus)
            let place = try run(index, focus)
            guard let position = try integer(place, "an index") else { return [] }
            return values.indices.contains(Int(position)) ? [values[Int(position)]] : []
        case .negate(let operand):
            let values = try run(operand, focus)
            return try negate(values)
        case .plus(let operand):
            let values = try run(operand, focus)
            return try plus(values)
        case .binary(let operation, let left, let right): return try binary(operation, left, right, focus)
        case .typeTest(let base, let test):
            let values = try run(base, focus)
            return try typeTest(values, test)
        case .cast(let base, let test):
            let values = try run(base, focus)
            return try cast(values, test)
        case .ofType(let base, let test):
            let values = try run(base, focus)
            try spend(values.count)
            return values.filter { isExactly($0, test) }
        case .define(let base, let slot, let value):
            let input = try run(base, focus)
            variables[slot] = try defined(value, input, focus)
            return input
        case .sort(let base, let keys): return try sort(run(base, focus), keys, focus)
        case .translate(let base, let table): return try translate(run(base, focus), table)
        case .position: return [.integer(Int64(focus.index) + 1)]
        case .controlID: return environment.controlID.isEmpty ? [] : [.string(environment.controlID)]
        case .matches(let base, let pattern, let isFull):
            return try matches(run(base, focus), pattern, isFull: isFull)
        }
    }

    private mutating func translate(
        _ codes: [TreeValue],
        _ table: TreeTable
    ) throws(TreeProblem) -> [TreeValue] {
        try spend(codes.count)
        return codes.compactMap { code in
            guard let text = code.text(in: tree) else { return nil }
            let found = table.translate(text)
            if let problem = found.problem {
                notes.append(TreeNote(message: problem.text, isError: problem.isError))
            }
            return found.text.map { .string($0) }
        }
    }

    private mutating func defined(
        _ value: TreeStep?,
        _ input: [TreeValue],
        _ focus: TreeFocus
    ) throws(TreeProblem) -> [TreeValue] {
        guard let value else { return input }
        var result: [TreeValue] = []
        for (index, item) in input.enumerated() {
            result += try run(value, TreeFocus(this: item, index: index, total: focus.total))
            try checkCount(result.count)
        }
        return input.isEmpty ? try run(value, TreeFocus(total: focus.total)) : result
    }

    private func environmentValue(_ name: TreeEnvironmentName) -> [TreeValue] {
        guard let tree, let context else { return [] }
        switch name {
        case .context: return [.node(context)]
        case .rootResource: return [.node(container(of: context, in: tree))]
        case .resource: return [.node(resource(of: context, in: tree))]
        }
    }
}
