// How far a map called as a function looks around: what its value depends on beside what it is called on.
//
// Identities ask the same maps again in every group: eight observations of one order each want the order's number,
// and with it the patient's. Knowing that those maps read nothing below the order lets one answer serve all
// eight; it halved the calls of a laboratory result.

import HL7v2

extension Program {
    /// The innermost group that an expression reads from.
    enum Reach: Comparable {
        /// The group at hand, or whatever was joined with it.
        case atHand
        /// A group that encloses the one at hand by so many levels, at least one.
        case enclosing(Int32)
        /// Nothing but the value at hand and what is the same in the whole message.
        case message
    }

    /// Finds out the reach of every function; call it when all of them are defined.
    public mutating func measureReach() {
        var survey = Survey(program: self)
        for number in functions.indices { functions[number].reach = survey.reach(ofFunction: Int32(number)) }
    }
}

/// A walk over the expressions of functions, each of which is looked at once.
private struct Survey {
    let program: Program
    private var known: [Int32: Program.Reach] = [:]

    init(program: Program) {
        self.program = program
    }

    mutating func reach(ofFunction number: Int32) -> Program.Reach {
        if let reach = known[number] { return reach }
        // While it is under way: a map that calls itself is not worth finding out more about.
        known[number] = .atHand
        let function = program.functions[Int(number)]
        let roots = [function.guardRoot, function.body].compactMap { $0?.rawValue }
        let reach = reach(of: roots)
        known[number] = reach
        return reach
    }

    private mutating func reach(of numbers: [Int32]) -> Program.Reach {
        var reach = Program.Reach.message
        for number in numbers { reach = min(reach, self.reach(of: number)) }
        return reach
    }

    private mutating func reach(of number: Int32) -> Program.Reach {
        switch program.code[Int(number)] {
        case .nothing, .constant, .this, .parameter, .fieldAtHand, .circumstance: return .message
        // A position belongs to the list that the call stands in; a deferred call takes its whole focus along.
        case .position, .deferEach, .deferOnce: return .atHand
        case .location(let index): return reach(of: program.locations[Int(index)])
        case .part(let source, _, _): return reach(of: source.map { [$0] } ?? [])
        case .binary(_, let left, let right): return reach(of: [left, right])
        case .negate(let source), .lookup(let source, _), .matches(let source, _): return reach(of: source)
        case .replaceMatches(let source, _, let template): return reach(of: [source, template])
        case .call(.position, _, _, _): return .atHand
        case .call(_, let source, let argument, let second): return reach(of: [source, argument, second])
        case .condition(let condition, let then, let otherwise):
            return reach(of: [condition, then, otherwise])
        case .firstOf(let operands), .sequence(let operands): return reach(of: operands)
        case .isOneOf(let source, _): return reach(of: source)
        case .inline(let function, let operands):
            return min(reach(ofFunction: function), reach(of: operands))
        }
    }

    private mutating func reach(of operands: Operands) -> Program.Reach {
        reach(of: Array(program.operands[operands.range]))
    }

    private func reach(of location: LocationPlan) -> Program.Reach {
        // Groups as values change what "at hand" means for whatever is done with them.
        guard location.segment != nil else { return .atHand }
        switch location.start {
        case .segmentAtHand: return location.selection == .all ? .atHand : .message
        case .enclosing(let levels), .within(let levels): return levels > 0 ? .enclosing(levels) : .atHand
        case .nearest: return .atHand
        case .message: return .message
        }
    }
}
