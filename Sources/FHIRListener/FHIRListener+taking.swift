// From a body to what its client hears: read, looked up, judged, stored, answered.

import FHIR
import Listeners
import MessageStore
import Routing

/// A request whose body was read and found in order.
private struct ReadRequest {
    let interaction: Interaction
    let conditions: Conditions
    let body: SubmittedBody
    let tree: Tree
    /// Why entries of a batch are not their client's to hand over, by their positions.
    let forbidden: [Int: [OutcomeIssue]]
    let findings: ResourceFindings
}

extension FHIRListener {
    /// How far a body got.
    private enum Progress {
        /// There is nothing more to wait for.
        case answered(Answer)
        /// It is durable.
        case stored(StoredSubmission)
    }

    /// Takes a resource.
    func take(
        _ interaction: Interaction,
        _ body: SubmittedBody,
        _ head: RequestHead
    ) async throws(Problem) -> Answer {
        let conditions = try Conditions(interaction, head)
        let read = crashGuard.guarding(body.bytes) {
            Result { () throws(Problem) in try TakenBody.read(body) }
        }
        guard let read else { return try await takeSuspect(body, head) }
        let tree = try kept(read, body)
        try kept(Result { () throws(Problem) in try TakenBody.checkType(interaction, tree) }, body)
        let forbidden = try kept(
            Result { () throws(Problem) in
                interaction == .bundle ? try ForbiddenEntries.find(in: tree, head.permission) : [:]
            },
            body
        )
        let now = UTCTime(milliseconds: body.receivedAt).instant
        let found = crashGuard.guarding(body.bytes) { setting.intake.findings(in: tree, now: now) }
        guard let findings = found else { return try await takeSuspect(body, head) }
        try kept(Result { () throws(Problem) in try TakenBody.checkFindings(findings) }, body)
        let request = ReadRequest(
            interaction: interaction,
            conditions: conditions,
            body: body,
            tree: tree,
            forbidden: forbidden,
            findings: findings
        )
        switch try await progress(request, head) {
        case .answered(let answer): return answer
        case .stored(let stored): return await answer(stored, head)
        }
    }

    /// Looks up what a body asks after, and stores it.
    private func progress(_ request: ReadRequest, _ head: RequestHead) async throws(Problem) -> Progress {
        let (interaction, conditions, tree) = (request.interaction, request.conditions, request.tree)
        let keys = TakenBody.keys(interaction, tree, conditions)
        var known = try await lookUp(keys)
        let contested = TakenBody.contestedKeys(interaction, tree, conditions, known)
        await gate.enter(contested)
        defer { gate.leave(contested) }
        // Somebody else may have stored it in the meantime; from here on nobody does.
        if !contested.isEmpty { known = try await lookUp(keys) }
        known.refuse(request.forbidden, as: .forbidden)
        known.refuse(request.findings.refusedEntries, as: .nonconforming)
        let decision = Result { () throws(Problem) in
            try TakenBody.decide(interaction, tree, conditions, known)
        }
        switch try kept(decision, request.body) {
        case .found(let found): return .answered(try await answerFound(found, head))
        case .take(let content): return try await take(content, request, known, head)
        }
    }

    /// Takes a resource of which it is known what is to be done with it.
    private func take(
        _ content: TakenBody,
        _ request: ReadRequest,
        _ known: KnownResources,
        _ head: RequestHead
    ) async throws(Problem) -> Progress {
        let (body, findings) = (request.body, request.findings)
        let judgment = crashGuard.guarding(body.bytes) {
            let submission = FHIRSubmission(
                content.kind,
                bytes: body.bytes,
                isXML: body.isXML,
                tree: request.tree,
                known: known
            )
            return (submission, setting.intake.judge(submission, acceptedAt: body.receivedAt))
        }
        guard let (submission, judgment) = judgment else {
            return .answered(try await takeSuspect(body, head))
        }
        if case .transaction = content.kind, let refusal = submission.plan?.firstRefusal {
            let problem = Problem(refusal.status, refusal.issues)
            keepRefused(body, problem)
            throw problem
        }
        if submission.plan?.changesNothing == true {
            if let refusal = submission.plan?.firstRefusal {
                keepRefused(body, Problem(refusal.status, refusal.issues))
            }
            return .answered(content.answered(submission, findings, nil, head))
        }
        let judged = JudgedSubmission(
            content: content,
            submission: submission,
            judgment: judgment,
            findings: findings,
            body: body
        )
        if case .message(let key) = content.answer { return try await takeMessage(key, judged, head) }
        let wait = CommitWait()
        let message = newMessage(judged, wait, head)
        return .stored(judged.stored(message, as: try await durable(message, wait, head)))
    }

    /// A message once; its repeats hear the same and are not delivered again.
    private func takeMessage(
        _ key: String,
        _ judged: JudgedSubmission,
        _ head: RequestHead
    ) async throws(Problem) -> Progress {
        if let known = try await storedBefore(key, judged) {
            return .answered(try await repeated(judged, known, head))
        }
        let (wait, isRepeat) = messages.wait(for: key)
        let message = isRepeat ? nil : newMessage(judged, wait, head)
        if let message, !store.accept(message) {
            wait.end(.failed)
            messages.forget(key)
            throw .noRoom
        }
        switch await wait.ending(within: Self.commitLimit, on: head.eventLoop) {
        case .durable(let id):
            guard let message else { return .answered(try await repeated(judged, id, head)) }
            return .stored(judged.stored(message, as: id))
        case .failed:
            messages.forget(key)
            throw .unavailable
        case .tooLate: throw .unconfirmed
        }
    }

    /// The message that was stored before this process came to know messages, where this one repeats it.
    private func storedBefore(
        _ key: String,
        _ judged: JudgedSubmission
    ) async throws(Problem) -> MessageID? {
        guard !messages.knowsAll() else { return nil }
        let kind = judged.submission.kind
        let found = try await stored { () async throws(StoreError) in
            try await store.newest(controlID: kind.controlID, types: [kind.type], feed: setting.feed)
        }
        guard let found else { return nil }
        let detail = try await stored { () async throws(StoreError) in try await store.detail(found) }
        guard let message = detail?.message,
            setting.clock() - message.receivedAt < MessageMemory.milliseconds,
            let submission = crashGuard.guarding(message.payload, { FHIRSubmission(message) }) ?? nil,
            TakenBody.messageKey(submission.tree) == key
        else { return nil }
        return found
    }

    /// The success of a step; a failure is kept for the analyst, too, unless it was a matter of a condition.
    private func kept<Success>(
        _ result: Result<Success, Problem>,
        _ body: SubmittedBody
    ) throws(Problem) -> Success {
        if case .failure(let problem) = result, problem.status != Problem.conflict.status {
            keepRefused(body, problem)
        }
        return try result.get()
    }
}
