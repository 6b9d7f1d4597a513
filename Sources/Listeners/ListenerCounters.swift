// A listener in numbers, counted without locks on the way of a message.

public import Routing
import Synchronization

/// Counts of one listener since the process started.
public final class ListenerCounters: Sendable {
    /// A moment's reading of the counters.
    public struct Snapshot: Hashable, Sendable {
        /// Messages read from connections.
        public var received = 0
        /// Messages answered positively, after their commit.
        public var acknowledged = 0
        /// Messages answered negatively.
        public var refused = 0
        /// Messages that no route wanted.
        public var unrouted = 0
        /// Messages that a route dropped on purpose.
        public var filtered = 0
        /// Messages stored unparsed because they ended an earlier process.
        public var suspects = 0
        /// Messages with a delivery that could not be mapped.
        public var unmappable = 0
        /// Messages that were taken although they do not conform to the standard or the listener's profile.
        public var nonconforming = 0
        /// When the last message was read, in milliseconds since 1970 UTC; `nil` before the first.
        public var lastReceivedAt: Int64?
        /// Time from a frame's last byte to its answer: messages at most this slow, by ``latencyBounds``, then all.
        public var latencyBuckets: [Int] = []
        /// The sum of those times.
        public var latencySum: Duration = .zero
    }

    /// The upper bounds of the latency buckets.
    public static let latencyBounds: [Duration] = [
        .milliseconds(1), .milliseconds(2), .milliseconds(5), .milliseconds(10), .milliseconds(20),
        .milliseconds(50), .milliseconds(100), .milliseconds(250), .seconds(1), .seconds(5),
    ]

    let received = Atomic(0)
    let lastReceivedAt = Atomic<Int64>(0)
    let acknowledged = Atomic(0)
    let refused = Atomic(0)
    let unrouted = Atomic(0)
    let filtered = Atomic(0)
    let suspects = Atomic(0)
    let unmappable = Atomic(0)
    let nonconforming = Atomic(0)
    private let latency = Mutex(
        (buckets: Array(repeating: 0, count: latencyBounds.count + 1), sum: Duration.zero)
    )

    /// Starts at zero.
    public init() {}

    /// Counts what came in; its answer is counted with its commit.
    ///
    /// - Parameter receivedAt: milliseconds since 1970 UTC.
    public func countReceived(at receivedAt: Int64) {
        received.add(1, ordering: .relaxed)
        lastReceivedAt.store(receivedAt, ordering: .relaxed)
    }

    /// Counts what is refused without being stored.
    public func countRefused() { refused.add(1, ordering: .relaxed) }

    /// Counts what ended an earlier process and is stored unparsed.
    public func countSuspect() { suspects.add(1, ordering: .relaxed) }

    /// Counts what is taken though it does not conform.
    public func countNonconforming() { nonconforming.add(1, ordering: .relaxed) }

    /// Counts what no route wanted or a route dropped.
    public func count(_ status: Judgment.Status) {
        switch status {
        case .unrouted: unrouted.add(1, ordering: .relaxed)
        case .filtered: filtered.add(1, ordering: .relaxed)
        case .accepted, .refused: break
        }
    }

    /// Counts the answers of one commit.
    public func answered(after latencies: [Duration]) {
        latency.withLock { state in
            for duration in latencies {
                let bucket = Self.latencyBounds.firstIndex { duration <= $0 } ?? Self.latencyBounds.count
                state.buckets[bucket] += 1
                state.sum += duration
            }
        }
    }

    /// Reads the counters; each is exact, but they are not read at one moment.
    public var snapshot: Snapshot {
        var snapshot = Snapshot()
        snapshot.received = received.load(ordering: .relaxed)
        snapshot.acknowledged = acknowledged.load(ordering: .relaxed)
        snapshot.refused = refused.load(ordering: .relaxed)
        snapshot.unrouted = unrouted.load(ordering: .relaxed)
        snapshot.filtered = filtered.load(ordering: .relaxed)
        snapshot.suspects = suspects.load(ordering: .relaxed)
        snapshot.nonconforming = nonconforming.load(ordering: .relaxed)
        snapshot.unmappable = unmappable.load(ordering: .relaxed)
        let last = lastReceivedAt.load(ordering: .relaxed)
        snapshot.lastReceivedAt = last == 0 ? nil : last
        (snapshot.latencyBuckets, snapshot.latencySum) = latency.withLock { ($0.buckets, $0.sum) }
        return snapshot
    }
}
