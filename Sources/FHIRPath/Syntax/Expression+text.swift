// An expression as text again, for those who show parts of it: the same meaning, blanks and brackets made uniform.

extension Expression: CustomStringConvertible {
    /// The canonical spelling; reading it again gives the same expression, places aside.
    public var description: String {
        switch kind {
        case .literal(let literal): literal.description
        case .variable(let variable): "$\(variable.rawValue)"
        case .name(let name): Self.quoted(name)
        case .constant(let name): "%\(Self.quoted(name))"
        case .location(let location): "\(location)"
        case .component(let number, let part): ".\(number)" + (part.map { ".\($0)" } ?? "")
        case .member(let base, let name): "\(base.bracketed(above: 12)).\(Self.quoted(name))"
        case .componentOf(let base, let number, let part):
            "\(base.bracketed(above: 12)).\(number)" + (part.map { ".\($0)" } ?? "")
        case .call(let base, let name, let arguments):
            (base.map { "\($0.bracketed(above: 12))." } ?? "")
                + "\(name)(\(arguments.map(\.description).joined(separator: ", ")))"
        case .indexer(let base, let index): "\(base.bracketed(above: 12))[\(index)]"
        case .unary(let sign, let base): "\(sign.rawValue)\(base.bracketed(above: 11))"
        case .binary(let sign, let left, let right):
            // Operators of one precedence go from left to right.
            "\(left.bracketed(above: sign.precedence)) \(sign.rawValue) \(right.bracketed(above: sign.precedence + 1))"
        case .type(let sign, let base, let type):
            "\(base.bracketed(above: BinaryOperator.typePrecedence)) \(sign.rawValue) \(type)"
        case .directed(let base, let direction): "\(base) \(direction.rawValue)"
        }
    }

    /// In brackets where it binds less tightly than its surroundings.
    private func bracketed(above precedence: Int) -> String {
        let own =
            switch kind {
            case .binary(let sign, _, _): sign.precedence
            case .type: BinaryOperator.typePrecedence
            case .unary: 11
            default: 13
            }
        return own < precedence ? "(\(self))" : description
    }

    /// A name that is no plain word stands between backticks.
    private static func quoted(_ name: String) -> String {
        let isPlain =
            name.unicodeScalars.first.map { $0 == "_" || ($0.isASCII && $0.properties.isAlphabetic) } == true
            && name.unicodeScalars.allSatisfy {
                $0 == "_" || ($0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil))
            }
        return isPlain ? name : "`\(name)`"
    }
}

extension Expression.Literal: CustomStringConvertible {
    /// As it is written in an expression.
    public var description: String {
        switch self {
        case .empty: "{}"
        case .boolean(let value): value ? "true" : "false"
        case .text(let text): Self.quoted(text)
        case .integer(let number): "\(number)"
        case .long(let number): "\(number)L"
        case .decimal(let text): text
        case .date(let text), .dateTime(let text): "@\(text)"
        case .time(let text): "@T\(text)"
        case .quantity(let number, let unit):
            Self.calendarUnits.contains(unit) ? "\(number) \(unit)" : "\(number) \(Self.quoted(unit))"
        }
    }

    private static let calendarUnits: Set<String> = [
        "year", "years", "month", "months", "week", "weeks", "day", "days", "hour", "hours", "minute",
        "minutes",
        "second", "seconds", "millisecond", "milliseconds",
    ]

    private static func quoted(_ text: String) -> String {
        var quoted = "'"
        for scalar in text.unicodeScalars {
            switch scalar {
            case "'": quoted += "\\'"
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "'"
    }
}
