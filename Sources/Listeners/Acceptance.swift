// What travels with a message through the store and comes back with its commit.

public import MLLP
public import MessageStore
public import Routing
import Synchronization

/// Everything that happens to a message after its commit: the answer to its sender, and its payloads.
public final class Acceptance: Sendable {
    /// Where the answers go; `nil` where nobody waits.
    public let reply: ReplyToken?
    /// The answers, in their order; none where the sender wants none.
    public let answers: [[UInt8]]
    /// The bytes of each planned delivery.
    private let payloads: [(delivery: PlannedDelivery, payload: Payload)]
    /// When the frame's last byte was read.
    public let receivedAt: ContinuousClock.Instant
    /// The counters of its listener.
    public let counters: ListenerCounters

    init(
        reply: ReplyToken?,
        answers: [[UInt8]],
        payloads: [(delivery: PlannedDelivery, payload: Payload)],
        receivedAt: ContinuousClock.Instant,
        counters: ListenerCounters
    ) {
        self.reply = reply
        self.answers = answers
        self.payloads = payloads
        self.receivedAt = receivedAt
        self.counters = counters
    }
}

extension Acceptance {
    /// The bytes of a delivery of this message, as the intake made them.
    public func payload(of delivery: DeliveryID) -> Payload? {
        payloads.first { $0.delivery.route == delivery.route && $0.delivery.part == delivery.part }?.payload
    }

    /// Counts the answer that goes out now.
    public func count(_ status: MessageStatus) {
        if status == .refused {
            counters.refused.add(1, ordering: .relaxed)
        } else {
            counters.acknowledged.add(1, ordering: .relaxed)
        }
    }
}
