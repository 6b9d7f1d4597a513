// All messages: filtered, searched, page by page towards the past.

/// A list of messages with its filter.
struct MessagesPage {
    let frame: Frame
    let query: MessageQuery
    let result: MessagePage

    var page: Page {
        Page(title: "Messages", section: .messages, body: body)
    }

    private var body: HTML {
        """
        <h1>Messages</h1>
        \(filter)
        \(result.messages.isEmpty ? nothing : MessageTable(messages: result.messages, frame: frame).table)
        \(pager)
        """
    }

    private var filter: HTML {
        let statuses = MessageRow.Status.allCases.map(\.rawValue)
        return """
            <form class="filter" action="/messages">
            \(choice("Status", "status", statuses, query.status?.rawValue, any: "any"))
            \(choice("Feed", "feed", frame.overview.feeds.map(\.name), query.feed, any: "all"))
            \(choice("To", "destination", frame.overview.destinations.map(\.name), query.destination, any: "anywhere"))
            <label>Control ID <input name="control_id" value="\(query.controlID ?? "")" \
            maxlength="\(frame.limits.textCharacters)" autocomplete="off"></label>
            <button>Show</button>
            <a href="/messages">Clear</a>
            </form>
            """
    }

    private func choice(
        _ label: HTML,
        _ name: HTML,
        _ options: [String],
        _ chosen: String?,
        any: HTML
    ) -> HTML {
        // A name that the site no longer has stays chosen: its messages are still stored.
        let all = options + (chosen.map { options.contains($0) ? [] : [$0] } ?? [])
        let items = all.map { option in
            "<option\(option == chosen ? " selected" : .empty)>\(option)</option>" as HTML
        }
        return """
            <label>\(label) <select name="\(name)"><option value="">\(any)</option>\(items)</select></label>
            """
    }

    private var nothing: HTML {
        let sentence: HTML =
            result.next == nil
            ? "No message is like that."
            : "Nothing among the messages looked at so far; go on with older ones."
        return Pieces.nothing(sentence)
    }

    private var pager: HTML {
        var links: [HTML] = []
        if query.before != nil {
            links.append("<a href=\"/messages\(queryText(before: nil))\">Latest</a>")
        }
        if let next = result.next {
            links.append("<a rel=\"next\" href=\"/messages\(queryText(before: next))\">Older</a>")
        }
        return links.isEmpty ? .empty : "<nav class=\"pager\" aria-label=\"More\">\(links)</nav>"
    }

    private func queryText(before: MessageNumber?) -> HTML {
        let fields: [(String, String?)] = [
            ("status", query.status?.rawValue), ("feed", query.feed), ("destination", query.destination),
            ("control_id", query.controlID), ("before", before?.description),
        ]
        let pairs = fields.compactMap { name, value in value.map { "\(name)=\(FormText.encode($0))" } }
        return pairs.isEmpty ? .empty : "?\(pairs.joined(separator: "&"))"
    }
}
