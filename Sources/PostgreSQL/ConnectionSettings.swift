// How to reach a database: whatever libpq takes as a connection string, and what Corridor adds to it.

/// How to reach a database.
public struct ConnectionSettings: Sendable {
    /// A URI or keyword string for libpq; several hosts and service names work.
    ///
    /// May hold a password.
    public var connectionString: String
    /// Shown in `pg_stat_activity`.
    public var applicationName: String
    /// The database, over what the connection string says; nil leaves it alone.
    public var database: String?
    /// The schema of all statements.
    public var schema: String?
    /// Seconds for one attempt to connect.
    public var connectTimeoutSeconds = 5
    /// Seconds of silence before TCP asks whether the other side lives.
    public var keepaliveIdleSeconds = 5
    /// Seconds until unacknowledged data ends the connection.
    public var unacknowledgedSeconds = 15

    /// Parameters of the server for these sessions, such as `synchronous_commit`; names are our own constants.
    public var serverSettings: [(name: String, value: String)] = []

    /// Describes a connection.
    public init(_ connectionString: String, applicationName: String = "corridor", schema: String? = nil) {
        self.connectionString = connectionString
        self.applicationName = applicationName
        self.schema = schema
    }
}

extension ConnectionSettings: CustomStringConvertible, CustomReflectable {
    /// Never the connection string, which may hold a password.
    public var description: String { "ConnectionSettings(\(applicationName))" }

    /// Shows no children, for the same reason.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
