// The states of a delivery in memory, and why it may be stuck in one.

import HL7v2

/// Where a delivery in memory stands.
public enum Standing: Hashable, Sendable {
    /// Another delivery stands before it in at least one of its lanes.
    case waiting
    /// It heads all its lanes and starts when the destination's limits and health allow.
    case ready
    /// It is being rendered or sent.
    case inFlight
    /// It failed by its own fault, holds its lanes and is tried again at an instant.
    case retrying(until: ContinuousClock.Instant)
    /// It was parked and holds its lanes until an operator decides.
    case held(ParkReason)
}

/// Why a delivery was parked, as a short constant code that patient data cannot get into.
public struct ParkReason: Hashable, Sendable, CustomStringConvertible {
    /// The code, such as `http-422`.
    public let code: String

    /// Creates a reason from a code.
    public init(code: String) {
        self.code = code
    }

    /// Rendering it failed.
    public static let rendering = ParkReason(code: "rendering")
    /// It was written, never answered, and the destination's policy is to ask a person.
    public static let unknownOutcome = ParkReason(code: "unknown-outcome")
    /// Its message is no longer in the store.
    public static let contentMissing = ParkReason(code: "content-missing")

    /// The destination kept answering with this status.
    public static func status(_ status: Int) -> ParkReason { ParkReason(code: "http-\(status)") }

    /// The destination answered with this acknowledgment.
    public static func acknowledged(_ acknowledgment: ReceivedAcknowledgment) -> ParkReason {
        let error = acknowledgment.errors.first.map { "-\($0)" } ?? ""
        return ParkReason(code: "mllp-\(acknowledgment.code.rawValue)\(error)")
    }

    /// The destination said that it did not store it.
    public static let notStored = ParkReason(code: "mllp-not-stored")

    /// Its bytes are none that the destination's protocol can carry.
    public static let unsendable = ParkReason(code: "unsendable")

    /// The destination kept leaving it without an answer while it answered others.
    public static let unanswered = ParkReason(code: "unanswered")

    /// The code.
    public var description: String { code }
}

/// Why a delivery leaves its lanes without being sent, as soon as it heads them all.
enum Departure: Hashable, Sendable {
    /// An operator discarded it.
    case discarded
    /// Another process owns its feed now.
    case disowned
}

/// What a destination had been through when an attempt began, to judge the attempt by afterwards.
struct AttemptMark: Hashable, Sendable {
    /// The destination's period of health; see ``DestinationHealth``.
    var period = 0
    /// How many deliveries had succeeded.
    var delivered = 0
}
