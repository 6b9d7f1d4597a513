// Compiles expressions over trees: resolves names and types, checks what can be known, keeps variables apart.
//
// What can never work is an error in both modes; in strict mode so are names that the types at hand do not have,
// and functions about order where there is none (FHIRPath N1 §10.2).

import FHIR
import LocatedYAML

/// Compiles one expression.
struct TreeCompiler {
    /// What stands around a part of an expression.
    struct Surroundings {
        /// The shape of `$this`.
        var this: TreeShape
        /// Whether `$total` has a meaning.
        var isAggregating = false
    }

    typealias Compiled = (step: TreeStep, shape: TreeShape)

    let schema: TreeSchema
    let isStrict: Bool
    /// Whether lists where single values are wanted, and the clock, are problems.
    var isRule = false
    /// Whether the time may be asked for all the same.
    var mayReadClock = false
    /// What a site's expressions have at hand.
    var site: TreeScope?
    /// The variables that can be seen, the newest last.
    var variables: [(name: String, slot: Int, shape: TreeShape)] = []
    /// How many variables there are in all.
    var slotCount = 0

    var definitions: Definitions { schema.definitions }

    mutating func compile(
        _ expression: Expression,
        _ around: Surroundings
    ) throws(TreeProblem) -> Compiled {
        switch expression.kind {
        case .literal(let literal): return try constant(literal, at: expression.position)
        case .variable(let variable): return try self.variable(variable, around, at: expression.position)
        case .name(let name): return try head(name, around, at: expression.position)
        case .constant(let name): return try environment(name, around, at: expression.position)
        case .location, .component, .componentOf:
            throw .semantic(expression.position, "a location means something in HL7 v2 messages only")
        case .member(let base, let name):
            let inner = try compile(base, around)
            return try member(name, of: inner, at: expression.position)
        case .call(let base, let name, let arguments):
            return try call(name, on: base, arguments, around, at: expression.position)
        case .indexer(let base, let index):
            let inner = try compile(base, around)
            try checkOrder(inner.shape, "an index", at: expression.position)
            let position = try scoped { (compiler) throws(TreeProblem) in try compiler.compile(index, around)
            }
            return (.indexer(inner.step, position.step), inner.shape.counted(plural: false))
        case .directed(_, let direction):
            throw .semantic(expression.position, "`\(direction.rawValue)` stands behind a key of `sort` only")
        case .unary(let sign, let operand):
            // Without its sign the least Integer is a Long.
            if sign == .minus, operand.kind == .literal(.integer(1 << 31)) {
                return (.constant([.integer(-1 << 31)]), .integer)
            }
            let inner = try compile(operand, around)
            return (sign == .minus ? .negate(inner.step) : .plus(inner.step), inner.shape)
        case .binary(let operation, let left, let right):
            return try binary(operation, left, right, around, at: expression.position)
        case .type(let operation, let operand, let name):
            let inner = try compile(operand, around)
            let test = try typeTest(name, at: expression.position)
            return operation == .is
                ? (.typeTest(inner.step, test), .boolean) : (.cast(inner.step, test), shape(of: test))
        }
    }

    /// Compiles a part whose variables are not seen outside of it.
    mutating func scoped<Result>(
        _ body: (inout TreeCompiler) throws(TreeProblem) -> Result
    ) throws(TreeProblem) -> Result {
        let count = variables.count
        let result = try body(&self)
        variables.removeLast(variables.count - count)
        return result
    }

    func checkOrder(_ shape: TreeShape, _ what: String, at position: Int) throws(TreeProblem) {
        guard isStrict, !shape.isOrdered else { return }
        throw .semantic(position, "\(what) needs an order, and these items have none")
    }

    private func constant(_ literal: Expression.Literal, at position: Int) throws(TreeProblem) -> Compiled {
        let value: TreeValue?
        switch literal {
        case .empty: return (.constant([]), TreeShape(kind: .none))
        case .boolean(let flag): value = .boolean(flag)
        case .text(let text): value = .string(text)
        // What is too large for an Integer can only be meant as a Long.
        case .integer(let number): value = TreeValue(integer: number) ?? .long(number)
        case .long(let number): value = .long(number)
        case .decimal(let text): value = DecimalNumber(text).map { .decimal($0) }
        case .date(let text): value = Moment(date: text).map { .moment($0) }
        case .dateTime(let text): value = Moment(dateTime: text).map { .moment($0) }
        case .time(let text): value = Moment(time: text).map { .moment($0) }
        case .quantity(let text, let unit):
            value = DecimalNumber(text).map { .quantity(Quantity(value: $0, unit: unit)) }
        }
        guard let value else { throw .semantic(position, "there is no such date, time or number") }
        return (.constant([value]), TreeShape(kind: value.systemType.map { .system($0) } ?? .any))
    }

    private func variable(
        _ variable: Expression.Variable,
        _ around: Surroundings,
        at position: Int
    ) throws(TreeProblem) -> Compiled {
        switch variable {
        case .this: return (.this, around.this)
        case .index: return (.index, .integer)
        case .total:
            guard around.isAggregating else {
                throw .semantic(position, "`$total` has a meaning inside of `aggregate` only")
            }
            return (.total, .any)
        }
    }

    private mutating func binary(
        _ operation: Expression.BinaryOperator,
        _ left: Expression,
        _ right: Expression,
        _ around: Surroundings,
        at position: Int
    ) throws(TreeProblem) -> Compiled {
        let first = try scoped { (compiler) throws(TreeProblem) in try compiler.compile(left, around) }
        let second = try scoped { (compiler) throws(TreeProblem) in try compiler.compile(right, around) }
        let step = TreeStep.binary(operation, first.step, second.step)
        try checkCount(operation, first.shape, second.shape, at: position)
        switch operation {
        case .union: return (step, first.shape.joined(with: second.shape).counted(plural: true))
        case .concatenate: return (step, .string)
        case .add, .subtract:
            try checkSum(first.shape, second.shape, at: position)
            return (step, first.shape)
        case .multiply, .divide, .integerDivide, .modulo: return (step, .any)
        default: return (step, .boolean)
        }
    }

    /// A date takes durations only.
    private func checkSum(_ left: TreeShape, _ right: TreeShape, at position: Int) throws(TreeProblem) {
        guard case .system(let first) = left.kind, case .system(let second) = right.kind else { return }
        let isDate = [.date, .dateTime, .time].contains(first)
        guard isDate, second != .quantity else { return }
        throw .semantic(
            position,
            "only a duration can be added to a date or time",
            suggestion: "write `7 days`"
        )
    }

    /// In a rule, what would never be true of several items is refused.
    private func checkCount(
        _ operation: Expression.BinaryOperator,
        _ left: TreeShape,
        _ right: TreeShape,
        at position: Int
    ) throws(TreeProblem) {
        guard isRule, left.isPlural || right.isPlural else { return }
        switch operation {
        case .union, .membership, .containment, .and, .or, .xor, .implies: return
        case .equal, .notEqual, .equivalent, .notEquivalent, .less, .lessOrEqual, .greater, .greaterOrEqual:
            let symbol = operation.rawValue
            throw .semantic(
                position,
                "`\(symbol)` compares single values, and one side may be a list",
                suggestion: "write `value in list`, `list.exists(… \(symbol) …)` or `list.all(…)`"
            )
        default:
            throw .semantic(
                position,
                "`\(operation.rawValue)` takes single values, and one side may be a list",
                suggestion: "choose one, as with `.first()`, or `.join(' ')` them"
            )
        }
    }
}
