// Messages in a list: when, what, from whom, and where each of its deliveries has got to.

/// A table of messages.
struct MessageTable {
    let messages: [MessageRow]
    let frame: Frame

    private static let columns: [HTML] = [
        "Received", "Type", "Feed", "Control ID", "Sender", "What became of it", "Size",
    ]

    var table: HTML {
        Pieces.table("messages", columns: Self.columns, rows: messages.map(row))
    }

    private func row(_ message: MessageRow) -> HTML {
        """
        <tr>
        <td class="when"><a class="row" href="/messages/\(message.number)">\
        \(frame.timestamp(message.receivedAt))</a></td>
        <td class="type">\(message.type.isEmpty ? "unreadable" : message.type)</td>
        <td data-label="feed">\(message.feed)</td>
        <td class="code" data-label="control ID">\(message.controlID ?? "–")</td>
        <td data-label="sender">\(message.sender ?? "–")</td>
        <td class="outcome">\(Self.outcome(message))</td>
        <td class="number" data-label="size">\(Words.size(message.bytes))</td>
        </tr>
        """
    }

    /// The deliveries with their states; for a message without any, what was decided about it.
    static func outcome(_ message: MessageRow) -> HTML {
        var pieces: [HTML] = []
        if message.status != .accepted || message.deliveries.isEmpty {
            pieces.append(Pieces.pill(message.status.rawValue, message.status.tone))
        }
        if let refusal = message.refusal {
            pieces.append("<span class=\"refusal\">\(refusal)</span>")
        }
        pieces += message.deliveries.map(delivery)
        return joined(pieces, with: " ")
    }

    private static func delivery(_ delivery: DeliveryRow) -> HTML {
        let name = delivery.destination ?? "not routed"
        let state: HTML = delivery.state == .delivered ? .empty : " <i>\(delivery.state.rawValue)</i>"
        return """
            <span class="delivery \(delivery.state.tone.rawValue)" \
            title="\(name): \(delivery.state.rawValue)">\(name)\(state)</span>
            """
    }
}
