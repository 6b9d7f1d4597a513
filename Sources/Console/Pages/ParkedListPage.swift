// What is parked: groups by destination and reason, and the deliveries with what can be done about them.

/// The page of what is parked.
struct ParkedListPage {
    let frame: Frame
    let groups: ParkedGroupList
    let query: ParkedQuery
    let result: ParkedPage
    /// What the action before this page did, as a sentence.
    let notice: String?

    private static let groupColumns: [HTML] = ["Reason", "Destination", "Parked"]
    private static let columns: [HTML] = [
        "<input type=\"checkbox\" data-select-all aria-label=\"Select all\" hidden>", "Parked", "Destination",
        "Delivery", "Reason", "What was wrong", "Attempts", "Answer",
    ]

    var page: Page {
        Page(title: "Parked", section: .parked, body: body)
    }

    private var body: HTML {
        """
        <h1>Parked</h1>
        \(notice.map { "<p class=\"attention calm\" role=\"status\">\($0)</p>" as HTML })
        <p class="lead">Deliveries that were given up. Nothing here moves until you retry or discard it.</p>
        \(groups.groups.isEmpty ? Pieces.nothing("Nothing is parked.") : groupTable + list)
        """
    }

    private var groupTable: HTML {
        let rows = groups.groups.map { group in
            """
            <tr\(isChosen(group) ? " class=\"chosen\"" : .empty)>
            <td><a class="row" href="\(address(group.destination, group.reason))">\(group.reason)</a></td>
            <td>\(group.destination ?? "not routed")</td>
            <td class="number" data-label="parked">\(Words.count(Int64(group.count)))\
            \(groups.isComplete ? "" : "+")</td>
            </tr>
            """ as HTML
        }
        let isFiltered = query.destination != nil || query.reason != nil
        let aside: HTML = isFiltered ? "<a href=\"/parked\">Show all</a>" : .empty
        let table = Pieces.table("groups", columns: Self.groupColumns, rows: rows)
        return Pieces.section("By reason", id: "groups", aside: aside, table)
    }

    private var list: HTML {
        guard !result.deliveries.isEmpty else { return Pieces.nothing("Nothing is parked for this reason.") }
        let table = Pieces.table("parked", columns: Self.columns, rows: result.deliveries.map(row))
        let form: HTML = """
            <form method="post" action="/parked/confirm" data-select>\(frame.tokenField)
            \(table)
            <div class="actions bar">
            <button name="action" value="retry">Retry selected…</button>
            <button name="action" value="discard" class="danger">Discard selected…</button>
            \(pager)
            </div>
            </form>
            \(wholeGroup)
            """
        return Pieces.section("Deliveries", id: "deliveries", form)
    }

    /// Acts on a group without a page of boxes to tick; what is too much for one time stays parked.
    private var wholeGroup: HTML? {
        guard result.next != nil, let reason = query.reason else { return nil }
        return """
            <form class="actions" method="post" action="/parked/confirm">\(frame.tokenField)
            <input type="hidden" name="group" value="\(reason)">
            <input type="hidden" name="destination" value="\(query.destination ?? "")">
            <span class="aside">The first \(frame.limits.actionDeliveries) for this reason:</span>
            <button name="action" value="retry">Retry them…</button>
            <button name="action" value="discard" class="danger">Discard them…</button>
            </form>
            """
    }

    private func row(_ parked: ParkedRow) -> HTML {
        """
        <tr>
        <td class="select"><input type="checkbox" name="delivery" value="\(parked.number)" \
        aria-label="Select \(parked.number)"></td>
        <td class="when">\(frame.timestamp(parked.parkedAt))</td>
        <td data-label="destination">\(parked.destination.map(Pieces.destinationLink) ?? "not routed")</td>
        <td class="code" data-label="delivery">\(Pieces.messageLink(parked.number.message, "\(parked.number)"))</td>
        <td class="bad">\(parked.reason)</td>
        <td class="said">\(parked.diagnostics)</td>
        \(Pieces.figure("attempts", Int64(parked.attempts)))
        \(Pieces.short("answer", parked.code))
        </tr>
        """
    }

    private var pager: HTML? {
        result.next.map { next in
            "<a rel=\"next\" href=\"\(address(query.destination, query.reason, after: next))\">More</a>"
        }
    }

    private func isChosen(_ group: ParkedGroupRow) -> Bool {
        query.reason == group.reason && query.destination == group.destination
    }

    private func address(_ destination: String?, _ reason: String?, after: DeliveryNumber? = nil) -> String {
        let fields = [("destination", destination), ("reason", reason), ("after", after?.description)]
        let pairs = fields.compactMap { name, value in value.map { "\(name)=\(FormText.encode($0))" } }
        return pairs.isEmpty ? "/parked" : "/parked?" + pairs.joined(separator: "&")
    }
}
