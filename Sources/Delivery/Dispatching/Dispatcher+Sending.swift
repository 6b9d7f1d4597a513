// Rendering and sending what the lanes have started, on the dispatcher's queue, and taking the answers in
// on whatever thread they come.

import MessageStore
import Synchronization

extension Dispatcher {
    /// The most deliveries taken from the lanes at a time.
    private static var sentAtOnce: Int { 64 }

    /// Sends until nothing is started any more.
    func sendAll() {
        while true {
            let starts = state.withLock { state in
                var taken: [Start] = []
                while taken.count < Self.sentAtOnce, let start = state.starts.popFirst() {
                    taken.append(start)
                }
                if taken.isEmpty { state.isSending = false }
                return taken
            }
            guard !starts.isEmpty else { return }
            for start in starts { send(start) }
        }
    }

    /// Renders and sends one delivery.
    func send(_ start: Start) {
        guard let body = rendered(start) else { return }
        let facts = AttemptFacts(
            delivery: start.delivery,
            sentHash: body.sentHash,
            followsParked: start.followsParked
        )
        let begun = clock.now()
        let parcel = Parcel(id: start.delivery.id, body: body, attempt: start.delivery.attempts)
        transport.send(parcel, to: start.settings) { reply in
            self.answered(start, reply, body: body, facts: facts, latency: self.clock.now() - begun)
        }
    }

    /// The bytes to send; `nil` when the lanes were told why there are none, or the store is being asked.
    private func rendered(_ start: Start) -> RenderedBody? {
        if let rendered = start.delivery.rendered { return rendered }
        guard let content = start.delivery.content else {
            jobsInput.yield(.content(start))
            return nil
        }
        let request = RenderRequest(
            delivery: start.delivery.id,
            destination: start.settings.id,
            content: content
        )
        switch render(request) {
        case .success(let body):
            return body
        case .failure(let problem):
            let facts = AttemptFacts(error: problem.diagnostics, delivery: start.delivery)
            tell(start.destination, .unrenderable(start.ticket, reason: problem.reason), facts: facts)
            return nil
        }
    }

    private func answered(
        _ start: Start,
        _ reply: Reply,
        body: RenderedBody,
        facts: AttemptFacts,
        latency: Duration
    ) {
        let verdict = start.settings.verdicts.verdict(for: reply.answer)
        var facts = facts
        facts.take(reply, verdict, latency: latency)
        let event = LaneEvent.attemptEnded(
            start.ticket,
            verdict,
            reason: ParkReason(reply.answer),
            rendered: verdict == .delivered ? nil : body
        )
        tell(start.destination, event, facts: facts)
    }
}

extension ParkReason {
    /// What a delivery is parked for when this answer was its last one.
    init(_ answer: Answer) {
        switch answer {
        case .response(let status, _): self = .status(status)
        case .acknowledged(let acknowledgment): self = .acknowledged(acknowledgment)
        case .committed: self = .notStored
        case .unsendable: self = .unsendable
        case .failure: self = .unanswered
        }
    }
}
