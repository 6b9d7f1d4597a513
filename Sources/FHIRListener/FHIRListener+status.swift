// What became of a request, for clients that fetch its answer later (FHIR R4, "Asynchronous Request Pattern").
//
// All of it is made of what is stored, so an answer can be fetched after a restart, and as often as one likes. The
// answer stands in a Bundle of type batch-response, as later releases of FHIR have it; the lists of files of the bulk
// exchanges have no room for it.

import FHIR
import HTTPTypes
import Listeners
import MessageStore
import Routing

extension FHIRListener {
    /// Seconds after which to ask again.
    private static let pollSeconds = 1
    /// How long an answer can be fetched at least, from now.
    private static let keptMilliseconds: Int64 = 3_600_000

    /// Answers `GET` of a status address.
    ///
    /// - Throws: 404 for what was not taken here, or 503.
    func status(_ text: String, _ head: RequestHead) async throws(Problem) -> Answer {
        guard let id = MessageID(text), id.feed == setting.feed else { throw .notFound }
        let detail = try await stored { () async throws(StoreError) in try await store.detail(id) }
        guard let detail, detail.message.status != .refused else { throw .notFound }
        let deliveries = detail.summary.deliveries
        let open = deliveries.filter { [.waiting, .pending].contains($0.state) }.count
        guard open == 0 else {
            let progress = "\(deliveries.count - open) of \(deliveries.count) deliveries are done"
            return Answer(
                202,
                headers: [
                    Problem.Header(name: .progress, value: progress),
                    Problem.Header(name: .retryAfter, value: String(Self.pollSeconds)),
                ]
            )
        }
        let expires = UTCTime(milliseconds: setting.clock() + Self.keptMilliseconds).httpDate
        return Answer(200, headers: [Problem.Header(name: .expires, value: expires)], result(detail))
    }

    /// Whether everything of a message arrived; `nil` while something is under way or set aside.
    func isDone(_ id: MessageID) async throws(Problem) -> Bool {
        let detail = try await stored { () async throws(StoreError) in try await store.detail(id) }
        return detail?.summary.deliveries.allSatisfy { [.delivered, .unrecorded].contains($0.state) } == true
    }

    /// The answer to the request, and what became of its deliveries.
    private func result(_ detail: MessageDetail) -> Tree {
        let version = VersionTag(message: detail.message.id, receivedAt: detail.message.receivedAt)
        let isParked = !detail.parked.isEmpty
        let outcome = OperationOutcome(issues(detail)).tree()
        var writer = ResourceWriter("Bundle")
        writer.set("type", "batch-response", in: writer.root)
        let entry = writer.append("entry", to: writer.root)
        let submission = crashGuard.guarding(detail.message.payload) { FHIRSubmission(detail.message) } ?? nil
        var status = "200 OK"
        var place: String?
        switch submission?.kind {
        case .resource(let type, let id):
            let wasKnown = submission?.known.version(of: "\(type)/\(id)") != nil
            status = wasKnown ? "200 OK" : "201 Created"
            place = "\(type)/\(id)/_history/\(version.id)"
        case .transaction, .batch:
            if let submission {
                writer.attach(BundleAnswer.tree(for: submission, version), as: "resource", to: entry)
            }
        case .message:
            if let tree = submission?.tree {
                let code: MessageResponse.Code = isParked ? .fatalError : .ok
                let response = MessageResponse.tree(to: tree, version, code, outcome)
                writer.attach(response, as: "resource", to: entry)
            }
        case nil: status = "202 Accepted"
        }
        let response = writer.append("response", to: entry)
        writer.set("status", isParked ? "422 Unprocessable Entity" : status, in: response)
        if let place {
            writer.set("location", place, in: response)
            writer.set("etag", version.entityTag, in: response)
            writer.set("lastModified", version.lastUpdated, in: response)
        }
        writer.attach(outcome, as: "outcome", to: response)
        return writer.tree
    }

    /// What became of each delivery.
    private func issues(_ detail: MessageDetail) -> [OutcomeIssue] {
        let issues = detail.summary.deliveries.map { delivery in
            let name = name(of: delivery.destination)
            switch delivery.state {
            case .parked:
                let reason = detail.parked.first { $0.id == delivery.id }?.reason ?? "unknown"
                return OutcomeIssue(
                    .error,
                    .processing,
                    at: "",
                    "To \(name): set aside for an operator, \(reason)."
                )
            case .discarded:
                return OutcomeIssue(.warning, .processing, at: "", "To \(name): discarded by an operator.")
            case .delivered, .unrecorded, .waiting, .pending:
                return OutcomeIssue(.information, .informational, at: "", "To \(name): delivered.")
            }
        }
        if !issues.isEmpty { return issues }
        return [OutcomeIssue(.information, .informational, at: "", "It is stored; no receiver wants it.")]
    }

    private func name(of destination: DestinationID) -> String {
        guard let index = setting.numbers.destinations.firstIndex(of: destination) else {
            return "a receiver"
        }
        return setting.intake.destination(at: index).name
    }
}

extension FHIRSubmission {
    /// What was stored, read again; `nil` for what no listener of ours stored.
    init?(_ message: StoredMessage) {
        guard let kind = FHIRSubmissionKind(controlID: message.controlID ?? "", type: message.type) else {
            return nil
        }
        // What was read once and is stored unchanged can be read again; if not, it is not there.
        try? self.init(
            reading: message.payload,
            isXML: message.format == .fhirXML,
            as: kind,
            known: message.known.flatMap(KnownResources.init(encoded:)) ?? KnownResources()
        )
    }
}
