// A regular expression for whole texts, for site files that have one outside of an expression.

/// A compiled regular expression that a text matches from its beginning to its end, or not.
///
/// Bounded as `matches` is: texts beyond `ExpressionLimits.matchedLength`, and those that cost too many steps, do
/// not match.
public struct TextPattern: Sendable {
    private let pattern: Pattern

    /// Compiles a pattern in PCRE2's syntax; `nil` where it is none.
    public init?(_ text: String) {
        // The text alone must be a pattern: `a)(b` is not, though it would be in parentheses.
        guard Pattern(text) != nil, let pattern = Pattern("\\A(?:\(text))\\z") else { return nil }
        self.pattern = pattern
    }

    /// Whether the whole text matches.
    public func matches(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return pattern.matches(bytes.span)
    }
}
