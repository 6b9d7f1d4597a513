// What operators see of the store: messages with the state of their deliveries, parked ones, statistics.
// Values for pages and the command line; never used on the hot path.

/// Where a delivery has got to.
public enum DeliveryState: String, Hashable, Sendable, CaseIterable {
    /// In memory of its owner, or about to be.
    case waiting
    /// In the `pending` table: to be tried again, or beyond the memory limit.
    case pending
    /// Arrived.
    case delivered
    /// Given up until an operator acts.
    case parked
    /// Discarded by an operator.
    case discarded
    /// Finished, but its log row was lost with a crash of the database server.
    case unrecorded
}

/// One line of a message list.
public struct MessageSummary: Sendable {
    /// Its number.
    public let id: MessageID
    /// Milliseconds since 1970 UTC.
    public let receivedAt: Int64
    /// What was decided about it.
    public let status: MessageStatus
    /// The format of its bytes.
    public let format: MessageFormat
    /// The sender's own id.
    public let controlID: String?
    /// The message type.
    public let type: String
    /// The sending application and facility.
    public let sender: String?
    /// How many bytes were received.
    public let payloadBytes: Int
    /// Why it was refused.
    public let refusal: String?
    /// Every delivery with its state, in order.
    public let deliveries: [DeliverySummary]

    /// The feed that received it.
    public var feed: FeedID { id.feed }
}

/// One delivery in a message list.
public struct DeliverySummary: Hashable, Sendable {
    /// Which delivery.
    public let id: DeliveryID
    /// Where it goes.
    public let destination: DestinationID
    /// Its lane keys.
    public let keys: [Int64]
    /// Where it has got to.
    public let state: DeliveryState
}

/// One row of the delivery log.
public struct DeliveryLogEntry: Sendable {
    /// What was logged.
    public enum Kind: Int16, Hashable, Sendable, CaseIterable {
        /// Arrived.
        case delivered = 1
        /// Moved to `pending`.
        case deferred = 2
        /// Given up.
        case parked = 3
        /// Discarded by an operator.
        case discarded = 4
        /// An attempt failed.
        case attemptFailed = 5
        /// Written, but not answered.
        case unknownOutcome = 6
        /// Released by an operator from the parked ones.
        case released = 7
        /// The receiver's application said later that it could process it.
        case applicationAccepted = 8
        /// The receiver's application said later that it could not.
        case applicationRefused = 9

        /// Whether the delivery left the tail with it.
        var settlesTail: Bool { rawValue <= 4 }
    }

    /// Which delivery.
    public let delivery: DeliveryID
    /// Where it went.
    public let destination: DestinationID
    /// What happened.
    public let kind: Kind
    /// Milliseconds since 1970 UTC.
    public let at: Int64
    /// The attempt.
    public let attempt: AttemptRecord
}

/// Everything about one message.
public struct MessageDetail: Sendable {
    /// The line of the list.
    public let summary: MessageSummary
    /// The bytes and the site version.
    public let message: StoredMessage
    /// Attempts and outcomes, oldest first, at most `limit`.
    public let log: [DeliveryLogEntry]
    /// Its deliveries that wait in `pending`.
    public let pending: [PendingSummary]
    /// Its deliveries that are parked.
    public let parked: [ParkedDelivery]
}

/// A delivery in the `pending` table.
public struct PendingSummary: Sendable {
    /// Where it stands.
    public let place: Place
    /// Where it goes.
    public let destination: DestinationID
    /// Why it waits.
    public let reason: WaitReason
    /// Attempts made.
    public let attempts: Int32
    /// Not before this moment, milliseconds since 1970.
    public let nextAttemptAt: Int64
    /// The last answer's code.
    public let lastCode: Int32
    /// The last error.
    public let lastError: String?
}

/// A delivery that was given up until an operator acts.
public struct ParkedDelivery: Sendable {
    /// Which delivery.
    public let id: DeliveryID
    /// Where it would have gone.
    public let destination: DestinationID
    /// Milliseconds since 1970 UTC.
    public let parkedAt: Int64
    /// The short code that groups it.
    public let reason: String
    /// What was wrong and where.
    public let diagnostics: String
    /// The last answer's code; 0 where there was none.
    public let code: Int32
    /// Attempts made.
    public let attempts: Int32
}

/// Parked deliveries of one destination and reason.
public struct ParkedGroup: Hashable, Sendable {
    /// Where they would have gone.
    public let destination: DestinationID
    /// The short code that groups them.
    public let reason: String
    /// How many of the parked deliveries looked at; see `ParkedGroups.isComplete`.
    public let count: Int
    /// The oldest of them.
    public let first: DeliveryID
}

/// The groups of what is parked.
public struct ParkedGroups: Sendable {
    /// Largest first.
    public let groups: [ParkedGroup]
    /// False when more is parked than one page looks at; counts are then lower bounds.
    public let isComplete: Bool
}

/// What releasing a parked delivery would overtake.
public struct ReleaseGuard: Sendable {
    /// The parked delivery.
    public let delivery: DeliveryID
    /// Newer messages with a common lane key that were delivered to the same destination since, newest last, at
    /// most ten.
    public let newerDelivered: [MessageID]
    /// False when there were more newer messages than one look takes in.
    public let isComplete: Bool
}

/// What became of a request to retry or discard.
public struct OperatorOutcome: Sendable {
    /// The deliveries that were changed.
    public let changed: [DeliveryID]
    /// The deliveries that were not parked (any more).
    public let missing: [DeliveryID]
}

/// Counters of one feed, from its stat row.
public struct FeedStatistics: Sendable {
    /// Which feed.
    public let feed: FeedID
    /// Its name.
    public let name: String
    /// The application name of its owner's session, empty when it has none.
    public let owner: String
    /// Nothing below is unfinished outside `pending` and `parked`.
    public let watermark: MessageID
    /// Messages by status since the beginning.
    public let messages: [MessageStatus: Int64]
    /// When the row was written, milliseconds since 1970.
    public let updatedAt: Int64
}

/// Counters and gauges of one destination, from its stat rows.
public struct DestinationStatistics: Sendable {
    /// Which destination.
    public let destination: DestinationID
    /// Its name.
    public let name: String
    /// Delivered since the beginning.
    public let delivered: Int64
    /// Failed attempts since the beginning.
    public let failedAttempts: Int64
    /// Discarded since the beginning.
    public let discarded: Int64
    /// Parked now.
    public let parked: Int64
    /// Waiting now, in memory and in `pending`, as its owners last reported.
    public let waiting: Int64
    /// Being sent now, as its owners last reported.
    public let inFlight: Int64
    /// When the oldest one that waits was received, milliseconds since 1970; nil when none waits.
    public let oldestReceivedAt: Int64?
    /// When the rows were last written, milliseconds since 1970.
    public let updatedAt: Int64
}
