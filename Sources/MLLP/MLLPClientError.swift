// Why a client has no reply. It names sizes and times only: what was sent and received is patient data.

/// A frame that was not answered, or a connection that could not be made.
public struct MLLPClientError: Error, Sendable, Hashable {
    /// What happened.
    public enum Kind: String, Sendable, CaseIterable {
        /// The connection was refused, or its host is unknown.
        case connectFailed
        /// The connection was not there in time.
        case connectTimeout
        /// The transport's set-up (TLS) refused the other side or was refused by it; nothing was taken.
        ///
        /// What `Configuration.transport` adds to the pipeline fails the connection with it.
        case handshakeFailed
        /// No complete reply came in time. The connection is closed, so that a late reply cannot be taken for
        /// that of another frame.
        case replyTimeout
        /// Release 2: the other side said that it did not store the frame. The connection stands.
        case notStored
        /// The connection was closed by the other side or failed.
        case closed
        /// The client was closed on this side.
        case closedHere
        /// A reply went past the limit; the connection is closed.
        case oversizedReply
        /// A frame came that answers nothing, or another frame than the one that waits; the connection is closed.
        case unexpectedReply
        /// Too many frames are waiting; this one was not sent.
        case overloaded
    }

    /// What happened.
    public let kind: Kind
    /// Bytes of the frame's content, zero when there is none.
    public let frameBytes: Int
    /// Bytes of an incomplete reply that had come in.
    public let receivedBytes: Int
    /// Whether the frame was written, so that the other side may have taken it.
    public let mayHaveBeenReceived: Bool
    /// The system's error number, where it named one.
    public let systemError: Int32?

    /// Puts an error together.
    public init(
        _ kind: Kind,
        frameBytes: Int = 0,
        receivedBytes: Int = 0,
        mayHaveBeenReceived: Bool = false,
        systemError: Int32? = nil
    ) {
        self.kind = kind
        self.frameBytes = frameBytes
        self.receivedBytes = receivedBytes
        self.mayHaveBeenReceived = mayHaveBeenReceived
        self.systemError = systemError
    }
}

extension MLLPClientError: CustomStringConvertible {
    /// The kind in words and the sizes on one line.
    public var description: String {
        var parts = [words]
        if frameBytes > 0 { parts.append("frame of \(frameBytes) bytes") }
        if receivedBytes > 0 { parts.append("\(receivedBytes) bytes of an unfinished reply received") }
        if mayHaveBeenReceived { parts.append("the frame may have been received") }
        if let systemError { parts.append("system error \(systemError)") }
        return parts.joined(separator: "; ")
    }

    private var words: String {
        switch kind {
        case .connectFailed: "no connection"
        case .connectTimeout: "no connection in time"
        case .handshakeFailed: "TLS was not agreed on"
        case .replyTimeout: "no reply in time"
        case .notStored: "not stored by the other side"
        case .closed: "connection closed by the other side"
        case .closedHere: "connection closed on this side"
        case .oversizedReply: "reply over the limit"
        case .unexpectedReply: "a reply to nothing"
        case .overloaded: "too many frames waiting"
        }
    }
}
