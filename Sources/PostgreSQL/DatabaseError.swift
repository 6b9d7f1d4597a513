// What went wrong with the database, without any value that was sent to it.
// The server's own message text is not kept: it may quote a parameter.

/// A failed call on PostgreSQL.
public struct DatabaseError: Error, Hashable, Sendable {
    /// What kind of failure it was.
    public enum Kind: Hashable, Sendable {
        /// The server answered with an error; the SQLSTATE says which.
        case server(SQLState)
        /// There is no connection, or it was lost. `sent` says whether the statement may have taken effect.
        case connection(sent: Bool)
        /// The statement could not be sent, for instance because it is too large.
        case notSendable
        /// The answer did not have the expected form.
        case unexpectedAnswer
        /// The connection did not come up in the time that the caller was willing to wait.
        case timedOut
        /// The connection was shut down by its owner.
        case shutDown
    }

    /// What kind of failure it was.
    public let kind: Kind
    /// What was being done, such as `accept` or `connect`.
    public let activity: String
    /// Table, constraint or connection trouble, as far as it cannot hold data.
    public let detail: String?

    /// Describes a failure.
    public init(kind: Kind, activity: String, detail: String? = nil) {
        self.kind = kind
        self.activity = activity
        self.detail = detail
    }

    /// The SQLSTATE, where the server gave one.
    public var state: SQLState? {
        if case .server(let state) = kind { state } else { nil }
    }
}

extension DatabaseError: CustomStringConvertible {
    /// One sentence for a log or an operator.
    public var description: String {
        let what =
            switch kind {
            case .server(let state): "PostgreSQL refused (SQLSTATE \(state))"
            case .connection(sent: true): "connection lost, outcome unknown"
            case .connection(sent: false): "no connection"
            case .notSendable: "statement could not be sent"
            case .unexpectedAnswer: "unexpected answer"
            case .timedOut: "no connection within the time allowed"
            case .shutDown: "connection was shut down"
            }
        return "\(activity): \(what)" + (detail.map { ": \($0)" } ?? "")
    }
}
