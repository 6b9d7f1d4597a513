// The seam between the wire and whoever understands messages.

/// Takes the frames of a server's connections.
///
/// Every function is called on the connection's event loop and must not block: work that takes longer than a
/// few microseconds is handed to a thread of its own, and the reply token is answered from there.
public protocol FrameReceiver: Sendable {
    /// A frame has come in. Its reply is written in its turn: after those of all earlier frames.
    func received(_ frame: [UInt8], on connection: MLLPConnection, reply: ReplyToken)

    /// A frame went past the limit; only its beginning is known. The connection closes after the reply.
    func receivedOversized(beginning: [UInt8], on connection: MLLPConnection, reply: ReplyToken)

    /// A connection was opened.
    func opened(_ connection: MLLPConnection)

    /// A connection is closed; replies to its frames go nowhere from now on.
    func closed(_ connection: MLLPConnection)
}

extension FrameReceiver {
    /// Answers nothing, so that the connection just closes.
    public func receivedOversized(beginning: [UInt8], on connection: MLLPConnection, reply: ReplyToken) {
        reply.withhold()
    }

    /// Does nothing.
    public func opened(_ connection: MLLPConnection) {}

    /// Does nothing.
    public func closed(_ connection: MLLPConnection) {}
}
