// The question before an action on parked deliveries: how many, and what a release would overtake.

/// The confirmation of a retry or a discard.
struct ConfirmPage {
    /// What is to be done.
    enum Action: String {
        case retry, discard
    }

    let frame: Frame
    let action: Action
    let deliveries: [DeliveryNumber]
    let overtaken: [OvertakenDelivery]

    var page: Page {
        Page(title: action == .retry ? "Retry" : "Discard", section: .parked, body: body)
    }

    private var body: HTML {
        let count = Words.count(Int64(deliveries.count), "delivery", "deliveries")
        let fields = deliveries.map { number in
            "<input type=\"hidden\" name=\"delivery\" value=\"\(number)\">" as HTML
        }
        return """
            <h1>\(action == .retry ? "Retry" : "Discard") \(count)?</h1>
            \(explanation)
            \(warning)
            <form class="confirm" method="post" action="/parked/\(action.rawValue)">\(frame.tokenField)
            \(fields)
            \(reason)
            <div class="actions">
            <button\(action == .discard ? " class=\"danger\"" : .empty)>\(label) \(count)</button>
            <a href="/parked">Leave parked</a>
            </div>
            </form>
            """
    }

    private var label: HTML {
        switch action {
        case .retry: overtaken.isEmpty ? "Retry" : "Retry all the same:"
        case .discard: "Discard"
        }
    }

    private var explanation: HTML {
        switch action {
        case .retry:
            "<p class=\"lead\">To the end of the lanes, in the order received.</p>"
        case .discard:
            "<p class=\"lead\">Never to be delivered. What was received stays stored.</p>"
        }
    }

    private var reason: HTML {
        guard action == .discard else { return .empty }
        return """
            <label>Reason, kept in the log; no patient data \
            <input name="reason" required maxlength="\(frame.limits.textCharacters)" autocomplete="off"></label>
            """
    }

    private var warning: HTML {
        guard !overtaken.isEmpty else { return .empty }
        let items = overtaken.map { item in
            let newer = joined(item.newer.map { Pieces.messageLink($0, "\($0)") }, with: ", ")
            return """
                <li>\(Pieces.messageLink(item.delivery.message, "\(item.delivery)")) would arrive after \(newer)</li>
                """ as HTML
        }
        return """
            <div class="warn-box"><p><b>Something newer of the same lane has been delivered since.</b> \
            A receiver that keeps what came last, such as a preliminary result after the final one, would go back \
            to the older state.</p><ul>\(items)</ul></div>
            """
    }
}
