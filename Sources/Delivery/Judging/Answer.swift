/// What came back from one attempt to deliver, as far as judging it goes.
///
/// It carries no text of the other side: an answer's body is kept for the operator, never judged here.
public enum Answer: Hashable, Sendable {
    /// The destination answered with an HTTP status, and perhaps asked to wait.
    case response(status: Int, retryAfter: Duration? = nil)

    /// An HL7 v2 receiver acknowledged the message, positively or not.
    case acknowledged(ReceivedAcknowledgment)

    /// A receiver of MLLP release 2 said that it stored the message, or that it did not; no more was waited for.
    case committed(isStored: Bool)

    /// Nothing was sent: the bytes are none that the destination's protocol can carry.
    case unsendable

    /// There was no complete answer.
    case failure(AttemptFailure)
}

/// Why an attempt had no answer.
public struct AttemptFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// How far an attempt had come when it failed.
    public enum Phase: String, Hashable, Sendable {
        /// The host's name was being looked up.
        case resolve
        /// The connection was being made.
        case connect
        /// The TLS session was being negotiated.
        case tls
        /// The request was being written.
        case sending
        /// The request had been written, and the answer was awaited or being read.
        case awaiting
        /// The attempt failed on this side before anything was tried.
        case preparing
    }

    /// How far the attempt had come.
    public var phase: Phase

    /// Whether the destination may have seen the request.
    public var written: Bool

    /// Whether a time limit ended the attempt.
    public var timedOut: Bool

    /// The transport library's own code, for people; 0 when there is none.
    public var code: Int

    /// Creates a failure.
    public init(phase: Phase, written: Bool, timedOut: Bool = false, code: Int = 0) {
        self.phase = phase
        self.written = written
        self.timedOut = timedOut
        self.code = code
    }

    /// The phase and code, such as `connect timed out (28)`; never anything of the message.
    public var description: String {
        "\(phase.rawValue) \(timedOut ? "timed out" : "failed")\(code == 0 ? "" : " (\(code))")"
    }
}

extension Answer: CustomStringConvertible {
    /// The status, the acknowledgment's codes or the phase that failed; never anything of the message.
    public var description: String {
        switch self {
        case .response(let status, _): "HTTP \(status)"
        case .acknowledged(let acknowledgment): acknowledgment.description
        case .committed(let isStored): isStored ? "stored by the receiver" : "not stored by the receiver"
        case .unsendable: "not a message that the destination's protocol can carry"
        case .failure(let failure): failure.description
        }
    }
}
