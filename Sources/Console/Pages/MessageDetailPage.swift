// One message: what it is, what became of its deliveries, its fields beside what is sent, its bytes.

/// The page of a message.
struct MessageDetailPage {
    let frame: Frame
    let view: MessageView

    var page: Page {
        Page(title: "Message \(view.row.number)", section: .messages, body: body)
    }

    private var row: MessageRow { view.row }

    private var body: HTML {
        """
        <h1>\(row.type.isEmpty ? "Unreadable message" : row.type) \
        \(Pieces.pill(row.status.rawValue, row.status.tone))</h1>
        \(facts)
        \(problems)
        \(DeliverySections(frame: frame, deliveries: view.deliveries).section)
        <div class="beside">
        \(fields)
        \(PayloadSections(deliveries: view.deliveries, limit: frame.limits.shownBytes).section)
        </div>
        \(bytes)
        """
    }

    private var facts: HTML {
        let facts: [(HTML, HTML)] = [
            (
                "Received",
                "\(frame.time.full(row.receivedAt)) (\(Words.age(of: row.receivedAt, at: frame.now)))"
            ),
            ("Feed", "<a href=\"/messages?feed=\(FormText.encode(row.feed))\">\(row.feed)</a>"),
            ("Control ID", controlID),
            ("Sender", "\(row.sender ?? "–")"),
            ("Size", "\(Words.size(row.bytes)), \(view.format.rawValue)"),
            ("Number", "<code>\(row.number)</code>"),
            ("Site version", "\(view.site)"),
        ]
        let items = facts.map { name, value in "<div><dt>\(name)</dt><dd>\(value)</dd></div>" as HTML }
        return "<dl class=\"facts\">\(items)</dl>"
    }

    private var controlID: HTML {
        guard let controlID = row.controlID else { return "–" }
        let address = "/messages?control_id=\(FormText.encode(controlID))"
        return "<a href=\"\(address)\"><code>\(controlID)</code></a>"
    }

    private var problems: HTML {
        let problems = [
            row.refusal.map { row.status == .refused ? "Refused: \($0)" : "Noted: \($0)" },
            view.parseProblem.map { "Not readable: \($0)" },
        ]
        let items = problems.compactMap(\.self).map { problem in "<li class=\"bad\">\(problem)</li>" as HTML }
        return items.isEmpty ? .empty : "<ul class=\"attention\">\(items)</ul>"
    }

    private var fields: HTML {
        guard !view.parsed.isEmpty else { return .empty }
        let parsed = ParsedMessage(lines: view.parsed, fieldLimit: frame.limits.shownFields)
        return Pieces.section("Fields", id: "fields", "<div class=\"sheet fields\">\(parsed.html)</div>")
    }

    private var bytes: HTML {
        let aside: HTML =
            "<a href=\"/messages/\(row.number)/raw\" download>Download \(Words.size(row.bytes))</a>"
        let shown = RawText.render(view.payload, limit: frame.limits.shownBytes)
        let content: HTML = "<div class=\"sheet\"><pre class=\"raw\">\(shown)</pre></div>"
        return Pieces.section("Bytes as received", id: "bytes", aside: aside, content)
    }
}
