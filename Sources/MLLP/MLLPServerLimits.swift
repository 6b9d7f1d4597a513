// The named limits of a server. At a limit the sender is slowed down or the connection closed; a frame that
// was received is never dropped silently.

/// What a server holds and how long it waits.
public struct MLLPServerLimits: Sendable, Hashable {
    /// The most data bytes of one frame.
    public var frameBytes: Int
    /// Connections open at once; one more is closed as soon as it is accepted.
    public var connections: Int
    /// Frames of one connection that wait for their reply to be written; then reading stops until one is.
    public var unansweredFrames: Int
    /// Bytes of such frames; reading stops once they are reached, so one frame may go over.
    public var unansweredBytes: Int
    /// How long the other side may stand still within a frame, or with replies that it does not read.
    public var stalled: Duration
    /// How long a trailing 1C waits for its CR before it ends the frame without one.
    public var missingEnd: Duration
    /// How long a connection may be silent between frames; nil for any time (TCP keep-alive finds dead peers).
    public var idle: Duration?
    /// How long a connection stays open after its last reply when we end it, so that the reply is not torn
    /// down with it.
    public var linger: Duration

    /// The limits, with defaults that suit a hospital's feeds.
    public init(
        frameBytes: Int = 64 * 1024 * 1024,
        connections: Int = 1024,
        unansweredFrames: Int = 256,
        unansweredBytes: Int = 16 * 1024 * 1024,
        stalled: Duration = .seconds(30),
        missingEnd: Duration = .milliseconds(1500),
        idle: Duration? = nil,
        linger: Duration = .seconds(1)
    ) {
        self.frameBytes = frameBytes
        self.connections = connections
        self.unansweredFrames = unansweredFrames
        self.unansweredBytes = unansweredBytes
        self.stalled = stalled
        self.missingEnd = missingEnd
        self.idle = idle
        self.linger = linger
    }
}
