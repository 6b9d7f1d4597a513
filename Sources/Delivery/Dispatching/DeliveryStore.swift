// The seam to the store: exactly what delivering needs of it. `MessageStore` is behind it; tests put a
// memory there that can be away, slow or full.

public import MessageStore

/// What the dispatcher needs of a store.
public protocol DeliveryStore: Sendable {
    /// Writes outcomes down in order. Must only append them: it is called under the dispatcher's lock.
    func settle(_ settlements: [Settlement])

    /// The next deliveries above a place that wait for a destination, in order; none only if there are no
    /// more. Sees everything that was settled before the call.
    func refill(
        _ destination: DestinationID,
        after: Place?,
        limit: Int,
        clock: DeliveryClock
    ) async throws -> [LaneDelivery]

    /// The content of a stored message; `nil` when it is not stored any more.
    func content(of message: MessageID) async throws -> DeliveryContent?

    /// Writes progress down; `collect` is called at once with the feeds this process owns.
    func report(_ collect: ([FeedID]) -> [FeedProgress])
}

extension MessageStore: DeliveryStore {
    /// Reads the next deliveries in the form the lanes take.
    public func refill(
        _ destination: DestinationID,
        after: Place?,
        limit: Int,
        clock: DeliveryClock
    ) async throws -> [LaneDelivery] {
        try await refill(destination, after: after, limit: limit).map { LaneDelivery($0, clock: clock) }
    }

    /// Reads the content of a message.
    public func content(of message: MessageID) async throws -> DeliveryContent? {
        try await self.message(message, logLimit: 0).map { DeliveryContent($0.message) }
    }
}

extension LaneDelivery {
    /// Takes up a delivery that comes out of the store.
    public init(_ queued: QueuedDelivery, clock: DeliveryClock) {
        self.init(place: queued.place, keys: queued.keys, content: DeliveryContent(queued.message))
        attempts = Int(queued.attempts)
        isRecorded = queued.waited != nil
        // An operator's release is a new beginning.
        faults = queued.waited == .retry ? attempts : 0
        let wait = queued.nextAttemptAt - clock.milliseconds()
        if wait > 0 { notBefore = clock.now() + .milliseconds(wait) }
    }
}

extension DeliveryContent {
    /// The content of a stored message.
    public init(_ stored: StoredMessage) {
        self.init(
            receivedAt: stored.receivedAt,
            site: stored.site,
            format: stored.format,
            controlID: stored.controlID ?? "",
            type: stored.type,
            payload: stored.payload,
            known: stored.known
        )
    }

    /// The content of a message that was just committed.
    init(_ message: NewMessage) {
        self.init(
            receivedAt: message.receivedAt,
            site: message.site,
            format: message.format,
            controlID: message.controlID ?? "",
            type: message.type,
            payload: message.payload,
            known: message.known,
            context: message.context
        )
    }
}
