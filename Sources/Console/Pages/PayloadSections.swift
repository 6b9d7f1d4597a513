// What is sent for a message, rendered again for each delivery, with its proof against what was sent.

/// The payloads of a message's deliveries.
struct PayloadSections {
    let deliveries: [DeliveryView]
    let limit: Int

    var section: HTML {
        let payloads = deliveries.enumerated().map { payload($1, isFirst: $0 == 0) }
        return payloads.isEmpty ? .empty : Pieces.section("What is sent", id: "payloads", "\(payloads)")
    }

    private func payload(_ delivery: DeliveryView, isFirst: Bool) -> HTML {
        let destination = delivery.row.destination ?? "not routed"
        guard let rendered = delivery.rendered else {
            let problem = delivery.renderProblem ?? "Nothing could be rendered for it."
            return "<div class=\"sheet\"><p class=\"because\"><b>\(destination)</b>: \(problem)</p></div>"
        }
        let open: HTML = isFirst ? " open" : .empty
        return """
            \(lineage(of: delivery))
            <details class="sheet payload"\(open)>
            <summary><b>\(destination)</b> <code>\(rendered.mediaType)</code> \(proof(rendered.proof))</summary>
            <pre>\(text(rendered))</pre>
            </details>
            """
    }

    private func lineage(of delivery: DeliveryView) -> HTML {
        delivery.lineage.map { LineageSection(lineage: $0).section } ?? .empty
    }

    private func text(_ rendered: RenderedPayload) -> HTML {
        let (shown, isWhole) = RawText.cut(rendered.text, limit: limit)
        let html = rendered.mediaType.hasSuffix("json") ? JSONText.render(shown) : "\(shown)"
        return isWhole ? html : html + "<i class=\"cut\">…\nThe rest is not shown.</i>"
    }

    private func proof(_ proof: RenderedPayload.Proof) -> HTML {
        switch proof {
        case .notSent: "<small>not sent yet</small>"
        case .same: "<small class=\"good\">the same bytes as were sent</small>"
        case .differs: "<small class=\"warning\">not what was sent: engine or site changed since</small>"
        }
    }
}
