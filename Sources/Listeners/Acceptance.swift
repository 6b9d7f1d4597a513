// What travels with a message through the store and comes back with its commit.

public import MLLP
public import MessageStore
public import Routing
import Synchronization

/// Everything that happens to a message after its commit: the answer to its sender, and its payloads.
public final class Acceptance: Sendable {
    /// Who hears of a message's commit.
    enum Reply: Sendable {
        /// The sender of a frame with this message alone, and what it is told.
        case own(ReplyToken, [[UInt8]])
        /// The sender of a frame with several.
        case shared(FrameReply)
        /// Somebody who waits; called on the accepting connection's thread and quick.
        case waiting(@Sendable (Outcome) -> Void)
    }

    /// What became of a message.
    public enum Outcome: Hashable, Sendable {
        /// It is durable, under this number.
        case durable(MessageID)
        /// It will not be stored.
        case failed
    }

    private let reply: Reply
    /// The bytes of each planned delivery.
    private let payloads: [(delivery: PlannedDelivery, payload: Payload)]
    /// What is to be done where the message cannot be stored.
    private let takeBack: (@Sendable () -> Void)?
    /// When the frame's last byte was read.
    public let receivedAt: ContinuousClock.Instant
    /// The counters of its listener.
    public let counters: ListenerCounters

    init(
        reply: Reply,
        payloads: [(delivery: PlannedDelivery, payload: Payload)],
        receivedAt: ContinuousClock.Instant,
        counters: ListenerCounters,
        takeBack: (@Sendable () -> Void)? = nil
    ) {
        self.reply = reply
        self.payloads = payloads
        self.receivedAt = receivedAt
        self.counters = counters
        self.takeBack = takeBack
    }

    /// For somebody who waits for the commit.
    ///
    /// - Parameters:
    ///   - payloads: the bytes of each planned delivery.
    ///   - receivedAt: when the last byte was read.
    ///   - counters: those of the listener.
    ///   - settled: told once what became of the message, on a thread of the store; must return quickly.
    public convenience init(
        payloads: [(delivery: PlannedDelivery, payload: Payload)],
        receivedAt: ContinuousClock.Instant,
        counters: ListenerCounters,
        settled: @escaping @Sendable (Outcome) -> Void
    ) {
        self.init(
            reply: .waiting(settled),
            payloads: payloads,
            receivedAt: receivedAt,
            counters: counters
        )
    }
}

extension Acceptance {
    /// The bytes of a delivery of this message, as the intake made them.
    public func payload(of delivery: DeliveryID) -> Payload? {
        payloads.first { $0.delivery.route == delivery.route && $0.delivery.part == delivery.part }?.payload
    }

    /// The message is durable: counts its answer and gives what is to be sent now.
    ///
    /// - Returns: the answer to its frame, or `nil` where other messages of the frame are not durable yet, and where
    ///   somebody else answers.
    public func committed(_ status: MessageStatus, as id: MessageID) -> MLLP.Reply? {
        if status == .refused {
            counters.refused.add(1, ordering: .relaxed)
        } else {
            counters.acknowledged.add(1, ordering: .relaxed)
        }
        switch reply {
        case .own(let token, let answers): return MLLP.Reply(token, answers)
        case .shared(let reply): return reply.settled()
        case .waiting(let settled):
            settled(.durable(id))
            return nil
        }
    }

    /// The message will not be stored: its sender hears nothing and sends again.
    public func failed() {
        takeBack?()
        switch reply {
        case .own(let token, _): token.withholdAndClose()
        case .shared(let reply): reply.failed()
        case .waiting(let settled): settled(.failed)
        }
    }
}
