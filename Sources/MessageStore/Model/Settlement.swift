// What became of a delivery, as the delivering side reports it. Outcomes are appended to a log in batches.

/// Why a delivery waits outside memory.
public enum WaitReason: Int16, Hashable, Sendable, CaseIterable {
    /// An attempt failed and another one is due later.
    case retry = 1
    /// The destination's backlog is beyond the memory limit.
    case backlog = 2
    /// An operator paused the destination, or a run of parked deliveries did.
    case paused = 3
    /// An operator released it from the parked ones.
    case released = 4
}

/// What one attempt looked like.
public struct AttemptRecord: Hashable, Sendable {
    /// The status or acknowledgment code that came back; 0 where nothing did.
    public var code: Int32
    /// How many attempts there have been, this one included.
    public var attempts: Int32
    /// Milliseconds from the first byte sent to the answer.
    public var latencyMilliseconds: Int32
    /// What went wrong, without a value of the message; cut at `StoreLimits.errorBytes`.
    public var error: String?
    /// A hash of the bytes sent, by which a later rendering proves itself.
    public var sentHash: [UInt8]?
    /// The beginning of the answer, kept for failures; cut at `StoreLimits.responseBytes`.
    public var response: [UInt8]?

    /// Describes an attempt.
    public init(
        code: Int32 = 0,
        attempts: Int32 = 1,
        latencyMilliseconds: Int32 = 0,
        error: String? = nil,
        sentHash: [UInt8]? = nil,
        response: [UInt8]? = nil
    ) {
        self.code = code
        self.attempts = attempts
        self.latencyMilliseconds = latencyMilliseconds
        self.error = error
        self.sentHash = sentHash
        self.response = response
    }
}

/// One outcome to be written down.
///
/// A crash before the write leaves the delivery as it was: it is delivered again after recovery, recognisable by
/// its id.
public struct Settlement: Sendable {
    /// What happened, and what follows for the queue.
    public enum Outcome: Sendable {
        /// It arrived; final.
        case delivered(AttemptRecord)
        /// It waits in the `pending` table until `nextAttemptAt` (milliseconds since 1970); no longer holds up the
        /// watermark. `logged` says whether an attempt is to be logged as well.
        case deferred(WaitReason, nextAttemptAt: Int64, AttemptRecord, logged: Bool)
        /// Given up until an operator retries or discards it.
        case parked(reason: String, diagnostics: String, AttemptRecord)
        /// Will never be delivered; final.
        case discarded(reason: String)
        /// An attempt failed; it stays where it is. Only logged.
        case attemptFailed(AttemptRecord)
        /// The request was written and no answer came. Only logged.
        case unknownOutcome(AttemptRecord)
    }

    /// Where the delivery stands.
    public var place: Place
    /// Where it goes.
    public var destination: DestinationID
    /// Its lane keys, kept where it waits or is parked.
    public var keys: [Int64]
    /// Whether it may have a row in `pending` that a final outcome must remove.
    ///
    /// True is always safe and costs a look into an index; false is for a delivery that came from `committed`
    /// and was never deferred.
    public var mayBePending: Bool
    /// What happened.
    public var outcome: Outcome

    /// Describes an outcome.
    public init(
        place: Place,
        destination: DestinationID,
        keys: [Int64],
        mayBePending: Bool = true,
        outcome: Outcome
    ) {
        self.place = place
        self.destination = destination
        self.keys = keys
        self.mayBePending = mayBePending
        self.outcome = outcome
    }

    /// Which delivery.
    public var delivery: DeliveryID { place.delivery }
}
