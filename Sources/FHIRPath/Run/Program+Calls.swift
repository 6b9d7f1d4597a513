// Which functions of a site's maps an expression calls.

extension Program {
    /// The functions that an expression calls, by number; not those that they call in turn.
    public func functions(calledBy root: Root) -> [Int32] {
        var found: [Int32] = []
        collect(root.rawValue, into: &found)
        return found
    }

    /// The expressions of a function: its condition, and what it yields where it is one.
    public func roots(ofFunction number: Int32) -> [Root] {
        guard functions.indices.contains(Int(number)) else { return [] }
        return [functions[Int(number)].guardRoot, functions[Int(number)].body].compactMap(\.self)
    }

    private func collect(_ number: Int32, into found: inout [Int32]) {
        switch code[Int(number)] {
        case .nothing, .constant, .this, .position, .location, .parameter, .fieldAtHand, .circumstance: break
        case .part(let source, _, _): if let source { collect(source, into: &found) }
        case .negate(let source), .lookup(let source, _), .matches(let source, _), .isOneOf(let source, _):
            collect(source, into: &found)
        case .binary(_, let left, let right), .replaceMatches(let left, _, let right):
            collect(left, into: &found)
            collect(right, into: &found)
        case .call(_, let source, let argument, let second):
            for part in [source, argument, second] { collect(part, into: &found) }
        case .condition(let condition, let then, let otherwise):
            for part in [condition, then, otherwise] { collect(part, into: &found) }
        case .firstOf(let operands), .sequence(let operands): collect(operands, into: &found)
        case .inline(let function, let operands), .deferEach(let function, let operands),
            .deferOnce(let function, let operands):
            found.append(function)
            collect(operands, into: &found)
        }
    }

    private func collect(_ operands: Operands, into found: inout [Int32]) {
        for index in operands.range { collect(self.operands[index], into: &found) }
    }
}
