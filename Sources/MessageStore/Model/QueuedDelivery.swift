// What comes back out of the store to be delivered: after a restart, a take-over, or a spill.

/// A message as it is stored, with the bytes that its deliveries are rendered from.
public struct StoredMessage: Sendable {
    /// Its number.
    public let id: MessageID
    /// Milliseconds since 1970 UTC.
    public let receivedAt: Int64
    /// The site version it was accepted under.
    public let site: SiteVersion
    /// What was decided about it.
    public let status: MessageStatus
    /// The format of the bytes.
    public let format: MessageFormat
    /// The sender's own id.
    public let controlID: String?
    /// The message type.
    public let type: String
    /// The sending application and facility.
    public let sender: String?
    /// The bytes exactly as received.
    public let payload: [UInt8]
    /// What its judgment depended on beside the bytes.
    public let known: [UInt8]?
}

extension StoredMessage: CustomStringConvertible, CustomReflectable {
    /// Id and size; never content.
    public var description: String { "StoredMessage(\(id), \(payload.count) bytes)" }

    /// Shows no children, so that a dump of a value around it shows no patient data.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// A delivery that is to be taken up (again).
public struct QueuedDelivery: Sendable {
    /// Where it stands in the total order.
    public let place: Place
    /// Where it goes.
    public let destination: DestinationID
    /// Its lane keys, sorted and unique.
    public let keys: [Int64]
    /// The message; deliveries of one message share its bytes.
    public let message: StoredMessage
    /// Why it waited in `pending`; nil for one out of the tail, which has no row there.
    public let waited: WaitReason?
    /// Attempts made before.
    public let attempts: Int32
    /// Not before this moment, milliseconds since 1970; 0 for at once.
    public let nextAttemptAt: Int64
    /// When it first waited, milliseconds since 1970; 0 for one out of the tail.
    public let waitingSince: Int64

    /// Which delivery.
    public var id: DeliveryID { place.delivery }
}

/// A stretch of a feed's unfinished deliveries, in total order.
public struct RecoveredPage: Sendable {
    /// In total order; each delivery comes in exactly one page.
    public let deliveries: [QueuedDelivery]
    /// Where to go on; nil after the last page.
    public let next: MessageID?
}
