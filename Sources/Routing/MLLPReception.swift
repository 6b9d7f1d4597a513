// How an MLLP listener takes messages, and what their senders are told.
//
// Reading happens in `Listener+mllp.swift`.

public import HL7v2
public import LocatedYAML

/// The keys of a listener that are MLLP's and HL7 v2's own.
public struct MLLPReception: Sendable {
    /// What is wrong with a message that no mapping of ours can turn.
    public enum OnMapError: String, CaseIterable, Sendable {
        /// The sender gets its `AA`; the delivery is parked with its diagnostics. The default.
        case park
        /// The sender gets `AE` with an ERR segment; the bytes are kept as refused, nothing is delivered.
        case refuse
    }

    /// What a sender hears while the engine cannot take messages.
    public enum WhenUnavailable: String, CaseIterable, Sendable {
        /// Nothing: reading stops, and the connection is closed after ``silenceLimit``. The default.
        case silent
        /// An application error, for senders that retry on it.
        case error = "AE"
        /// A rejection, for senders that retry on it.
        case reject = "AR"
    }

    /// What becomes of a message that does not conform to the standard or the profile.
    public enum Validation: String, CaseIterable, Sendable {
        /// Nobody looks. The default.
        case off
        /// It is taken, counted, and stored with a note of its problems.
        case warn
        /// The sender gets `AE` or `AR` with the problems; the bytes are kept as refused, nothing is delivered.
        case reject
    }

    /// What becomes of sequence numbers in MSH-13.
    public enum SequenceNumbers: String, CaseIterable, Sendable {
        /// Nobody looks at them. The default: the protocol takes an agreement.
        case ignore
        /// A message that is not the next one is refused, and MSA-4 names the one that is.
        case check
    }

    /// What becomes of messages that come in several parts.
    public enum Continuation: String, CaseIterable, Sendable {
        /// The parts are stored as they come, and joined when the last is there. The default.
        case join
        /// Each part is a message like any other.
        case ignore
    }

    /// What the reply to a batch holds.
    public enum BatchReply: String, CaseIterable, Sendable {
        /// The answers that its messages ask for. The default.
        case all
        /// Of those, the negative ones.
        case errors
        /// There is no reply.
        case none
    }

    /// The release of MLLP that its senders speak.
    public let release: MLLPRelease
    /// The processing ids of MSH-11.1 that are taken, such as `P`; `nil` for any.
    public let processingIDs: Set<String>?
    /// How characters are read that a message does not declare, or declares wrongly.
    public let characters: CharacterReading
    /// What becomes of a message that does not conform.
    public let validation: Validation
    /// The profile that messages are checked against, beside the standard.
    public let profile: Located<String>?
    /// What becomes of sequence numbers.
    public let sequenceNumbers: SequenceNumbers
    /// What becomes of messages in several parts.
    public let continuation: Continuation
    /// What the reply to a batch holds.
    public let batchReply: BatchReply
    /// What happens to a message that a mapping cannot turn.
    public let onMapError: OnMapError
    /// What a sender hears while the engine cannot take messages.
    public let whenUnavailable: WhenUnavailable
    /// How long a silent connection is kept before it is closed.
    public let silenceLimit: Duration
    /// The largest frame, in bytes.
    public let frameLimit: Int
    /// Frames of one connection that may wait for their acknowledgment before reading stops.
    public let unansweredLimit: Int
    /// How long a connection may stay idle between frames; `nil` for ever.
    public let idleTimeout: Duration?
    /// How long a frame may take from its first byte to its last.
    public let frameTimeout: Duration
}
