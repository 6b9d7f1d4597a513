// Where the console listens, whom it answers, and its bounds.

/// The settings of the console.
public struct ConsoleSettings: Sendable {
    /// The address to bind.
    public var host = "127.0.0.1"
    /// The port to bind; 0 lets the system choose.
    public var port = 8080
    /// Names under which operators reach the console.
    ///
    /// `localhost`, this machine's name and every literal address need not be listed. A page asked for under any other name is refused, so that a foreign site cannot have its own name
    /// point here (DNS rebinding).
    public var hostNames: [String] = []
    /// The bounds.
    public var limits = ConsoleLimits()

    /// The defaults.
    public init() {}
}

/// The bounds of the console.
public struct ConsoleLimits: Sendable {
    /// Connections at once; more wait in the system's queue.
    public var connections = 128
    /// Silence after which a connection is closed.
    public var idleTimeout = Duration.seconds(60)
    /// How long a request may take altogether, its body included.
    public var requestTimeout = Duration.seconds(30)
    /// Bytes of a request's body: room for the numbers of `actionDeliveries` deliveries.
    public var bodyBytes = 64 << 10
    /// Bytes of all header fields of a request.
    public var headerBytes = 16 << 10
    /// Messages or parked deliveries on a page.
    public var pageRows = 200
    /// Deliveries that one action retries or discards.
    public var actionDeliveries = 500
    /// Characters of a search, a filter or a reason.
    public var textCharacters = 200
    /// Bytes of a message or a payload that a page shows; the rest is one link away.
    public var shownBytes = 256 << 10
    /// Fields of a message that a page shows.
    public var shownFields = 5_000

    /// The defaults.
    public init() {}
}
