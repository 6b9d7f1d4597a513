// What is wrong with the spelling of an expression, and the limits on what is read at all.

/// Why a text is no expression.
///
/// Its words come from configuration, never from a message.
public struct SyntaxProblem: Error, Hashable, Sendable {
    /// Where, in Unicode scalars from the beginning of the text.
    public let position: Int
    /// What is wrong.
    public let message: String
    /// What would be right, if that can be guessed.
    public let suggestion: String?

    init(at position: Int, _ message: String, suggestion: String? = nil) {
        self.position = position
        self.message = message
        self.suggestion = suggestion
    }
}

/// What an expression may be at most.
public enum ExpressionLimits {
    /// Unicode scalars of one expression.
    public static let length = 16_384
    /// Nested parentheses, calls and operators, which cost stack.
    public static let depth = 100
    /// How high the tree of one expression may be, long paths included; everything that runs over it recurses.
    public static let height = 250
    /// Steps of one evaluation; a single message's rules stay far below.
    public static let steps = 2_000_000
    /// Items that one collection may hold.
    public static let items = 100_000
    /// Bytes that a regular expression is tried on.
    public static let matchedLength = 65_536
    /// Steps of trying that one match may cost (PCRE2's match limit).
    static let matchedSteps: UInt32 = 1_000_000
}
