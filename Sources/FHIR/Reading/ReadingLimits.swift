// What reading a resource may cost, and what it fails with, whatever the form it is read from.

/// What a reading may cost.
public struct ReadingLimits: Sendable {
    /// The limits used unless others are given.
    public static let standard = ReadingLimits()

    /// Deepest nesting of elements, in JSON also of lists.
    public var depth = 128
    /// Most bytes of input.
    public var byteCount = 256 << 20
    /// Issues after which the reading ends.
    public var issueCount = 50
    /// Whether two things are taken that the standard forbids and that can only mean one thing: XML elements
    /// in another order, and JSON lists of values and of `_name` that differ in length.
    public var isTolerant = false

    /// Creates the standard limits.
    public init() {}
}

/// The input is not a resource of the definitions.
public struct MalformedResource: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, in the order of the text; never empty.
    public let issues: [OutcomeIssue]

    /// The issues, one a line, safe to log.
    public var description: String {
        issues.map(\.description).joined(separator: "\n")
    }
}
