// The words of an expression.

/// One word of an expression with its place.
struct Token: Hashable, Sendable {
    /// What it is.
    let kind: Kind
    /// Where it begins, in Unicode scalars.
    let position: Int

    /// The kinds of words.
    enum Kind: Hashable, Sendable {
        case identifier(String)
        /// An identifier in backticks, which is never a keyword.
        case delimited(String)
        case literal(Expression.Literal)
        case variable(Expression.Variable)
        case constant(String)
        case location(LocationSyntax)
        /// `.4`: a dot directly followed by a number.
        case component(Int)
        /// Punctuation and operators that are not words.
        case symbol(String)
        case end
    }

    /// The token in words for a complaint.
    var description: String {
        switch kind {
        case .identifier(let name), .delimited(let name): "`\(name)`"
        case .literal: "a literal"
        case .variable(let variable): "`$\(variable.rawValue)`"
        case .constant(let name): "`%\(name)`"
        case .location(let location): "`\(location)`"
        case .component(let number): "`.\(number)`"
        case .symbol(let symbol): "`\(symbol)`"
        case .end: "the end"
        }
    }
}
