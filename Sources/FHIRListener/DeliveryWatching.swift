// What becomes of a message's deliveries, for clients that wait for it. The listener asks; who delivers answers.

public import MessageStore

/// What a receiver answered.
public struct ReceivedAnswer: Sendable {
    /// The HTTP status.
    public let status: Int
    /// The header `Location`.
    public let location: String?
    /// The header `ETag`.
    public let entityTag: String?
    /// The header `Content-Type`.
    public let contentType: String?
    /// The body, where all of it was read; else nothing.
    public let body: [UInt8]

    /// Describes an answer.
    public init(
        status: Int,
        location: String? = nil,
        entityTag: String? = nil,
        contentType: String? = nil,
        body: [UInt8] = []
    ) {
        self.status = status
        self.location = location
        self.entityTag = entityTag
        self.contentType = contentType
        self.body = body
    }
}

/// How a delivery ended, for now.
public struct DeliveryEnd: Sendable {
    /// What became of it.
    public enum Outcome: Hashable, Sendable {
        /// It arrived.
        case delivered
        /// It waits for an operator, for this reason.
        case setAside(reason: String)
        /// It will never arrive.
        case discarded
    }

    /// Where it went.
    public let destination: DestinationID
    /// What became of it.
    public let outcome: Outcome
    /// What its receiver answered last, where it answered over HTTP.
    public let answer: ReceivedAnswer?

    /// Describes an end.
    public init(destination: DestinationID, outcome: Outcome, answer: ReceivedAnswer?) {
        self.destination = destination
        self.outcome = outcome
        self.answer = answer
    }
}

/// Tells what becomes of deliveries.
public protocol DeliveryWatching: Sendable {
    /// Begins to watch the deliveries of a message; called before any of them is sent.
    func begin(_ message: MessageID, deliveries: [DeliveryID])
    /// Waits until every delivery has ended, and stops watching.
    ///
    /// - Returns: the ends; `nil` when time was up first.
    func ends(of message: MessageID, within limit: Duration) async -> [DeliveryEnd]?
}
