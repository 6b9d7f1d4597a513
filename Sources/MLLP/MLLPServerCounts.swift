// A server in numbers: what metrics and the console show.

/// Counts since a server's start, and its open connections.
public struct MLLPServerCounts: Sendable, Hashable {
    /// Connections open now.
    public var openConnections = 0
    /// Connections accepted since the start, refused ones not among them.
    public var acceptedConnections = 0
    /// Connections closed at once because of the connection limit.
    public var refusedConnections = 0
    /// What stood in the streams.
    public var received = FrameCounts()
    /// Replies written.
    public var replies = 0
    /// Frames that were not answered on purpose.
    public var withheldReplies = 0
    /// Commit blocks that came in, consumed.
    public var commitBlocks = 0
    /// Connections closed because the other side stood still within a frame or did not read its replies.
    public var stalledConnections = 0
    /// Connections closed because they were silent for too long.
    public var idleConnections = 0
    /// Connections closed because reading was paused for too long.
    public var pausedConnections = 0

    /// Starts at zero.
    public init() {}
}

extension FrameCounts {
    static func += (left: inout FrameCounts, right: FrameCounts) {
        left.frames += right.frames
        left.bytesOutside += right.bytesOutside
        left.cutFrames += right.cutFrames
        left.oversizedFrames += right.oversizedFrames
        left.missingEnds += right.missingEnds
    }
}
