// The conditions in a location's brackets: `.5=MR`, `-3.1=8867-4`, `!.5=MR`, `.5=MR and .4.1='A b'`.

struct ConditionParser {
    /// Where the brackets stand, which decides what their conditions may look at.
    enum Place {
        case segment
        case repetition
    }

    let text: Substring
    var rest: Substring
    let place: Place

    private static let maximumConditions = 8

    mutating func conditions() throws(MalformedLocation) -> [Location.Condition] {
        var conditions = [try condition()]
        while rest.hasPrefix(" and "), conditions.count < Self.maximumConditions {
            rest = rest.dropFirst(5)
            conditions.append(try condition())
        }
        return conditions
    }

    private mutating func condition() throws(MalformedLocation) -> Location.Condition {
        var isNegated = false
        if rest.first == "!" {
            isNegated = true
            rest.removeFirst()
        }
        let part = try part()
        if rest.hasPrefix("!=") {
            isNegated.toggle()
            rest.removeFirst()
        }
        guard rest.first == "=" else {
            return Location.Condition(part: part, value: nil, isNegated: isNegated)
        }
        rest.removeFirst()
        return Location.Condition(part: part, value: try value(), isNegated: isNegated)
    }

    private mutating func part() throws(MalformedLocation) -> Location.Part {
        let sign = rest.first
        switch (sign, place) {
        case ("-", .segment), (".", .repetition): break
        case (".", .segment), ("-", .repetition): throw failure(.misplacedCondition)
        default: throw failure(.condition)
        }
        var numbers: [Int] = []
        repeat {
            rest.removeFirst()
            numbers.append(try number())
        } while rest.first == "." && numbers.count < (place == .segment ? 3 : 2)
        let second = numbers.count > 1 ? numbers[1] : nil
        let third = numbers.count > 2 ? numbers[2] : nil
        return place == .segment
            ? .field(numbers[0], component: second, subcomponent: third)
            : .component(numbers[0], subcomponent: second)
    }

    private mutating func number() throws(MalformedLocation) -> Int {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits) else { throw failure(.number) }
        guard number > 0 else { throw failure(.zero) }
        rest = rest[digits.endIndex...]
        return number
    }

    /// A value in quotation marks, doubled inside to mean themselves, or a bare one up to the bracket or ` and `.
    private mutating func value() throws(MalformedLocation) -> String {
        guard rest.first == "'" else { return try bareValue() }
        rest.removeFirst()
        var value = ""
        while let character = rest.popFirst() {
            if character == "'" {
                guard rest.first == "'" else { return value }
                rest.removeFirst()
            }
            value.append(character)
        }
        throw failure(.condition)
    }

    private mutating func bareValue() throws(MalformedLocation) -> String {
        var value = ""
        while let character = rest.first, character != "]", !rest.hasPrefix(" and ") {
            value.append(character)
            rest.removeFirst()
        }
        guard !value.isEmpty else { throw failure(.condition) }
        return value
    }

    private func failure(_ reason: MalformedLocation.Reason) -> MalformedLocation {
        MalformedLocation(text: String(text), offset: text.utf8.count - rest.utf8.count, reason: reason)
    }
}
