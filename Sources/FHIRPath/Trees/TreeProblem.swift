// Why an expression over trees could not be compiled or evaluated.

/// What is wrong with an expression, or with applying it to a tree.
///
/// Its words come from the expression and the definitions, never from the tree.
public struct TreeProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// When it showed.
    public enum Kind: String, Sendable {
        /// The text is no expression.
        case syntax
        /// The expression can never work: an unknown name, function or type, or values of the wrong type.
        case semantic
        /// It does not work on this tree: several values where one is wanted, or a limit reached.
        case execution
    }

    /// When it showed.
    public let kind: Kind
    /// Where, in Unicode scalars from the beginning of the text; `nil` where that is not known.
    public let position: Int?
    /// What is wrong.
    public let message: String
    /// What would be right, if that can be guessed.
    public let suggestion: String?

    /// The problem in one line, with the place counted from 1.
    public var description: String {
        let place = position.map { "\($0 + 1): " } ?? ""
        return place + message + (suggestion.map { "; \($0)" } ?? "")
    }

    static func semantic(_ position: Int, _ message: String, suggestion: String? = nil) -> TreeProblem {
        TreeProblem(kind: .semantic, position: position, message: message, suggestion: suggestion)
    }

    static func execution(_ message: String) -> TreeProblem {
        TreeProblem(kind: .execution, position: nil, message: message, suggestion: nil)
    }
}

/// Something that an evaluation met and went on from; it never holds a value of the tree.
public struct TreeNote: Hashable, Sendable {
    /// What it met.
    public let message: String
    /// Whether the outcome must not be used.
    public let isError: Bool
}
