// Clients that wait for more than durability: for the receivers (`accept: sync`), or not even for durability's answer
// (`respond-async`), which they fetch later (FHIR R4, "Asynchronous Request Pattern").
//
// Whatever they hear, the message is durable and will be delivered; so nobody is told to send it again.

import FHIR
import HTTPTypes
import Listeners
import MessageStore
import Routing

/// A submission of which it is known where it goes.
struct JudgedSubmission: Sendable {
    let content: TakenBody
    let submission: FHIRSubmission
    let judgment: FHIRIntake.Judgment
    let findings: ResourceFindings
    let body: SubmittedBody

    /// The same, once its message is durable.
    func stored(_ message: NewMessage, as id: MessageID) -> StoredSubmission {
        StoredSubmission(
            content: content,
            submission: submission,
            findings: findings,
            version: VersionTag(message: id, receivedAt: body.receivedAt),
            isUnmapped: !message.parked.isEmpty,
            deliveryCount: message.deliveries.count
        )
    }
}

/// A submission that is durable.
struct StoredSubmission: Sendable {
    let content: TakenBody
    let submission: FHIRSubmission
    /// What was found in it.
    let findings: ResourceFindings
    /// Its number and the moment of its receipt.
    let version: VersionTag
    /// Whether some of its deliveries could not even be rendered.
    let isUnmapped: Bool
    /// How many deliveries are on their way.
    let deliveryCount: Int
}

extension FHIRListener {
    /// When the client of a request hears of it.
    func accept(_ head: RequestHead) -> FHIRReception.Accept {
        Preference.wantsLater(head.headers[.prefer]) ? .async : setting.intake.reception.accept
    }

    /// What the client of a durable submission hears, and when.
    func answer(_ stored: StoredSubmission, _ head: RequestHead) async -> Answer {
        let own = stored.content.answered(stored.submission, stored.findings, stored.version, head)
        switch accept(head) {
        case .stored: return own
        case .async:
            return later(stored.version, head, "The content is stored; the rest is told at the address.")
        case .sync:
            if stored.isUnmapped { return Answer(.unmapped) }
            if stored.deliveryCount == 0 { return own }
            let limit = setting.intake.reception.syncTimeout
            let ends = await watch.ends(of: stored.version.message, within: limit)
            guard let ends else {
                return later(
                    stored.version,
                    head,
                    "The content is stored; not every receiver answered in time."
                )
            }
            return relayed(ends, of: stored, own: own, head)
        }
    }

    /// Where the client finds out what became of its request.
    private func later(_ version: VersionTag, _ head: RequestHead, _ text: String) -> Answer {
        let address = "\(head.baseAddress)/\(Interaction.statusStep)/\(version.id)"
        return Answer(
            202,
            headers: [Problem.Header(name: .contentLocation, value: address)],
            Answer.information(text)
        )
    }

    /// What the client of a message that came before hears.
    func repeated(
        _ judged: JudgedSubmission,
        _ known: MessageID,
        _ head: RequestHead
    ) async throws(Problem) -> Answer {
        let version = VersionTag(message: known, receivedAt: judged.body.receivedAt)
        switch accept(head) {
        case .stored: return judged.content.answered(judged.submission, judged.findings, version, head)
        case .async: return later(version, head, "The message came before and is stored.")
        case .sync:
            var isDone = false
            if case .message(let key) = judged.content.answer { isDone = messages.hasArrived(key) }
            // What was settled just now may not be written down yet.
            if !isDone { isDone = try await self.isDone(known) }
            guard isDone else {
                return later(version, head, "The message came before; not every receiver answered yet.")
            }
            return Answer(200, Self.response(to: judged.submission, version))
        }
    }

    /// The response to a message that every receiver took.
    private static func response(to submission: FHIRSubmission, _ version: VersionTag) -> Tree {
        let outcome = Answer.information("The message reached every receiver.")
        return MessageResponse.tree(to: submission.tree, version, .ok, outcome)
    }

    /// What the receivers answered: the refusal of one, the answer of the only one, or ours where there are several.
    private func relayed(
        _ ends: [DeliveryEnd],
        of stored: StoredSubmission,
        own: Answer,
        _ head: RequestHead
    ) -> Answer {
        func relay(_ end: DeliveryEnd) -> ReceiverAnswer? {
            guard let answer = end.answer,
                let index = setting.numbers.destinations.firstIndex(of: end.destination)
            else { return nil }
            return ReceiverAnswer(answer, from: setting.intake.destination(at: index))
        }
        for end in ends where end.outcome != .delivered {
            guard let refusal = relay(end)?.refusal else {
                return later(
                    stored.version,
                    head,
                    "The content is stored; an operator will see to its delivery."
                )
            }
            return refusal
        }
        var own = own
        if case .message(let key) = stored.content.answer {
            messages.arrived(key)
            own = Answer(200, Self.response(to: stored.submission, stored.version))
        }
        guard ends.count == 1, let answer = ends.first.flatMap(relay) else { return own }
        return answer.answer(to: stored, own: own, head)
    }
}
