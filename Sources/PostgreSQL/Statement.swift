// A statement with its bound values, and work: statements that succeed or fail together.

/// A statement with its bound values; prepared once a connection, by its text.
public struct Statement: Sendable {
    let sql: String
    let parameters: [Parameter]

    /// Binds values to a statement's `$1`, `$2` and so on.
    ///
    /// The text must come from a small set: each different one is kept prepared on the connection.
    public init(_ sql: String, _ parameters: [Parameter] = []) {
        self.sql = sql
        self.parameters = parameters
    }
}

/// Statements of one transaction, and what to do when it has ended.
public struct Work: Sendable {
    /// What became of the work.
    ///
    /// After `connection(sent: true)` it may have taken effect or not.
    public typealias Outcome = Result<[Rows], DatabaseError>

    let statements: [Statement]
    let activity: String
    let finish: @Sendable (Outcome) -> (@Sendable () -> Void)?

    /// Describes work.
    ///
    /// `finish` runs on the connection's thread and should only change state; what it returns runs after the
    /// connection has sent the next work, so that the server is busy while callers are told.
    public init(
        _ statements: [Statement],
        activity: String,
        finish: @escaping @Sendable (Outcome) -> (@Sendable () -> Void)?
    ) {
        self.statements = statements
        self.activity = activity
        self.finish = finish
    }
}

/// Where a connection gets its work from; every function is called on the connection's thread.
public protocol WorkSource: AnyObject, Sendable {
    /// The next work, or how long to wait for it. Called again after `Connection.workArrived()`.
    func next() -> NextWork
    /// The connection is up (again) and nothing is under way on it.
    func connected()
    /// The connection is gone; the outcomes of all work under way have been reported.
    func disconnected(_ error: DatabaseError)
    /// A notification arrived on a channel that the connection listens to.
    func notified(channel: String, payload: String)
}

/// What a source has for its connection.
public enum NextWork: Sendable {
    /// Send this.
    case work(Work)
    /// Nothing until told.
    case idle
    /// Nothing for so long.
    case wait(milliseconds: Int32)
}
