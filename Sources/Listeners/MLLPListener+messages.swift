// From a judgment to what the store keeps.

import HL7v2
public import MessageStore
public import Routing
import Synchronization

extension MLLPListener {
    /// The message as it is stored: its bytes, its verdict, its deliveries, and those that could not be mapped.
    ///
    /// - Parameters:
    ///   - bytes: the message's bytes.
    ///   - judgment: what becomes of it.
    ///   - frame: the frame that brought it.
    ///   - reply: who hears of its commit.
    ///   - keepsPayloads: whether what is sent stays in memory until the first attempt.
    /// - Returns: what the store takes.
    func newMessage(
        _ bytes: [UInt8],
        _ judgment: Judgment,
        _ frame: ReceivedFrame,
        reply: Acceptance.Reply,
        keepsPayloads: Bool = true
    ) -> NewMessage {
        count(judgment)
        let plan = DeliveryPlan(judgment.deliveries, setting.numbers)
        if !plan.parked.isEmpty { counters.unmappable.add(1, ordering: .relaxed) }
        var message = NewMessage(
            feed: setting.feed,
            receivedAt: frame.receivedAt,
            site: setting.numbers.version,
            status: judgment.status.stored,
            format: .hl7v2,
            controlID: judgment.controlID.isEmpty ? nil : judgment.controlID,
            type: judgment.type,
            sender: judgment.sender.isEmpty ? nil : judgment.sender,
            payload: bytes,
            deliveries: plan.deliveries,
            parked: plan.parked,
            refusal: judgment.status.explanation ?? judgment.note,
            context: Acceptance(
                reply: reply,
                payloads: keepsPayloads ? plan.payloads : [],
                receivedAt: frame.at,
                counters: counters,
                takeBack: takeBack(judgment.memory)
            )
        )
        message.memory = judgment.memory.map {
            FeedMemory(kind: $0.key.kind.rawValue, key: $0.key.name, value: $0.value)
        }
        message.answer = judgment.acknowledges.map(applicationAnswer)
        return message
    }

    /// Undoes what a message changed that cannot be stored.
    private func takeBack(_ changes: [ExchangeMemory.Change]) -> (@Sendable () -> Void)? {
        if changes.isEmpty { return nil }
        return { [self] in memory.withLock { $0.takeBack(changes) } }
    }

    private func applicationAnswer(_ acknowledged: AcknowledgedMessage) -> ApplicationAnswer {
        let code = acknowledged.code.rawValue
        return ApplicationAnswer(
            controlID: acknowledged.controlID,
            destinations: setting.intake.answeringDestinations.map { setting.numbers.destinations[$0] },
            delivery: DeliveryID(controlID: acknowledged.controlID),
            code: acknowledged.errorCode.isEmpty ? code : "\(code) \(acknowledged.errorCode)",
            isPositive: acknowledged.code.isPositive
        )
    }

    /// A message that ended an earlier process: stored as it came, parked, and acknowledged.
    func suspect(_ bytes: [UInt8], _ judgment: Judgment, _ frame: ReceivedFrame, reply: Acceptance.Reply)
        -> NewMessage
    {
        counters.suspects.add(1, ordering: .relaxed)
        return NewMessage(
            feed: setting.feed,
            receivedAt: frame.receivedAt,
            site: setting.numbers.version,
            status: .suspect,
            format: .hl7v2,
            controlID: judgment.controlID.isEmpty ? nil : judgment.controlID,
            type: judgment.type,
            sender: judgment.sender.isEmpty ? nil : judgment.sender,
            payload: bytes,
            parked: [DeliveryPlan.suspect],
            context: Acceptance(reply: reply, payloads: [], receivedAt: frame.at, counters: counters)
        )
    }

    private func count(_ judgment: Judgment) {
        if judgment.isNonconforming { counters.countNonconforming() }
        counters.count(judgment.status)
    }
}

extension Judgment.Status {
    /// The status under which the store keeps it.
    public var stored: MessageStatus {
        switch self {
        case .accepted: .accepted
        case .unrouted: .unrouted
        case .filtered: .filtered
        case .refused: .refused
        }
    }

    /// Why it is not delivered, where somebody decided that.
    public var explanation: String? {
        switch self {
        case .refused(let reason), .filtered(let reason): reason
        case .accepted, .unrouted: nil
        }
    }
}
