// Lists of messages: what is asked for, one line of the answer, and the deliveries of a line.

/// Which messages are listed.
public struct MessageQuery: Hashable, Sendable {
    /// Only with this status.
    public var status: MessageRow.Status?
    /// Only of this feed.
    public var feed: String?
    /// Only with a delivery to this destination.
    public var destination: String?
    /// Only with this control id.
    public var controlID: String?
    /// Only older ones than this.
    public var before: MessageNumber?
    /// How many at most.
    public var limit = 50

    /// Every message.
    public init() {}
}

/// A page of messages, newest first.
public struct MessagePage: Hashable, Sendable, Codable {
    /// The messages.
    public var messages: [MessageRow]
    /// Pass it as `before` for the next page; nil on the last one.
    ///
    /// A page may be empty and still not be the last: a search looks at a bounded number of messages at a time.
    public var next: MessageNumber?

    /// Describes a page.
    public init(messages: [MessageRow], next: MessageNumber? = nil) {
        self.messages = messages
        self.next = next
    }
}

/// One line of a list of messages.
public struct MessageRow: Hashable, Sendable, Codable {
    /// What was decided about a message when it arrived.
    public enum Status: String, Hashable, Sendable, Codable, CaseIterable {
        /// Acknowledged, with deliveries.
        case accepted
        /// Acknowledged; no route wanted it.
        case unrouted
        /// Acknowledged; a route says on purpose that it goes nowhere.
        case filtered
        /// Answered negatively; kept for the analyst, never delivered.
        case refused
        /// Under way when the process crashed; stored unparsed and parked.
        case suspect
    }

    /// Its number.
    public var number: MessageNumber
    /// When it was received.
    public var receivedAt: Moment
    /// The feed that received it.
    public var feed: String
    /// What was decided.
    public var status: Status
    /// The message type, such as `ORU^R01^ORU_R01`; empty when it could not be read.
    public var type: String
    /// The sender's own id.
    public var controlID: String?
    /// The sending application and facility.
    public var sender: String?
    /// How many bytes were received.
    public var bytes: Int
    /// Why it was refused, or what was noted of it.
    public var refusal: String?
    /// Every delivery, in order.
    public var deliveries: [DeliveryRow] = []

    // `controlId`, because that is what `control_id` becomes on its way back.
    private enum CodingKeys: String, CodingKey {
        case number, receivedAt, feed, status, type, sender, bytes, refusal, deliveries
        case controlID = "controlId"
    }

    /// Describes a message without deliveries.
    public init(
        number: MessageNumber,
        receivedAt: Moment,
        feed: String,
        status: Status,
        type: String,
        bytes: Int
    ) {
        self.number = number
        self.receivedAt = receivedAt
        self.feed = feed
        self.status = status
        self.type = type
        self.bytes = bytes
    }
}

/// One delivery in a list.
public struct DeliveryRow: Hashable, Sendable, Codable {
    /// Where a delivery has got to.
    public enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// In memory of its owner, or about to be.
        case waiting
        /// Waits in the database: to be tried again, or beyond the memory limit.
        case pending
        /// Arrived.
        case delivered
        /// Given up until an operator acts.
        case parked
        /// Discarded by an operator.
        case discarded
        /// Finished, but its record was lost with a crash of the database server.
        case unrecorded
    }

    /// Its number.
    public var number: DeliveryNumber
    /// The route that planned it; nil for a suspect message, which was not routed.
    public var route: String?
    /// Where it goes; nil for a suspect message.
    public var destination: String?
    /// Where it has got to.
    public var state: State

    /// Describes a delivery.
    public init(number: DeliveryNumber, route: String?, destination: String?, state: State) {
        self.number = number
        self.route = route
        self.destination = destination
        self.state = state
    }
}
