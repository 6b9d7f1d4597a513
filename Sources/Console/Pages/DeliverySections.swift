// The deliveries of one message: where each has got to, why, what was attempted, and what an operator can do.

/// The deliveries of a message with their attempts.
struct DeliverySections {
    let frame: Frame
    let deliveries: [DeliveryView]

    private static let columns: [HTML] = ["When", "Outcome", "Attempt", "Answer", "Took", "What was said"]

    var section: HTML {
        let content: HTML =
            deliveries.isEmpty
            ? Pieces.nothing("Nothing is delivered for this message.") : "\(deliveries.map(card))"
        return Pieces.section("Deliveries", id: "deliveries", content)
    }

    private func card(_ delivery: DeliveryView) -> HTML {
        let row = delivery.row
        let next = delivery.nextAttemptAt.map { "Next attempt \(Words.wait(until: $0, at: frame.now))." }
        let because = [delivery.because, next].compactMap(\.self).joined(separator: " ")
        return """
            <article class="sheet delivery-card">
            <header>\(Pieces.pill(row.state.rawValue, row.state.tone))
            <h3>\(row.destination.map(Pieces.destinationLink) ?? "not routed")</h3>
            <span>\(row.route.map { "by route \($0)" } ?? "")</span>
            <code>\(row.number)</code>
            \(row.state == .parked ? actions(row.number) : .empty)</header>
            \(because.isEmpty ? .empty : "<p class=\"because\">\(because)</p>")
            \(attempts(delivery))
            </article>
            """
    }

    private func actions(_ number: DeliveryNumber) -> HTML {
        """
        <form class="actions" method="post" action="/parked/confirm">\(frame.tokenField)
        <input type="hidden" name="delivery" value="\(number)">
        <button name="action" value="retry">Retry…</button>
        <button name="action" value="discard" class="danger">Discard…</button>
        </form>
        """
    }

    private func attempts(_ delivery: DeliveryView) -> HTML {
        guard !delivery.attempts.isEmpty else { return .empty }
        let head = Self.columns.map { column in "<th scope=\"col\">\(column)</th>" as HTML }
        return """
            <table class="attempts"><thead><tr>\(head)</tr></thead>
            <tbody>\(delivery.attempts.map(attempt))</tbody></table>
            """
    }

    private func attempt(_ attempt: AttemptRow) -> HTML {
        let response: HTML? = attempt.response.map { response in
            "<details><summary>Answer</summary><pre>\(response)</pre></details>"
        }
        return """
            <tr>
            <td class="when">\(frame.timestamp(attempt.at))</td>
            <td class="\(attempt.outcome.tone.rawValue)">\(attempt.outcome.rawValue)</td>
            \(Pieces.short("attempt", attempt.attempt > 0 ? String(attempt.attempt) : nil))
            \(Pieces.short("answer", attempt.code))
            \(Pieces.short("took", attempt.latencyMilliseconds.map(Words.latency)))
            <td class="said">\(attempt.error ?? "")\(response)</td>
            </tr>
            """
    }
}
