// Cuts an expression's text into words.

/// The lexer; it runs once over the whole text, because expressions are short and the parser looks ahead.
struct Lexer {
    private var scanner: Scanner
    private var tokens: [Token] = []

    /// The words of a text, the last one being the end.
    static func tokens(of text: String) throws(SyntaxProblem) -> [Token] {
        guard text.unicodeScalars.count <= ExpressionLimits.length else {
            throw SyntaxProblem(at: 0, "longer than \(ExpressionLimits.length) characters")
        }
        var lexer = Lexer(scanner: Scanner(text))
        repeat {
            try lexer.scanner.skipBlank()
            let position = lexer.scanner.position
            let kind = try lexer.next()
            lexer.tokens.append(Token(kind: kind, position: position))
        } while lexer.tokens.last?.kind != .end
        return lexer.tokens
    }

    private mutating func next() throws(SyntaxProblem) -> Token.Kind {
        let scalar = scanner.current
        if scanner.isAtEnd { return .end }
        if !followsDot, let location = try LocationReader.read(&scanner) { return .location(location) }
        if scalar.beginsIdentifier { return word() }
        if scalar.isDigit { return try number() }
        switch scalar {
        case "'": return .literal(.text(try scanner.quoted()))
        case "`": return .delimited(try scanner.quoted())
        case "\"":
            throw SyntaxProblem(
                at: scanner.position,
                "text stands in single quotes",
                suggestion: "write '…' instead of \"…\""
            )
        case "@": return .literal(try temporal())
        case "%": return try constant()
        case "$": return try variable()
        case "." where scanner.peek(1).isDigit:
            scanner.position += 1
            return .component(try scanner.ordinal("component"))
        default: return try symbol()
        }
    }

    private var followsDot: Bool { tokens.last?.kind == .symbol(".") }

    private mutating func word() -> Token.Kind {
        let name = scanner.take { $0.continuesIdentifier }
        guard !followsDot else { return .identifier(name) }
        switch name {
        case "true": return .literal(.boolean(true))
        case "false": return .literal(.boolean(false))
        default: return .identifier(name)
        }
    }

    private mutating func number() throws(SyntaxProblem) -> Token.Kind {
        let start = scanner.position
        var digits = scanner.take { $0.isDigit }
        if scanner.current == ".", scanner.peek(1).isDigit {
            scanner.position += 1
            digits += "." + scanner.take { $0.isDigit }
            return .literal(.decimal(digits))
        }
        guard let value = Int64(digits) else { throw SyntaxProblem(at: start, "this number is too large") }
        if scanner.current == "L", !scanner.peek(1).continuesIdentifier {
            scanner.position += 1
            return .literal(.long(value))
        }
        return .literal(.integer(value))
    }

    /// `@2024`, `@2024-01-31`, `@2024-01-31T10:00+01:00`, `@T10:00`.
    private mutating func temporal() throws(SyntaxProblem) -> Expression.Literal {
        let start = scanner.position
        scanner.position += 1
        if scanner.take("T") { return .time(timeOfDay()) }
        let date = scanner.take { $0.isDigit || $0 == "-" }
        guard [4, 7, 10].contains(date.count) else {
            throw SyntaxProblem(at: start, "expected a date such as `@2024-01-31`")
        }
        guard scanner.take("T") else { return .date(date) }
        var time = timeOfDay()
        if scanner.take("Z") {
            time += "Z"
        } else if scanner.current == "+" || scanner.current == "-", scanner.peek(1).isDigit {
            time += scanner.take { $0.isDigit || $0 == ":" || $0 == "+" || $0 == "-" }
        }
        return .dateTime(date + "T" + time)
    }

    /// `10:00:00.5`; a point that no digit follows belongs to what comes after.
    private mutating func timeOfDay() -> String {
        let time = scanner.take { $0.isDigit || $0 == ":" }
        guard scanner.current == ".", scanner.peek(1).isDigit else { return time }
        scanner.position += 1
        return time + "." + scanner.take { $0.isDigit }
    }

    private mutating func constant() throws(SyntaxProblem) -> Token.Kind {
        scanner.position += 1
        if scanner.current == "`" || scanner.current == "'" { return .constant(try scanner.quoted()) }
        let name = scanner.take { $0.continuesIdentifier || $0 == "-" }
        guard !name.isEmpty else { throw SyntaxProblem(at: scanner.position, "expected a name after `%`") }
        return .constant(name)
    }

    private mutating func variable() throws(SyntaxProblem) -> Token.Kind {
        let start = scanner.position
        scanner.position += 1
        guard let variable = Expression.Variable(rawValue: scanner.take { $0.continuesIdentifier }) else {
            throw SyntaxProblem(
                at: start,
                "there is no such variable",
                suggestion: "there are `$this` and `$index`"
            )
        }
        return .variable(variable)
    }

    private mutating func symbol() throws(SyntaxProblem) -> Token.Kind {
        let start = scanner.position
        let scalar = scanner.current
        scanner.position += 1
        let pair = String(scalar) + String(scanner.current)
        if ["<=", ">=", "!=", "!~"].contains(pair) {
            scanner.position += 1
            return .symbol(pair)
        }
        switch scalar {
        case ".", "(", ")", "[", "]", "{", "}", ",", "+", "-", "*", "/", "|", "&", "<", ">", "=", "~":
            return .symbol(String(scalar))
        case "!":
            throw SyntaxProblem(at: start, "`!` is not an operator", suggestion: "write `….not()` or `!=`")
        default:
            throw SyntaxProblem(at: start, "`\(scalar)` means nothing here")
        }
    }
}
