// Regular expressions in expressions over trees: bounded in length, compiled where they are constant.

/// Compiles patterns.
enum TreePatterns {
    /// Longest pattern that is compiled.
    static let maximumLength = 1_000
    /// Steps of trying that one match may cost: fewer than in maps, as anybody may write these expressions.
    static let matchedSteps: UInt32 = 50_000
    /// What one match counts in steps of the evaluation.
    static let cost = 300

    /// A pattern for `matches` or, if `isFull`, for the whole of a text; `nil` where it is none.
    static func compile(_ text: String, isFull: Bool) -> Pattern? {
        guard text.utf8.count <= maximumLength, let plain = Pattern(text, steps: matchedSteps) else {
            return nil
        }
        // The text alone must be a pattern: `a)(b` is not, though it would be in parentheses.
        return isFull ? Pattern("\\A(?:\(text))\\z", steps: matchedSteps) : plain
    }
}

extension TreeEvaluation {
    mutating func matches(
        _ values: [TreeValue],
        _ pattern: Pattern,
        isFull: Bool
    ) throws(TreeProblem) -> [TreeValue] {
        guard let text = try text(values, isFull ? "`matchesFull`" : "`matches`") else { return [] }
        try spend(TreePatterns.cost)
        let bytes = Array(text.utf8)
        return [.boolean(pattern.matches(bytes.span))]
    }

    func pattern(_ text: String, isFull: Bool) throws(TreeProblem) -> Pattern {
        guard let pattern = TreePatterns.compile(text, isFull: isFull) else {
            throw .execution("this is no regular expression")
        }
        return pattern
    }
}
