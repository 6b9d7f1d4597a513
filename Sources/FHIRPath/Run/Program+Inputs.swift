// What an expression reads, where that can be known beforehand: fields of the segment at hand, of the message's header,
// the value at hand. Whatever else an expression may look at (groups, other segments, positions in lists, the clock)
// makes its inputs unknown.
//
// An expression with known inputs is a function of their bytes: what it yielded once it yields whenever they come again.

import HL7v2

/// What an expression reads.
public struct Inputs: Hashable, Sendable {
    /// The fields of the segment at hand, bit `n` for field `n`.
    public var fields: UInt64 = 0
    /// The fields of the header.
    public var header: UInt64 = 0
    /// Whether it reads the value at hand, or parts of it.
    public var readsValue = false
    /// Whether it reads the arguments that its map was called with.
    public var readsArguments = false
    /// Whether resources are emitted on the way.
    public var emits = false

    /// Nothing: the same in every message.
    public init() {}

    /// What either reads; `nil` where that of one is unknown.
    public func with(_ other: Inputs?) -> Inputs? {
        guard let other else { return nil }
        var union = self
        union.fields |= other.fields
        union.header |= other.header
        union.readsValue = union.readsValue || other.readsValue
        union.readsArguments = union.readsArguments || other.readsArguments
        union.emits = union.emits || other.emits
        return union
    }

    /// What is read beside the items of a list that is itself among the inputs.
    public var besideItems: Inputs {
        var rest = self
        rest.readsValue = false
        return rest
    }

    /// What a map reads beside what it is called on and with.
    fileprivate var besideCall: Inputs {
        var rest = besideItems
        rest.readsArguments = false
        return rest
    }
}

/// Knows what the functions of a site's maps read.
public protocol FunctionInputs {
    /// What a function reads, its condition and what it yields; `nil` where it cannot be told.
    mutating func inputs(ofFunction number: Int32) -> Inputs?
}

extension Program {
    /// What an expression reads; `nil` where it cannot be told.
    public func inputs(of root: Root, knowing functions: inout some FunctionInputs) -> Inputs? {
        inputs(of: root.rawValue, &functions)
    }

    /// What a function of the site's maps reads when it is used on what an expression yields.
    public func inputs(ofCall number: Int32, on root: Root, knowing functions: inout some FunctionInputs)
        -> Inputs?
    {
        inputs(ofCall: number, on: root.rawValue, &functions)
    }

    /// Whether an expression takes so little that remembering what it yielded gains nothing: a constant, a place, a row.
    public func isSimple(_ root: Root) -> Bool {
        switch code[Int(root.rawValue)] {
        case .nothing, .constant, .this, .fieldAtHand, .part(nil, _, _), .parameter: true
        case .lookup(let source, _): isSimple(Root(rawValue: source))
        default: false
        }
    }
}

// MARK: - The steps of an expression

extension Program {
    /// Fields that have a bit of their own.
    private static let lastField = 62

    private func inputs(of number: Int32, _ functions: inout some FunctionInputs) -> Inputs? {
        switch code[Int(number)] {
        case .nothing, .constant: return Inputs()
        case .this: return value
        case .position, .circumstance: return nil
        case .parameter: return arguments
        case .fieldAtHand(let field, _, _): return fieldAtHand(Int(field))
        case .location(let index): return inputs(at: locations[Int(index)])
        case .part(let source, _, _): return source.map { inputs(of: $0, &functions) } ?? value
        case .negate(let source), .lookup(let source, _), .matches(let source, _), .isOneOf(let source, _):
            return inputs(of: source, &functions)
        case .binary(_, let left, let right), .replaceMatches(let left, _, let right):
            return inputs(ofAll: [left, right], &functions)
        case .call(.position, _, _, _): return nil
        case .call(let function, let source, let argument, let second) where function.iterates:
            guard let list = inputs(of: source, &functions),
                let rest = inputs(ofAll: [argument, second], &functions)
            else { return nil }
            return list.with(rest.besideItems)
        case .call(_, let source, let argument, let second):
            return inputs(ofAll: [source, argument, second], &functions)
        case .condition(let condition, let then, let otherwise):
            return inputs(ofAll: [condition, then, otherwise], &functions)
        case .firstOf(let operands), .sequence(let operands):
            return inputs(ofAll: self.operands[operands.range], &functions)
        case .inline(let function, let operands):
            return operands.count == 1
                ? inputs(ofEach: function, operands, &functions)
                : inputs(ofOnce: function, operands, &functions)
        case .deferEach(let function, let operands): return inputs(ofEach: function, operands, &functions)
        case .deferOnce(let function, let operands): return inputs(ofOnce: function, operands, &functions)
        }
    }

    private func inputs(
        ofAll numbers: some Sequence<Int32>,
        _ functions: inout some FunctionInputs
    ) -> Inputs? {
        var all = Inputs()
        for number in numbers {
            guard let union = all.with(inputs(of: number, &functions)) else { return nil }
            all = union
        }
        return all
    }

    // MARK: Places

    private var value: Inputs {
        var inputs = Inputs()
        inputs.readsValue = true
        return inputs
    }

    private var arguments: Inputs {
        var inputs = Inputs()
        inputs.readsArguments = true
        return inputs
    }

    private func fieldAtHand(_ field: Int) -> Inputs? {
        guard (1...Self.lastField).contains(field) else { return nil }
        var inputs = Inputs()
        inputs.fields = 1 << UInt64(field)
        return inputs
    }

    private func inputs(at location: LocationPlan) -> Inputs? {
        guard location.selection == .first, let atHand = fieldAtHand(location.field) else { return nil }
        if case .segmentAtHand = location.start { return atHand }
        guard isHeader(location) else { return nil }
        var inputs = Inputs()
        inputs.header = atHand.fields
        return inputs
    }

    /// Whether a location is in the one header that a message has, wherever it is looked at from.
    private func isHeader(_ location: LocationPlan) -> Bool {
        guard location.segment == .messageHeader, location.steps.isEmpty, location.selection == .first else {
            return false
        }
        if case .segmentAtHand = location.start { return false }
        return true
    }

    // MARK: Calls

    /// A map called with all its arguments sees the value at hand as well.
    private func inputs(
        ofOnce function: Int32,
        _ operands: Operands,
        _ functions: inout some FunctionInputs
    ) -> Inputs? {
        guard var called = functions.inputs(ofFunction: function) else { return nil }
        called.readsArguments = false
        return called.with(inputs(ofAll: self.operands[operands.range], &functions))
    }

    private func inputs(
        ofEach function: Int32,
        _ operands: Operands,
        _ functions: inout some FunctionInputs
    ) -> Inputs? {
        guard operands.count > 0 else { return inputs(ofOnce: function, operands, &functions) }
        let first = self.operands[operands.range.lowerBound]
        let rest = self.operands[operands.range].dropFirst()
        return inputs(ofCall: function, on: first, &functions)?.with(inputs(ofAll: rest, &functions))
    }

    /// A map called on something sees that in place of the value at hand.
    private func inputs(
        ofCall function: Int32,
        on operand: Int32,
        _ functions: inout some FunctionInputs
    ) -> Inputs? {
        guard let called = functions.inputs(ofFunction: function) else { return nil }
        switch code[Int(operand)] {
        case .this:
            var inputs = called
            inputs.readsArguments = false
            return inputs
        case .location(let index) where isHeader(locations[Int(index)]) && isWhole(index):
            guard !called.readsValue else { return nil }
            var inputs = called.besideCall
            inputs.header |= called.fields
            inputs.fields = 0
            return inputs
        default: return inputs(of: operand, &functions)?.with(called.besideCall)
        }
    }

    private func isWhole(_ location: Int32) -> Bool { locations[Int(location)].field == 0 }
}
