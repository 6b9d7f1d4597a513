// `lowBoundary`, `highBoundary`, `precision` and `comparable` (FHIRPath §5.8, trial use).

import FHIR

extension TreeEvaluation {
    /// Most places that a boundary is worked out to.
    private static let maximumPlaces = 31
    /// Places of a boundary unless they are said.
    private static let standardPlaces = 8

    func precision(
        _ function: TreeFunction,
        _ input: [TreeValue],
        _ argument: [TreeValue]?
    ) throws(TreeProblem) -> [TreeValue] {
        let name = "`\(function.rawValue)`"
        guard let item = try single(input, name), let value = plain(item) else { return [] }
        switch function {
        case .precision: return try digits(of: value)
        case .comparable: return try comparable(value, argument ?? [])
        default: break
        }
        let wanted = try argument.flatMap { (values) throws(TreeProblem) in try integer(values, name) }
        if argument != nil, wanted == nil { return [] }
        let places = wanted.map { Int(clamping: $0) }
        let isLow = function == .lowBoundary
        switch value {
        case .moment(let moment):
            return moment.boundary(isLow: isLow, digits: places).map { [.moment($0)] } ?? []
        case .quantity(let quantity):
            let boundary = Self.boundary(of: quantity.value, isLow: isLow, places: places)
            return boundary.map { [.quantity(Quantity(value: $0, unit: quantity.unit))] } ?? []
        default:
            guard let number = Self.decimal(value) else {
                throw .execution("\(name) takes a number or a date")
            }
            return Self.boundary(of: number, isLow: isLow, places: places).map { [.decimal($0)] } ?? []
        }
    }

    /// Half a unit of the last place below or above, cut to so many places.
    private static func boundary(of number: DecimalNumber, isLow: Bool, places: Int?) -> DecimalNumber? {
        let places = places ?? standardPlaces
        guard (0...maximumPlaces).contains(places),
            let half = DecimalNumber(coefficient: isLow ? -5 : 5, scale: number.scale + 1),
            let boundary = number.adding(half)
        else { return nil }
        // A number that has no digit left at so few places has none in its boundaries either.
        let vanishes = places < number.scale && number.rounded(to: places, .towardZero) == .zero
        return boundary.rounded(to: places, vanishes ? .towardZero : isLow ? .down : .up)
    }

    private func digits(of value: TreeValue) throws(TreeProblem) -> [TreeValue] {
        switch value {
        case .integer, .long: return [.integer(0)]
        case .decimal(let number): return [.integer(Int64(number.scale))]
        case .quantity(let quantity): return [.integer(Int64(quantity.value.scale))]
        case .moment(let moment): return [.integer(Int64(moment.digits))]
        default: throw .execution("`precision` takes a number or a date")
        }
    }

    private func comparable(_ value: TreeValue, _ argument: [TreeValue]) throws(TreeProblem) -> [TreeValue] {
        guard let item = try single(argument, "`comparable`"), let other = plain(item) else { return [] }
        guard case .quantity(let one) = value, case .quantity(let two) = other else {
            throw .execution("`comparable` takes quantities")
        }
        return [.boolean(one.isComparable(with: two))]
    }
}
