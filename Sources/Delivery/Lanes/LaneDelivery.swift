// What stands in the lanes: a delivery's identity, its keys, what it has been through, and as much of
// its content as is in memory. The lanes read everything but the content.

public import MessageStore

/// One delivery on its way to its destination.
public struct LaneDelivery: Sendable {
    /// Where it stands in the total order.
    public var place: Place

    /// The lanes it stands in, sorted and without repetition; none means that it has no order.
    public var keys: [Int64]

    /// The content it is rendered from; `nil` when it has to be fetched from the store first.
    public var content: DeliveryContent?

    /// The bytes to send, kept after a failed attempt while memory allows.
    public var rendered: RenderedBody?

    /// How often it was tried, whoever was at fault.
    public var attempts = 0

    /// How often it failed by its own fault.
    public var faults = 0

    /// Whether the store would find it again without its message's place in the tail.
    public var isRecorded = false

    /// The moment before which it is not tried, for one that was recovered between two attempts.
    public var notBefore: ContinuousClock.Instant?

    /// Creates a delivery that has not been tried yet.
    public init(place: Place, keys: [Int64], content: DeliveryContent? = nil) {
        self.place = place
        self.keys = keys
        self.content = content
    }

    /// Which delivery.
    public var id: DeliveryID { place.delivery }

    /// What a delivery costs beside its payload: its slot, places, keys and index entry.
    static let overheadBytes = 384

    /// The memory it is counted with.
    var memoryBytes: Int {
        Self.overheadBytes + (content?.payload.count ?? 0) + (rendered?.bytes.count ?? 0)
    }
}

/// What a delivery is rendered from: its message as accepted, shared by all its deliveries.
public struct DeliveryContent: Sendable {
    /// Milliseconds since 1970 UTC at which the message was accepted; the only clock rendering may read.
    public var receivedAt: Int64

    /// The site version it was accepted under, which also renders it.
    public var site: SiteVersion

    /// The format of the bytes received.
    public var format: MessageFormat

    /// The sender's own id, or what a resource is found by; empty where there is none.
    public var controlID: String

    /// The message type.
    public var type: String

    /// The bytes exactly as received.
    public var payload: [UInt8]

    /// What its judgment depended on beside the bytes.
    public var known: [UInt8]?

    /// What parsing and mapping left for rendering; `nil` after a restart.
    public var context: (any AnyObject & Sendable)?

    /// Creates the content.
    public init(
        receivedAt: Int64,
        site: SiteVersion,
        format: MessageFormat,
        controlID: String = "",
        type: String = "",
        payload: [UInt8],
        known: [UInt8]? = nil,
        context: (any AnyObject & Sendable)? = nil
    ) {
        self.receivedAt = receivedAt
        self.site = site
        self.format = format
        self.controlID = controlID
        self.type = type
        self.payload = payload
        self.known = known
        self.context = context
    }
}

/// The bytes that a delivery sends.
public struct RenderedBody: Sendable {
    /// The body.
    public var bytes: [UInt8]

    /// The body's media type, where it is not the destination's usual one.
    public var contentType: String?

    /// Creates a body.
    public init(_ bytes: [UInt8], contentType: String? = nil) {
        self.bytes = bytes
        self.contentType = contentType
    }
}

extension LaneDelivery: CustomStringConvertible, CustomReflectable {
    /// Identity and size; never content.
    public var description: String { "LaneDelivery(\(id), \(memoryBytes) bytes)" }

    /// Shows no children, so that a dump of a value around it shows no patient data.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension DeliveryContent: CustomStringConvertible, CustomReflectable {
    /// The size; never content.
    public var description: String { "DeliveryContent(\(payload.count) bytes)" }

    /// Shows no children, so that a dump of a value around it shows no patient data.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension RenderedBody: CustomStringConvertible, CustomReflectable {
    /// The size; never content.
    public var description: String { "RenderedBody(\(bytes.count) bytes)" }

    /// Shows no children, so that a dump of a value around it shows no patient data.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
