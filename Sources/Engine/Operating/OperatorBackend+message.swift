// One message with everything known about it.

import Console
import Delivery
import FHIR
import HL7v2
import MessageStore

extension OperatorBackend {
    func message(_ number: MessageNumber) async throws(BackendError) -> MessageView? {
        guard let id = number.id else { return nil }
        let detail: MessageDetail
        do {
            guard let found = try await parts.store.message(id) else { return nil }
            detail = found
            _ = try await parts.archive.runtime(of: found.message.site)
        } catch {
            throw BackendError(error)
        }
        var view = MessageView(
            row: MessageRow(detail.summary, names: parts.names),
            format: Self.format(detail.message.format),
            site: String(detail.message.site.rawValue),
            payload: detail.message.payload
        )
        // A suspect message is shown as bytes: it is not parsed again.
        if detail.summary.status != .suspect, detail.message.format == .hl7v2 {
            parse(detail.message.payload, into: &view)
        }
        view.deliveries = detail.summary.deliveries.map { delivery(of: detail, $0) }
        return view
    }

    private static func format(_ format: MessageFormat) -> MessageView.Format {
        switch format {
        case .hl7v2: .hl7v2
        case .fhirJSON: .fhirJSON
        case .fhirXML: .fhirXML
        }
    }

    private func parse(_ bytes: [UInt8], into view: inout MessageView) {
        do {
            let message = try HL7v2.Message(bytes)
            view.parsed = MessageOutline(describing: message).parsedLines
        } catch {
            view.parseProblem = error.description
        }
    }

    private func delivery(of detail: MessageDetail, _ summary: DeliverySummary) -> DeliveryView {
        var view = DeliveryView(row: DeliveryRow(summary, names: parts.names))
        let log = detail.log.filter { $0.delivery == summary.id }
        view.attempts = log.map { AttemptRow($0) }
        if let pending = detail.pending.first(where: { $0.place.delivery == summary.id }) {
            view.because = pending.lastError ?? "\(pending.reason)"
            if pending.nextAttemptAt > 0 { view.nextAttemptAt = Moment(milliseconds: pending.nextAttemptAt) }
        }
        if let parked = detail.parked.first(where: { $0.id == summary.id }) {
            view.because = "\(parked.reason): \(parked.diagnostics)"
        }
        guard summary.id.route != .none, detail.summary.status != .suspect else { return view }
        render(detail, summary, sent: log.last { $0.attempt.sentHash != nil }?.attempt.sentHash, into: &view)
        return view
    }

    /// Renders the payload again and holds it against the hash of what was sent.
    private func render(
        _ detail: MessageDetail,
        _ summary: DeliverySummary,
        sent: [UInt8]?,
        into view: inout DeliveryView
    ) {
        let content = DeliveryContent(detail.message)
        guard let runtime = parts.archive.loadedRuntime(of: content.site) else {
            view.renderProblem = "this build cannot compile the site version it was accepted under"
            return
        }
        switch parts.renderer.render(content, summary.id, runtime) {
        case .success(let body):
            let isJSON = body.contentType?.contains("json") == true
            view.rendered = RenderedPayload(
                mediaType: body.contentType ?? "application/octet-stream",
                text: isJSON ? PrettyJSON.text(of: body.bytes) : String(decoding: body.bytes, as: UTF8.self),
                proof: sent.map { $0 == body.sentHash ? .same : .differs } ?? .notSent
            )
        case .failure(let problem):
            view.renderProblem = problem.diagnostics
        }
        view.lineage = parts.renderer.trace(content, summary.id, runtime).map(LineageView.init)
    }
}
