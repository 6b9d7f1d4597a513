// From a judgment to what the store keeps.

import FHIR
import Listeners
import MessageStore
import Routing

extension FHIRListener {
    /// The message as it is stored: its bytes, its verdict and its deliveries.
    ///
    /// Where its client waits for receivers, its deliveries are watched from the commit on.
    func newMessage(_ judged: JudgedSubmission, _ wait: CommitWait, _ head: RequestHead) -> NewMessage {
        let (submission, judgment, body) = (judged.submission, judged.judgment, judged.body)
        counters.count(judgment.status)
        if judged.findings.isNonconforming { counters.countNonconforming() }
        let plan = DeliveryPlan(judgment.deliveries, setting.numbers)
        // Only where `answer` will wait for them: what nobody asks after would be watched for ever.
        let watches = accept(head) == .sync && !plan.deliveries.isEmpty && plan.parked.isEmpty
        var message = message(
            body,
            status: judgment.status.stored,
            controlID: submission.kind.controlID,
            type: submission.kind.type,
            deliveries: plan.deliveries,
            parked: plan.parked,
            refusal: judgment.status.explanation ?? judged.findings.note,
            context: Acceptance(
                payloads: plan.payloads,
                receivedAt: body.at,
                counters: counters,
                settled: { [watch] outcome in
                    if watches, case .durable(let id) = outcome, !wait.isGivenUp {
                        watch.begin(id, deliveries: plan.deliveries.map { DeliveryID($0, of: id) })
                    }
                    wait.end(outcome)
                }
            )
        )
        message.resources = submission.resourceKeys.map {
            ResourceIndexEntry(key: $0.key.bytes, resource: $0.address)
        }
        message.known = submission.known.encoded
        return message
    }

    /// A body that ended an earlier process: stored as it came, parked, and acknowledged without a promise.
    func takeSuspect(_ body: SubmittedBody, _ head: RequestHead) async throws(Problem) -> Answer {
        counters.countSuspect()
        let wait = CommitWait()
        let context = Acceptance(payloads: [], receivedAt: body.at, counters: counters) { wait.end($0) }
        let suspect = message(body, status: .suspect, parked: [DeliveryPlan.suspect], context: context)
        _ = try await durable(suspect, wait, head)
        return Answer(202, Answer.information("The content is stored; an operator will look at it."))
    }

    /// Keeps what was refused for the analyst, where there is room.
    func keepRefused(_ body: SubmittedBody, _ problem: Problem) {
        let reason = problem.issues.first?.description ?? "refused"
        let context = Acceptance(payloads: [], receivedAt: body.at, counters: counters) { _ in }
        let refused = message(body, status: .refused, refusal: reason, context: context)
        if !store.isAvailable || !store.accept(refused) { counters.countRefused() }
    }

    private func message(
        _ body: SubmittedBody,
        status: MessageStatus,
        controlID: String? = nil,
        type: String = "",
        deliveries: [PlannedDelivery] = [],
        parked: [ParkedAtAccept] = [],
        refusal: String? = nil,
        context: Acceptance
    ) -> NewMessage {
        NewMessage(
            feed: setting.feed,
            receivedAt: body.receivedAt,
            site: setting.numbers.version,
            status: status,
            format: body.isXML ? .fhirXML : .fhirJSON,
            controlID: controlID,
            type: type,
            payload: body.bytes,
            deliveries: deliveries,
            parked: parked,
            refusal: refusal,
            context: context
        )
    }
}

extension DeliveryID {
    fileprivate init(_ planned: PlannedDelivery, of message: MessageID) {
        self.init(message: message, route: planned.route, part: planned.part)
    }
}
