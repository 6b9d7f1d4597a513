// What a listener hands over to be made durable: the received bytes and everything that came out of them.
// These values hold patient data; they describe themselves by size only.

/// What was decided about a message when it arrived.
public enum MessageStatus: Int16, Hashable, Sendable, CaseIterable {
    /// Acknowledged, with deliveries planned, parked, or both.
    case accepted = 1
    /// Acknowledged; no route wanted it.
    case unrouted = 2
    /// Acknowledged; a route dropped it deliberately.
    case filtered = 3
    /// Answered negatively: it stays the sender's, its bytes are kept for the analyst and never delivered.
    case refused = 4
    /// Stored unparsed because handling it ended an earlier process; parked.
    case suspect = 5
}

/// In which format the bytes of a message are.
public enum MessageFormat: Int16, Hashable, Sendable, CaseIterable {
    /// HL7 v2 in ER7 encoding.
    case hl7v2 = 1
    /// FHIR R4 in JSON.
    case fhirJSON = 2
    /// FHIR R4 in XML.
    case fhirXML = 3
}

/// A delivery that a route planned for a message.
public struct PlannedDelivery: Hashable, Sendable {
    /// The route that planned it.
    public let route: RouteID
    /// Counts from 0 within message and route.
    public let part: Int16
    /// Where it goes.
    public let destination: DestinationID
    /// Hashed lane keys, sorted and unique; none for an unordered destination.
    public let keys: [Int64]

    /// Plans a delivery; the keys are sorted and made unique here.
    public init(route: RouteID, part: Int16, destination: DestinationID, keys: [Int64]) {
        self.route = route
        self.part = part
        self.destination = destination
        self.keys = keys.count < 2 ? keys : Set(keys).sorted()
    }
}

/// A delivery that could not be rendered when its message was accepted; parked in the same transaction.
///
/// It does not also appear among the message's planned deliveries.
public struct ParkedAtAccept: Hashable, Sendable {
    /// What would have been delivered; its route and destination are `none` for a suspect message.
    public let delivery: PlannedDelivery
    /// A short code such as `mapping-failed`; parked deliveries are grouped by it.
    public let reason: String
    /// What was wrong and where, for the analyst; never a value of the message.
    public let diagnostics: String

    /// Parks a delivery.
    public init(delivery: PlannedDelivery, reason: String, diagnostics: String) {
        self.delivery = delivery
        self.reason = reason
        self.diagnostics = diagnostics
    }
}

/// Something that a feed must remember from one message to the next, changed in the commit of a message.
///
/// What it means is the listener's business; key and value may hold patient data.
public struct FeedMemory: Hashable, Sendable {
    /// What the entry is about; with the key unique within a feed.
    public let kind: Int16
    /// Whose it is.
    public let key: [UInt8]
    /// What is remembered; `nil` where it is to be forgotten.
    public let value: [UInt8]?

    /// Describes an entry.
    public init(kind: Int16, key: [UInt8], value: [UInt8]?) {
        self.kind = kind
        self.key = key
        self.value = value
    }
}

/// An application acknowledgment that came as a message of its own.
///
/// It is noted with the deliveries that it is about, in the commit of the message that brought it; a negative one also
/// parks them. Deliveries are found by the number that was sent: the control id of a stored message, or that of the
/// delivery itself where the destination gives its own.
public struct ApplicationAnswer: Hashable, Sendable {
    /// MSA-2: the control id that was sent.
    public let controlID: String
    /// The destinations whose receivers answer this way.
    public let destinations: [DestinationID]
    /// The delivery whose number that is, where it is one of our own.
    public let delivery: DeliveryID?
    /// MSA-1, and the error code where there is one, such as `AE 207`.
    public let code: String
    /// Whether the receiver could process the message.
    public let isPositive: Bool

    /// Describes an answer.
    public init(
        controlID: String,
        destinations: [DestinationID],
        delivery: DeliveryID?,
        code: String,
        isPositive: Bool
    ) {
        self.controlID = controlID
        self.destinations = destinations
        self.delivery = delivery
        self.code = code
        self.isPositive = isPositive
    }
}

/// A message on its way into the store.
public struct NewMessage: Sendable {
    /// The feed that received it; this process must have claimed it.
    public var feed: FeedID
    /// Milliseconds since 1970 UTC; the only clock that a map may read.
    public var receivedAt: Int64
    /// The site version whose rules planned the deliveries.
    public var site: SiteVersion
    /// What was decided.
    public var status: MessageStatus
    /// The format of `payload`.
    public var format: MessageFormat
    /// The sender's own id, where it gave one.
    public var controlID: String?
    /// The message type, such as `ORU^R01^ORU_R01`; empty when it could not be read.
    public var type: String
    /// The sending application and facility, where given.
    public var sender: String?
    /// The bytes exactly as received.
    public var payload: [UInt8]
    /// What is to be delivered.
    public var deliveries: [PlannedDelivery]
    /// What could not be rendered.
    public var parked: [ParkedAtAccept]
    /// Why the sender was refused, or what is to be noted of a message that was taken, for the analyst.
    public var refusal: String?
    /// What its feed remembers from now on.
    public var memory: [FeedMemory] = []
    /// By what the resources that it brings are found from now on.
    public var resources: [ResourceIndexEntry] = []
    /// What its judgment depended on beside the bytes; comes back with the message.
    public var known: [UInt8]?
    /// What it says about a message that was sent.
    public var answer: ApplicationAnswer?
    /// Anything the caller wants back with the commit, such as a reply token.
    public var context: (any AnyObject & Sendable)?

    /// Describes a message; everything optional is empty by default.
    public init(
        feed: FeedID,
        receivedAt: Int64,
        site: SiteVersion,
        status: MessageStatus,
        format: MessageFormat,
        controlID: String? = nil,
        type: String = "",
        sender: String? = nil,
        payload: [UInt8],
        deliveries: [PlannedDelivery] = [],
        parked: [ParkedAtAccept] = [],
        refusal: String? = nil,
        context: (any AnyObject & Sendable)? = nil
    ) {
        self.feed = feed
        self.receivedAt = receivedAt
        self.site = site
        self.status = status
        self.format = format
        self.controlID = controlID
        self.type = type
        self.sender = sender
        self.payload = payload
        self.deliveries = deliveries
        self.parked = parked
        self.refusal = refusal
        self.context = context
    }
}

extension NewMessage: CustomStringConvertible, CustomReflectable {
    /// Size and feed; never content.
    public var description: String { "NewMessage(feed \(feed.rawValue), \(payload.count) bytes)" }

    /// Shows no children, so that a dump of a value around it shows no patient data.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
