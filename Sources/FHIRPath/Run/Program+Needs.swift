// What an expression cannot do without: fields of the segment at hand, components of the value at hand, segments.
//
// A map has a rule for everything that a segment can say, and a message says little of it: of a laboratory result's
// rules three in four find nothing. Where all of what an expression needs is absent it yields nothing, so it is not
// evaluated at all.

import HL7v2

/// Fields of the segment at hand, parts of the value at hand and segments of the message, as bits: see
/// `Message.presentFields(ofSegment:)`.
public struct Presence: Hashable, Sendable {
    /// The fields.
    public var fields: UInt64 = 0
    /// The components, or the subcomponents of a component.
    public var parts: UInt64 = 0
    /// The segments, by `SegmentName.presenceBit`.
    public var segments: UInt64 = 0

    /// Nothing at all.
    public static let nothing = Presence()

    /// What either names.
    public func union(_ other: Presence) -> Presence {
        Presence(
            fields: fields | other.fields,
            parts: parts | other.parts,
            segments: segments | other.segments
        )
    }
}

/// When an expression can yield anything.
public enum Need: Hashable, Sendable {
    /// It may always.
    case unknown
    /// Only where one of these is there; of nothing: never.
    case any(Presence)

    /// What either of two needs.
    public func or(_ other: Need) -> Need {
        guard case .any(let left) = self, case .any(let right) = other else { return .unknown }
        return .any(left.union(right))
    }

    /// What both of two need: the one that is known, as either alone decides.
    public func and(_ other: Need) -> Need {
        if case .any = self { self } else { other }
    }
}

extension Program {
    /// What must be there for an expression to yield anything.
    public func need(of root: Root) -> Need { need(of: root.rawValue) }

    /// What must be there for a condition to hold.
    public func needToHold(_ root: Root) -> Need { needToHold(root.rawValue) }

    private func need(of number: Int32) -> Need {
        switch code[Int(number)] {
        case .nothing: return .any(.nothing)
        case .constant, .this, .position, .parameter, .isOneOf, .circumstance: return .unknown
        case .fieldAtHand(let field, _, _): return .any(Presence(fields: Self.bit(field)))
        case .location(let index): return need(of: locations[Int(index)])
        case .part(let source, let component, _):
            guard let source else { return .any(Presence(parts: Self.bit(component))) }
            return need(of: source)
        case .binary(let symbol, let left, let right): return need(of: symbol, left, right)
        case .negate(let source), .lookup(let source, _), .matches(let source, _),
            .replaceMatches(let source, _, _):
            return need(of: source)
        case .call(let function, let source, let argument, _): return need(of: function, source, argument)
        case .condition(let condition, let then, 0): return needToHold(condition).and(need(of: then))
        case .condition(_, let then, let otherwise): return need(of: then).or(need(of: otherwise))
        case .firstOf(let operands), .sequence(let operands), .deferOnce(_, let operands):
            return needOfAny(operands)
        case .inline(_, let operands):
            return operands.count == 1 ? needOfAny(operands) : .unknown
        case .deferEach(_, let operands):
            return operands.count == 0 ? .unknown : need(of: self.operands[operands.range.lowerBound])
        }
    }

    /// Functions without arguments are never certain: `reference(patient)` reads no field.
    private func needOfAny(_ operands: Operands) -> Need {
        guard operands.count > 0 else { return .unknown }
        return operands.range.reduce(.any(.nothing)) { $0.or(need(of: self.operands[$1])) }
    }

    /// Arithmetic with nothing is nothing; comparisons and `&` yield something in any case.
    private func need(of symbol: Expression.BinaryOperator, _ left: Int32, _ right: Int32) -> Need {
        switch symbol {
        case .union: need(of: left).or(need(of: right))
        case .add, .subtract, .multiply, .divide, .integerDivide, .modulo:
            need(of: left).and(need(of: right))
        default: .unknown
        }
    }

    private func need(of function: Function, _ source: Int32, _ argument: Int32) -> Need {
        switch function {
        case .exists, .empty, .not, .count, .all, .isDistinct, .hasValue, .isNull, .isNumber, .isDate,
            .position:
            .unknown
        case .union, .combine: need(of: source).or(need(of: argument))
        default: need(of: source)
        }
    }

    private func needToHold(_ number: Int32) -> Need {
        switch code[Int(number)] {
        case .binary(.and, let left, let right): return needToHold(left).and(needToHold(right))
        case .binary(.or, let left, let right): return needToHold(left).or(needToHold(right))
        // What is absent is equal to nothing, and neither less nor greater.
        case .binary(let symbol, let left, let right) where Self.comparesPresent(symbol):
            return need(of: left).and(need(of: right))
        case .isOneOf(let source, _): return need(of: source)
        case .call(let function, let source, _, _) where Self.holdsForPresent(function):
            return need(of: source)
        case .condition(let condition, let then, 0): return needToHold(condition).and(needToHold(then))
        default: return need(of: number)
        }
    }

    private static func comparesPresent(_ symbol: Expression.BinaryOperator) -> Bool {
        switch symbol {
        case .equal, .equivalent, .less, .lessOrEqual, .greater, .greaterOrEqual, .membership: true
        default: false
        }
    }

    private static func holdsForPresent(_ function: Function) -> Bool {
        switch function {
        case .exists, .hasValue, .isNull, .isNumber, .isDate: true
        default: false
        }
    }

    private func need(of location: LocationPlan) -> Need {
        guard let segment = location.segment else { return .unknown }
        guard case .segmentAtHand = location.start else {
            return .any(Presence(segments: segment.presenceBit))
        }
        guard location.selection != .all, location.field > 0 else { return .unknown }
        return .any(Presence(fields: Self.bit(UInt16(clamping: location.field))))
    }

    /// The bit of a field or component; those past 62 share one.
    private static func bit(_ number: UInt16) -> UInt64 { 1 << UInt64(min(number, 63)) }
}
