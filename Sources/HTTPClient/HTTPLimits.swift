// The named limits of a session. Nothing in it grows past them, whatever the servers do.

/// What one session may hold at a time.
public struct HTTPLimits: Sendable, Hashable {
    /// Requests under way at once.
    public var inFlight: Int
    /// Requests waiting for their turn; one more fails at once with `overloaded`.
    public var waiting: Int
    /// Connections open to one host.
    public var connectionsPerHost: Int
    /// Connections open in all; also how many idle ones are kept.
    public var connections: Int
    /// Body bytes kept of an answer.
    public var responseBodyBytes: Int
    /// Body bytes read and thrown away after that, so that the connection can be used again; at more it is closed.
    public var discardedBodyBytes: Int
    /// Bytes of one response header that is kept; a longer one is treated as absent.
    public var headerBytes: Int

    /// The limits, with the defaults of an engine on a small machine.
    public init(
        inFlight: Int = 256,
        waiting: Int = 4096,
        connectionsPerHost: Int = 32,
        connections: Int = 256,
        responseBodyBytes: Int = 64 * 1024,
        discardedBodyBytes: Int = 1024 * 1024,
        headerBytes: Int = 4096
    ) {
        self.inFlight = inFlight
        self.waiting = waiting
        self.connectionsPerHost = connectionsPerHost
        self.connections = connections
        self.responseBodyBytes = responseBodyBytes
        self.discardedBodyBytes = discardedBodyBytes
        self.headerBytes = headerBytes
    }
}
