// What a feed opens to its senders: one protocol for MLLP, one for FHIR.

import Listeners
import MLLP
import MessageStore

/// The listening side of a feed.
protocol FeedDoor: Sendable {
    /// The listener's numbers.
    var counters: ListenerCounters { get }
    /// What is known of its connections while it listens, where it is MLLP's.
    var counts: MLLPServerCounts? { get }

    /// Remembers what the feed remembered when it was last at work; called before it listens.
    func remember(_ entries: [FeedMemory])
    /// The store has become unavailable or available again.
    func storeAvailabilityChanged(_ isAvailable: Bool)
    /// The store has room again.
    func roomAgain()
    /// Listens until `end` is raised or the task cancelled; throws when the port cannot be bound.
    func listen(until end: Signal, listening: @escaping @Sendable (_ port: Int) -> Void) async throws
    /// Takes no more messages; those under way are answered first, within the limit.
    func close(within limit: Duration) async
}
