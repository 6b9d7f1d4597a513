// From words to a syntax tree: precedence climbing, FHIRPath N1 appendix B.
//
// Bounded in depth by `ExpressionLimits.depth`; a problem ends the parse at once, because after the first
// misspelling of one expression the rest is guesswork.

/// The parser of the expression language.
struct Parser {
    private let tokens: [Token]
    private var next = 0
    private var depth = 0
    /// The height of the expression that was read last.
    private var height = 0

    /// Parses a whole text.
    static func parse(_ text: String) throws(SyntaxProblem) -> Expression {
        var parser = Parser(tokens: try Lexer.tokens(of: text))
        let expression = try parser.expression(minimum: 0)
        guard parser.token.kind == .end else { throw parser.unexpected() }
        return expression
    }

    private init(tokens: [Token]) {
        self.tokens = tokens
    }

    private var token: Token { tokens[next] }

    private mutating func advance() {
        if next < tokens.count - 1 { next += 1 }
    }

    private mutating func take(_ symbol: String) -> Bool {
        guard token.kind == .symbol(symbol) else { return false }
        advance()
        return true
    }

    private mutating func expect(_ symbol: String) throws(SyntaxProblem) {
        guard take(symbol) else {
            throw SyntaxProblem(at: token.position, "expected `\(symbol)`, found \(token.description)")
        }
    }

    private func unexpected() -> SyntaxProblem {
        let suggestion: String? =
            switch token.kind {
            case .identifier("AND"), .identifier("OR"), .identifier("NOT"):
                "operators are written in lower case"
            case .symbol("="): "one `=` compares, and there is no `==`"
            default: nil
            }
        return SyntaxProblem(
            at: token.position,
            token.kind == .end ? "the expression ends too early" : "\(token.description) cannot stand here",
            suggestion: suggestion
        )
    }

    // MARK: Operators

    private mutating func expression(minimum: Int) throws(SyntaxProblem) -> Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= ExpressionLimits.depth else {
            throw SyntaxProblem(at: token.position, "nested deeper than \(ExpressionLimits.depth) levels")
        }
        var left = try polarity()
        var operators = 0
        while let (precedence, position) = operatorAhead(), precedence >= minimum {
            operators += 1
            guard depth + operators <= ExpressionLimits.depth else {
                throw SyntaxProblem(at: position, "more than \(ExpressionLimits.depth) operators in a row")
            }
            let leftHeight = height
            left = try operation(on: left, precedence: precedence, at: position)
            try grow(over: leftHeight)
        }
        return left
    }

    /// Notes that an expression was made of the one read last and perhaps another of a height.
    private mutating func grow(over other: Int = 0) throws(SyntaxProblem) {
        height = max(height, other) + 1
        guard height <= ExpressionLimits.height else {
            throw SyntaxProblem(at: token.position, "more than \(ExpressionLimits.height) steps")
        }
    }

    private func operatorAhead() -> (precedence: Int, position: Int)? {
        switch token.kind {
        case .symbol(let word), .identifier(let word):
            if word == "is" || word == "as" {
                return (Expression.BinaryOperator.typePrecedence, token.position)
            }
            return Expression.BinaryOperator(rawValue: word).map { ($0.precedence, token.position) }
        default: return nil
        }
    }

    private mutating func operation(
        on left: Expression,
        precedence: Int,
        at position: Int
    ) throws(SyntaxProblem) -> Expression {
        let word: String
        switch token.kind {
        case .symbol(let text), .identifier(let text): word = text
        default: throw unexpected()
        }
        advance()
        if let type = Expression.TypeOperator(rawValue: word) {
            return Expression(kind: .type(type, left, try typeName()), position: position)
        }
        guard let binary = Expression.BinaryOperator(rawValue: word) else { throw unexpected() }
        let right = try expression(minimum: precedence + 1)
        return Expression(kind: .binary(binary, left, right), position: position)
    }

    private mutating func typeName() throws(SyntaxProblem) -> String {
        var name = try identifier()
        while take(".") { name += "." + (try identifier()) }
        return name
    }

    private mutating func identifier() throws(SyntaxProblem) -> String {
        switch token.kind {
        case .identifier(let name), .delimited(let name):
            advance()
            return name
        default: throw unexpected()
        }
    }

    private mutating func polarity() throws(SyntaxProblem) -> Expression {
        let position = token.position
        for sign in [Expression.UnaryOperator.plus, .minus] where take(sign.rawValue) {
            depth += 1
            defer { depth -= 1 }
            guard depth <= ExpressionLimits.depth else {
                throw SyntaxProblem(at: position, "nested deeper than \(ExpressionLimits.depth) levels")
            }
            let operand = try polarity()
            try grow()
            return Expression(kind: .unary(sign, operand), position: position)
        }
        return try path()
    }

    // MARK: Paths

    private mutating func path() throws(SyntaxProblem) -> Expression {
        var base = try term()
        while true {
            let position = token.position
            let baseHeight = height
            switch token.kind {
            case .symbol("."):
                advance()
                base = try invocation(on: base, at: token.position)
            case .component(let number):
                advance()
                let inner = subcomponent()
                base = Expression(kind: .componentOf(base, number, inner), position: position)
            case .symbol("["):
                advance()
                let index = try expression(minimum: 0)
                try expect("]")
                base = Expression(kind: .indexer(base, index), position: position)
            default: return base
            }
            try grow(over: baseHeight)
        }
    }

    private mutating func subcomponent() -> Int? {
        guard case .component(let number) = token.kind else { return nil }
        advance()
        return number
    }

    private mutating func invocation(
        on base: Expression,
        at position: Int
    ) throws(SyntaxProblem) -> Expression {
        if case .variable(let variable) = token.kind {
            advance()
            return Expression(kind: .variable(variable), position: position)
        }
        let name = try identifier()
        guard take("(") else { return Expression(kind: .member(base, name), position: position) }
        return Expression(kind: .call(base, name, try arguments(of: name)), position: position)
    }

    private mutating func arguments(of function: String) throws(SyntaxProblem) -> [Expression] {
        var arguments: [Expression] = []
        height = 0
        guard !take(")") else { return arguments }
        var highest = 0
        repeat {
            let argument = try expression(minimum: 0)
            arguments.append(function == "sort" ? directed(argument) : argument)
            highest = max(highest, height)
        } while take(",")
        try expect(")")
        height = highest
        return arguments
    }

    /// An argument of `sort`, with the direction that may stand behind it.
    private mutating func directed(_ key: Expression) -> Expression {
        guard case .identifier(let word) = token.kind,
            let direction = Expression.SortDirection(rawValue: word)
        else { return key }
        let position = token.position
        advance()
        return Expression(kind: .directed(key, direction), position: position)
    }

    private mutating func term() throws(SyntaxProblem) -> Expression {
        let position = token.position
        height = 1
        switch token.kind {
        case .literal(let literal):
            advance()
            return Expression(kind: .literal(quantity(literal)), position: position)
        case .location(let location):
            advance()
            return Expression(kind: .location(location), position: position)
        case .component(let number):
            advance()
            return Expression(kind: .component(number, subcomponent()), position: position)
        case .variable(let variable):
            advance()
            return Expression(kind: .variable(variable), position: position)
        case .constant(let name):
            advance()
            return Expression(kind: .constant(name), position: position)
        case .identifier(let name), .delimited(let name):
            advance()
            guard take("(") else { return Expression(kind: .name(name), position: position) }
            let call = Expression(kind: .call(nil, name, try arguments(of: name)), position: position)
            try grow()
            return call
        case .symbol("("):
            advance()
            let inner = try expression(minimum: 0)
            try expect(")")
            return inner
        case .symbol("{"):
            advance()
            try expect("}")
            return Expression(kind: .literal(.empty), position: position)
        default: throw unexpected()
        }
    }

    /// Joins a number and the unit after it: `5 'mg'`, `2 days`.
    private mutating func quantity(_ literal: Expression.Literal) -> Expression.Literal {
        let number: String
        switch literal {
        case .integer(let value): number = String(value)
        case .decimal(let text): number = text
        default: return literal
        }
        switch token.kind {
        case .literal(.text(let unit)):
            advance()
            return .quantity(number, unit: unit)
        case .identifier(let word) where Self.calendarUnits.contains(word):
            advance()
            return .quantity(number, unit: word)
        default: return literal
        }
    }

    private static let calendarUnits: Set<String> = Set(
        ["year", "month", "week", "day", "hour", "minute", "second", "millisecond"].flatMap {
            [$0, $0 + "s"]
        }
    )
}

extension Expression {
    /// Parses an expression.
    ///
    /// - Throws: ``SyntaxProblem`` for the first thing that is wrong.
    public init(_ text: String) throws(SyntaxProblem) {
        self = try Parser.parse(text)
    }
}
