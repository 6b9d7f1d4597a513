// The thin shell around the lanes: one lock, one queue that renders and sends, the store and the transport
// at its sides. Every decision is the lanes'; this performs their actions, in their order.
//
// Outcomes are handed to the store under the lock: only so do they, and the refills after them, reach it in
// the order in which the lanes decided. Rendering, hashing and sending happen outside the lock.

import Dispatch
public import Logging
public import MessageStore
import Synchronization

/// Delivers what was committed, in order, and reports what became of it.
public final class Dispatcher: Sendable {
    /// The most bytes of a failed answer that are kept for the operator.
    public static let keptAnswerBytes = 4_096

    let store: any DeliveryStore
    let transport: any Transport
    let render: Render
    let clock: DeliveryClock
    let logger: Logger
    let state: Mutex<DispatcherState>
    let queue = DispatchQueue(label: "corridor.dispatcher")
    let jobs: AsyncStream<StoreJob>
    let jobsInput: AsyncStream<StoreJob>.Continuation

    /// Creates a dispatcher; `run()` must be running while it has something to deliver.
    ///
    /// - Parameters:
    ///   - destinations: Everywhere deliveries may go.
    ///   - store: Where outcomes go and the backlog is.
    ///   - transport: What carries deliveries.
    ///   - render: Makes the bytes to send.
    ///   - logger: Gets what an operator has to know; never anything of a message.
    ///   - clock: The time.
    ///   - seed: Spreads retries; equal seeds spread them alike.
    public init(
        destinations: [DestinationSettings],
        store: any DeliveryStore,
        transport: any Transport,
        render: @escaping Render,
        logger: Logger,
        clock: DeliveryClock = .system,
        seed: UInt64 = .random(in: .min ... .max)
    ) {
        self.store = store
        self.transport = transport
        self.render = render
        self.logger = logger
        self.clock = clock
        state = Mutex(DispatcherState(destinations: destinations, seed: seed, at: clock.now()))
        (jobs, jobsInput) = AsyncStream.makeStream()
    }

    /// Reads from the store for the lanes and tells them the time, until `shutdown` or cancellation.
    public func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.tick() }
            for await job in jobs {
                group.addTask { await self.perform(job) }
            }
            group.cancelAll()
        }
    }

    /// Takes over a batch that was committed, in its order.
    ///
    /// Cheap: one lock, nothing is rendered here.
    public func enqueue(_ batch: [CommittedMessage]) {
        state.withLock { state in
            var arrivals = state.emptyArrivals()
            for committed in batch where !committed.message.deliveries.isEmpty {
                let content = DeliveryContent(committed.message)
                for planned in committed.message.deliveries {
                    let id = DeliveryID(message: committed.id, route: planned.route, part: planned.part)
                    let delivery = LaneDelivery(place: Place(id), keys: planned.keys, content: content)
                    arrivals.add(delivery, to: planned.destination)
                }
            }
            receive(arrivals, as: LaneEvent.arrived, &state)
        }
    }

    /// Takes over a feed after it was claimed: page by page what was accepted and not finished.
    ///
    /// Call it before the feed listens. Nothing of the feed is sent before all pages were read.
    ///
    /// - Parameters:
    ///   - feed: Which feed.
    ///   - page: Reads the page after a message of the feed's tail, in order.
    /// - Throws: What `page` throws; the feed must not listen then.
    public func recover(
        _ feed: FeedID,
        _ page: (_ after: MessageID?) async throws -> (deliveries: [RecoveredDelivery], next: MessageID?)
    ) async throws {
        var next: MessageID?
        repeat {
            let (deliveries, following) = try await page(next)
            state.withLock { state in
                var arrivals = state.emptyArrivals()
                for recovered in deliveries { arrivals.add(recovered.delivery, to: recovered.destination) }
                receive(arrivals, as: LaneEvent.recovered, &state)
            }
            next = following
        } while next != nil
        tellAll(.recoveryEnded(feed))
    }

    /// Takes over a feed that was claimed in a store; call it before the feed listens.
    public func recover(_ claim: FeedClaim, from store: MessageStore) async throws {
        // What is pending stays there: it is refilled, within the memory limits, once the tail is there too.
        let destinations = state.withLock { Set($0.numbers.keys) }
        try await recover(claim.feed) { after in
            let page = try await store.recover(claim, after: after, saturated: destinations)
            let deliveries = page.deliveries.map { queued in
                RecoveredDelivery(destination: queued.destination, LaneDelivery(queued, clock: clock))
            }
            return (deliveries, page.next)
        }
    }
}

/// A delivery found in the tail of a feed.
public struct RecoveredDelivery: Sendable {
    /// Where it goes.
    public var destination: DestinationID

    /// The delivery.
    public var delivery: LaneDelivery

    /// Describes a delivery.
    public init(destination: DestinationID, _ delivery: LaneDelivery) {
        self.destination = destination
        self.delivery = delivery
    }
}
