// Functions on numbers (FHIRPath N1 §5.7): exact where decimals are, binary where they cannot be.

import FHIR
import Foundation

extension TreeEvaluation {
    func mathematics(
        _ function: TreeFunction,
        _ input: [TreeValue],
        _ argument: [TreeValue]?
    ) throws(TreeProblem) -> [TreeValue] {
        let name = "`\(function.rawValue)`"
        guard let item = try single(input, name) else { return [] }
        let value = plain(item)
        if case .quantity(let quantity)? = value {
            guard [.abs, .round, .ceiling, .floor, .truncate].contains(function) else {
                throw .execution("\(name) takes a number")
            }
            let number = try numeric(function, .decimal(quantity.value), argument)
            guard let result = Self.decimal(number) else { return [] }
            return [.quantity(Quantity(value: result, unit: quantity.unit))]
        }
        guard let value, Self.decimal(value) != nil else { throw .execution("\(name) takes a number") }
        return try numeric(function, value, argument).map { [$0] } ?? []
    }

    private func numeric(
        _ function: TreeFunction,
        _ value: TreeValue,
        _ argument: [TreeValue]?
    ) throws(TreeProblem) -> TreeValue? {
        guard let number = Self.decimal(value) else { return nil }
        switch function {
        case .abs:
            switch value {
            case .integer(let integer): return TreeValue(integer: Swift.abs(integer))
            case .long(let integer): return integer == .min ? nil : .long(Swift.abs(integer))
            default: return .decimal(number.magnitude)
            }
        case .ceiling: return Self.whole(number.rounded(to: 0, .up), like: value)
        case .floor: return Self.whole(number.rounded(to: 0, .down), like: value)
        case .truncate: return Self.whole(number.rounded(to: 0, .towardZero), like: value)
        case .round:
            let places =
                try argument.flatMap { (values) throws(TreeProblem) in try integer(values, "`round`") } ?? 0
            guard (0...Int64(DecimalNumber.maximumScale)).contains(places) else {
                throw .execution("`round` takes 0 to \(DecimalNumber.maximumScale) places")
            }
            return number.scale <= Int(places)
                ? .decimal(number) : number.rounded(to: Int(places)).map { .decimal($0) }
        case .sqrt: return number.squareRoot.map { .decimal($0) }
        case .exp: return Self.binary(Foundation.exp(number.double))
        case .ln: return number > .zero ? Self.binary(Foundation.log(number.double)) : nil
        default: return try twofold(function, value, number, argument)
        }
    }

    private func twofold(
        _ function: TreeFunction,
        _ value: TreeValue,
        _ number: DecimalNumber,
        _ argument: [TreeValue]?
    ) throws(TreeProblem) -> TreeValue? {
        let name = "`\(function.rawValue)`"
        guard let argument, let item = try single(argument, name) else { return nil }
        guard let plain = plain(item), let other = Self.decimal(plain) else {
            throw .execution("\(name) takes a number")
        }
        switch function {
        case .log:
            guard number > .zero, other > .zero, other != .one else { return nil }
            // Whole powers come out whole, which a quotient of logarithms does not promise.
            let quotient = Foundation.log(number.double) / Foundation.log(other.double)
            let nearest = quotient.rounded()
            if Swift.abs(quotient - nearest) < 1e-9, Swift.abs(nearest) < 1_000,
                other.power(Int64(nearest)) == number
            {
                return .decimal(DecimalNumber(Int64(nearest)))
            }
            return Self.binary(quotient)
        case .power:
            guard let exponent = other.integer, exponent >= 0 else {
                return Self.binary(Foundation.pow(number.double, other.double))
            }
            guard let power = number.power(exponent) else { return nil }
            if case .decimal = value { return .decimal(power) }
            // What an Integer has no room for a Decimal may have.
            return Self.whole(power, like: value) ?? .decimal(power)
        default: return nil
        }
    }

    /// A whole number as an Integer, or as a Long where it comes from one; `nil` where it does not fit.
    private static func whole(_ number: DecimalNumber?, like value: TreeValue) -> TreeValue? {
        guard let integer = number?.integer else { return nil }
        if case .long = value { return .long(integer) }
        return TreeValue(integer: integer)
    }

    private static func binary(_ number: Double) -> TreeValue? {
        DecimalNumber(nearest: number).map { .decimal($0) }
    }
}
