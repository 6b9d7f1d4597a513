// The bytes of a delivery: those that the intake made, else made again as it made them.

import Delivery
import HL7v2
import Listeners
import Mapping
import MessageStore
import Routing

/// Renders deliveries for the senders and the console.
struct Renderer: Sendable {
    let archive: SiteArchive
    let names: Names
    let crashGuard: any CrashGuard

    /// The bytes of a delivery whose site version is at hand.
    func render(_ request: RenderRequest) -> Result<RenderedBody, RenderProblem> {
        if let acceptance = request.content.context as? Acceptance,
            let payload = acceptance.payload(of: request.delivery)
        {
            let isRewritten = archive.loadedRuntime(of: request.content.site)?.givesControlID(
                to: request.delivery
            )
            return result(of: payload, request.delivery, isRewritten: isRewritten == true)
        }
        guard let runtime = archive.loadedRuntime(of: request.content.site) else {
            return .failure(
                RenderProblem(diagnostics: "the site version it was accepted under is not at hand")
            )
        }
        return render(request.content, request.delivery, runtime)
    }

    /// The bytes of a delivery, by the version of the site it was accepted under.
    func render(
        _ content: DeliveryContent,
        _ delivery: DeliveryID,
        _ runtime: SiteRuntime
    ) -> Result<RenderedBody, RenderProblem> {
        let feed = names.feed(delivery.message.feed)
        let payload = crashGuard.guarding(content.payload) {
            runtime.render(content, from: feed, route: delivery.route, part: delivery.part)
        }
        switch payload {
        case .none:
            let reason = ParkReason(code: "suspect")
            return .failure(
                RenderProblem(
                    reason: reason,
                    diagnostics: "this message was under way when an earlier process ended"
                )
            )
        case .some(.none):
            return .failure(RenderProblem(diagnostics: "its site version has no such listener or route"))
        case .some(.some(let payload)):
            return result(of: payload, delivery, isRewritten: runtime.givesControlID(to: delivery))
        }
    }

    /// Where the values of a delivery came from; `nil` where no map made them, or the message is a suspect.
    func trace(_ content: DeliveryContent, _ delivery: DeliveryID, _ runtime: SiteRuntime) -> TraceReport? {
        let feed = names.feed(delivery.message.feed)
        return crashGuard.guarding(content.payload) {
            runtime.trace(content, from: feed, route: delivery.route)
        } ?? nil
    }

    private func result(
        of payload: Payload,
        _ delivery: DeliveryID,
        isRewritten: Bool
    ) -> Result<RenderedBody, RenderProblem> {
        switch payload {
        case .bytes(let bytes, let form):
            let sent = isRewritten ? ControlIDRewriting.replacing(bytes, with: delivery.controlID) : bytes
            return .success(RenderedBody(sent, contentType: form.contentType))
        case .unmappable(let problems):
            let reason = ParkReason(code: "mapping-failed")
            let text = problems.map(\.description).joined(separator: "\n")
            return .failure(RenderProblem(reason: reason, diagnostics: text))
        }
    }
}
