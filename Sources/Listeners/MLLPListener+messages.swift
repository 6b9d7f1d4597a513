// From a judgment to what the store keeps.

import MessageStore
import Routing
import Synchronization

extension MLLPListener {
    /// The message as it is stored: its bytes, its verdict, its deliveries, and those that could not be mapped.
    func newMessage(_ frame: ReceivedFrame, _ judgment: Judgment, receivedAt: Int64) -> NewMessage {
        count(judgment)
        var deliveries: [PlannedDelivery] = []
        var payloads: [(delivery: PlannedDelivery, payload: Payload)] = []
        var parked: [ParkedAtAccept] = []
        for delivery in judgment.deliveries {
            let planned = PlannedDelivery(
                route: setting.numbers.routes[delivery.route],
                part: Int16(clamping: delivery.part),
                destination: setting.numbers.destinations[delivery.destination],
                keys: delivery.keys.map(\.hash)
            )
            if let problems = delivery.payload.problems {
                let text = problems.map(\.description).joined(separator: "\n")
                parked.append(ParkedAtAccept(delivery: planned, reason: "mapping-failed", diagnostics: text))
            } else {
                deliveries.append(planned)
                payloads.append((planned, delivery.payload))
            }
        }
        if !parked.isEmpty { counters.unmappable.add(1, ordering: .relaxed) }
        return NewMessage(
            feed: setting.feed,
            receivedAt: receivedAt,
            site: setting.numbers.version,
            status: judgment.status.stored,
            format: .hl7v2,
            controlID: judgment.controlID.isEmpty ? nil : judgment.controlID,
            type: judgment.type,
            sender: judgment.sender.isEmpty ? nil : judgment.sender,
            payload: frame.bytes,
            deliveries: deliveries,
            parked: parked,
            refusal: judgment.status.explanation ?? judgment.note,
            context: Acceptance(
                reply: frame.reply,
                answers: judgment.answers,
                payloads: payloads,
                receivedAt: frame.at,
                counters: counters
            )
        )
    }

    /// A message that ended an earlier process: stored as it came, parked, and acknowledged.
    func suspect(_ frame: ReceivedFrame, receivedAt: Int64) -> NewMessage {
        counters.suspects.add(1, ordering: .relaxed)
        let judgment = setting.intake.judge(suspect: frame.bytes, acceptedAt: receivedAt)
        let nowhere = PlannedDelivery(route: .none, part: 0, destination: .none, keys: [])
        let parked = ParkedAtAccept(
            delivery: nowhere,
            reason: "suspect",
            diagnostics: "this message was under way when an earlier process ended; it was not parsed again"
        )
        return NewMessage(
            feed: setting.feed,
            receivedAt: receivedAt,
            site: setting.numbers.version,
            status: .suspect,
            format: .hl7v2,
            controlID: judgment.controlID.isEmpty ? nil : judgment.controlID,
            type: judgment.type,
            sender: judgment.sender.isEmpty ? nil : judgment.sender,
            payload: frame.bytes,
            parked: [parked],
            context: Acceptance(
                reply: frame.reply,
                answers: judgment.answers,
                payloads: [],
                receivedAt: frame.at,
                counters: counters
            )
        )
    }

    private func count(_ judgment: Judgment) {
        if judgment.note != nil { counters.nonconforming.add(1, ordering: .relaxed) }
        switch judgment.status {
        case .accepted: break
        case .unrouted: counters.unrouted.add(1, ordering: .relaxed)
        case .filtered: counters.filtered.add(1, ordering: .relaxed)
        case .refused: break
        }
    }
}

extension Judgment.Status {
    fileprivate var stored: MessageStatus {
        switch self {
        case .accepted: .accepted
        case .unrouted: .unrouted
        case .filtered: .filtered
        case .refused: .refused
        }
    }

    fileprivate var explanation: String? {
        switch self {
        case .refused(let reason), .filtered(let reason): reason
        case .accepted, .unrouted: nil
        }
    }
}
