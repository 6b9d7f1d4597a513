// Runs compiled expressions over one HL7 v2 message, bounded in steps and items.
//
// Pure: the message, the program and the zone go in, items and problems come out; there is no clock. Lineage is made
// of what `note` records: every element whose text is taken passes through `Evaluation+Text.swift`, every row through
// `lookup`.

public import HL7v2

/// What evaluation could not do with a value; it never holds the value.
public struct EvaluationProblem: Hashable, Sendable {
    /// What went wrong.
    public enum Reason: Hashable, Sendable {
        /// A text that should have been a date, a number, ….
        case malformed(String)
        /// A code that a table has no row for; whether that fails the outcome.
        case unmapped(table: String, isError: Bool)
    }

    /// What went wrong.
    public let reason: Reason
    /// Where the value stands in the message, if it came straight from there.
    public let element: Element?
    /// The rule that was run, by the number its module gave it.
    public let rule: Int32
}

/// An evaluation was ended because it did too much.
public struct EvaluationStopped: Error, Hashable, Sendable {
    /// Says so.
    public init() {}
}

/// A call of a map that waits to be written.
public struct DeferredCall: Sendable {
    /// The function's number.
    public let function: Int32
    /// What it is called on, and from where.
    public let focus: Focus
    /// All arguments, of functions called once; in the evaluation's `arguments`.
    let arguments: Range<Int32>

    /// Whether it was called with arguments beside the value at hand.
    public var hasArguments: Bool { !arguments.isEmpty }
}

/// One run of a program's expressions over one message.
///
/// Not copyable, because copies were made behind our back: calling a function that only reads copied the whole
/// evaluation first, and counted a reference for each of its collections. For the same reason functions are
/// mutating even where they only read: calling one that is not still moves all 272 bytes to the stack first,
/// 2,000 times a message.
public struct Evaluation: Sendable, ~Copyable {
    /// The message.
    public let message: Message
    /// Its segments in groups.
    public let groups: GroupTree?
    /// The offset in minutes for local times without one.
    public let zone: LocalZone
    let program: Program
    /// Which segments the message may have, see `Message.presentSegments()`.
    public let presentSegments: UInt64

    /// What went wrong so far.
    public internal(set) var problems: [EvaluationProblem] = []
    /// The calls that expressions yielded, by number.
    public internal(set) var calls: [DeferredCall] = []
    /// The bytes behind every text that expressions yield.
    public internal(set) var texts: TextPool
    /// The items of every collection of several, one list after the other.
    var lists: [Item] = []
    /// The arguments of the calls that wait.
    var arguments: [Items] = []
    /// The groups or segments joined by `group_by`.
    var joined: [[Item]] = []
    /// Where the expressions look from.
    public var focus: Focus
    /// The rule under way, for problems.
    public var rule: Int32 = -1
    /// Whether an explicit null was read since this was last set to false.
    public var hasReadNull = false
    /// The arguments of the maps under way, a stack; those of the innermost map begin at the base.
    var parameters: [Items] = []
    var parameterBase = 0
    /// How many steps were taken so far.
    public private(set) var steps = 0
    /// What maps called on one value yielded, because identities ask for the same many times.
    var known = KnownCalls()
    /// The dates and times converted last.
    var moments = KnownMoments()
    /// What holds for the whole run.
    var circumstances = Circumstances()
    /// How many maps called as functions are inside one another.
    var callDepth = 0
    /// Whether what is read is recorded in ``readings``.
    public let isTraced: Bool
    /// Whose text was taken, and which rows translated, in order; empty unless ``isTraced``.
    public private(set) var readings: [Reading] = []

    /// Prepares a run; with `isTraced` it records what it reads.
    public init(
        _ program: Program,
        over message: Message,
        groups: GroupTree?,
        zone: LocalZone,
        isTraced: Bool = false
    ) {
        self.program = program
        self.message = message
        self.groups = groups
        self.zone = zone
        self.isTraced = isTraced
        presentSegments = message.presentSegments()
        focus = Focus()
        texts = TextPool(message: message, program: program)
        calls.reserveCapacity(message.segmentCount * 8)
    }

    /// What an expression yields.
    public mutating func evaluate(_ root: Root) throws(EvaluationStopped) -> Items {
        try value(root.rawValue)
    }

    /// Whether a condition holds: it yields something, and that is not `false`.
    public mutating func holds(_ root: Root) throws(EvaluationStopped) -> Bool {
        Self.isTrue(try value(root.rawValue))
    }

    /// Which fields of the segment at hand are there, see `Message.presentFields(ofSegment:)`.
    public mutating func presentFields() -> UInt64 {
        message.presentFields(ofSegment: Int(focus.segment))
    }

    /// Which parts of the value at hand are there, see `Message.presentParts(of:)`; all of what is no element.
    public mutating func presentParts() -> UInt64 {
        if case .element(let element)? = focus.item { message.presentParts(of: element) } else { .max }
    }

    /// Forgets problems that came after a count, when a candidate did not fit.
    public mutating func forgetProblems(after count: Int) {
        problems.removeSubrange(count...)
    }

    /// Records a problem with the value at an element.
    public mutating func report(_ reason: EvaluationProblem.Reason, at element: Element?) {
        guard problems.count < Self.problemLimit else { return }
        problems.append(EvaluationProblem(reason: reason, element: element, rule: rule))
    }

    /// After so many problems of one message further ones are not recorded.
    static let problemLimit = 1000

    /// Records what was read, if anybody wants to know.
    @inline(__always)
    public mutating func note(_ reading: Reading) {
        if isTraced { readings.append(reading) }
    }

    /// Records once more what was read, for an answer that is known already; as work like any other.
    @inline(__always)
    mutating func noteAgain(_ range: Range<Int>) {
        steps += range.count
        // One by one, as a slice of the array itself would make it copy all of its storage.
        for index in range { readings.append(readings[index]) }
    }

    /// Makes several groups or segments one focus, as `group_by` wants it.
    public mutating func join(_ items: [Item]) -> Int32 {
        joined.append(items)
        return Int32(joined.count - 1)
    }

    /// Enters the map of a call that waited; give the result back to `leave`.
    public mutating func enter(_ call: DeferredCall) -> Int {
        let start = parameters.count
        for index in call.arguments { parameters.append(arguments[Int(index)]) }
        return enter(from: start)
    }

    /// Enters a map whose arguments were put on the stack from a position on.
    mutating func enter(from start: Int) -> Int {
        let base = parameterBase
        parameterBase = start
        return base
    }

    /// The arguments of a call that was put aside.
    public mutating func arguments(of call: DeferredCall) -> [Items] {
        call.arguments.map { arguments[Int($0)] }
    }

    /// Enters a map of one argument.
    mutating func enter(_ argument: Items) -> Int {
        parameters.append(argument)
        return enter(from: parameters.count - 1)
    }

    /// Leaves a map.
    public mutating func leave(_ base: Int) {
        while parameters.count > parameterBase { parameters.removeLast() }
        parameterBase = base
    }

    // MARK: Instructions

    mutating func value(_ number: Int32) throws(EvaluationStopped) -> Items {
        steps += 1
        guard steps <= ExpressionLimits.steps else { throw EvaluationStopped() }
        switch program.code[Int(number)] {
        case .nothing: return .none
        case .constant(let index): return .one(program.constants[Int(index)])
        case .this: return Items(focus.item)
        case .position(let offset): return .one(.integer(Int64(focus.position + offset)))
        case .fieldAtHand(let field, let component, let subcomponent):
            guard focus.segment >= 0 else { return .none }
            let element = message.part(
                component: Int(component),
                subcomponent: Int(subcomponent),
                ofField: Int(field),
                inSegment: Int(focus.segment)
            )
            guard let element else { return .none }
            return .one(.element(element))
        case .location(let index): return read(location: Int(index))
        case .part(let source, let component, let subcomponent):
            guard let source else { return partsAtHand(Int(component), Int(subcomponent)) }
            let items = try value(source)
            return parts(of: items, Int(component), Int(subcomponent))
        case .parameter(let index):
            let position = parameterBase + Int(index)
            return position < parameters.count ? parameters[position] : .none
        case .binary(let symbol, let left, let right): return try binary(symbol, left, right)
        case .negate(let operand):
            let items = try value(operand)
            return negated(items)
        case .call(let function, let source, let argument, let second):
            return try call(function, on: source, argument, second)
        case .condition(let condition, let then, let otherwise):
            return try value(Self.isTrue(try value(condition)) ? then : otherwise)
        case .firstOf(let operands):
            for index in operands.range {
                let items = try value(program.operands[index])
                if !items.isEmpty { return items }
            }
            return .none
        case .sequence(let operands):
            var collector = ItemCollector()
            for index in operands.range {
                let items = try value(program.operands[index])
                collector.append(contentsOf: items, in: lists)
            }
            return collector.items(in: &lists)
        case .isOneOf(let source, let operands):
            let items = try value(source)
            return isOne(items, of: operands)
        case .lookup(let source, let table):
            let items = try value(source)
            return lookup(items, table: table)
        case .matches(let source, let pattern):
            let items = try value(source)
            return matches(items, pattern)
        case .replaceMatches(let source, let pattern, let template):
            let items = try value(source)
            let replacement = try value(template)
            return replacing(pattern, in: items, with: replacement)
        case .inline(let function, let operands): return try inline(function, operands)
        case .deferEach(let function, let operands): return try deferEach(function, operands)
        case .deferOnce(let function, let operands): return try deferOnce(function, operands)
        case .circumstance(let circumstance): return item(for: circumstance)
        }
    }

    private mutating func matches(_ items: Items, _ pattern: Int32) -> Items {
        guard let text = text(of: items) else { return .none }
        return .one(.boolean(matches(text, program.patterns[Int(pattern)])))
    }

    private mutating func matches(_ text: Text, _ pattern: Pattern) -> Bool {
        texts.withBytes(text) { pattern.matches($0) }
    }

    private mutating func replacing(_ pattern: Int32, in items: Items, with replacement: Items) -> Items {
        guard let text = string(of: items) else { return .none }
        let new = string(of: replacement) ?? ""
        let replaced = program.patterns[Int(pattern)].replacing(in: Array(text.utf8), with: Array(new.utf8))
        return .one(.text(texts.keep(replaced)))
    }

    /// Evaluates an expression with an item at hand.
    mutating func value(
        _ number: Int32,
        on item: Item,
        position: Int
    ) throws(EvaluationStopped) -> Items {
        let outer = focus
        focus = outer.on(item, position: position)
        defer { focus = outer }
        return try value(number)
    }

    /// Empty is false, and so is `false`; everything else is true.
    static func isTrue(_ items: Items) -> Bool {
        switch items {
        case .none: false
        case .one(.boolean(let value)): value
        default: true
        }
    }
}

// MARK: - Collections

extension Evaluation {
    /// The first of some items.
    public mutating func first(of items: Items) -> Item? {
        switch items {
        case .none: nil
        case .one(let item): item
        case .many(let list): lists[list.range.lowerBound]
        }
    }

    /// The last of some items.
    mutating func last(of items: Items) -> Item? {
        if case .many(let list) = items { lists[list.range.upperBound - 1] } else { first(of: items) }
    }

    /// The item at a position, from 0 and below the count.
    public mutating func item(_ position: Int, of items: Items) -> Item {
        switch items {
        case .none: preconditionFailure("nothing has no items")
        case .one(let item): item
        case .many(let list): lists[list.range.lowerBound + position]
        }
    }

    /// The items one by one.
    public mutating func list(_ items: Items) -> [Item] {
        switch items {
        case .none: []
        case .one(let item): [item]
        case .many(let list): Array(lists[list.range])
        }
    }

    /// Items as a collection.
    mutating func items(_ list: some Collection<Item>) -> Items {
        Items(list, in: &lists)
    }
}
