// One conversation of the random run: what is written, and what must hold of what comes back.

/// A request made at random, or several in a row.
public struct RandomRequest: Sendable {
    /// What was made.
    public enum Kind: String, CaseIterable, Sendable {
        case create, update, conditional, transaction, batch, message, read
        case mutated, nested, huge, text, duplicate, noise
        case compressed, bomb, cut, slow, head, malformed, pipelined
    }

    /// What was made.
    public let kind: Kind
    /// What is written, one part after the other.
    public var parts: [[UInt8]]
    /// The pause between two parts.
    public var pause: Duration = .zero
    /// Whether nothing more is sent after the last part.
    public var endsInput = false
    /// For each request in a row, the marks of the resources that it brings.
    public var marks: [[String]]
    /// Requests of `HEAD`, by their place.
    public var bodiless: Set<Int> = []
    /// Whether the connection may end without an answer to each.
    public var mayEndEarly = false
    /// Whether answers must be XML, or JSON; `nil` where that is left open.
    public var wantsXML: Bool?

    init(_ kind: Kind, _ parts: [[UInt8]], marks: [[String]] = [[]]) {
        self.kind = kind
        self.parts = parts
        self.marks = marks
    }
}
