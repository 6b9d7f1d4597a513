// Where each value of a delivery came from: a table of values, places and rules below the payload.
//
// The script lights up the fields of a value that is pointed at, and the values of a field; without it the places
// stand there as text.

/// The lineage of one delivery.
struct LineageSection {
    let lineage: LineageView
    private let limit = LineageView.shownValues

    init(lineage: LineageView) {
        self.lineage = lineage
    }

    var section: HTML {
        """
        <details class="lineage">
        <summary>Where each value came from</summary>
        <table class="origins"><thead><tr><th>Element</th><th>Value</th><th>From</th><th>Rule</th></tr></thead>
        <tbody>\(rows)</tbody></table>
        \(cut)\(unread)
        </details>
        """
    }

    private var rows: HTML {
        var rows: [HTML] = []
        var entry = ""
        for value in lineage.values.prefix(limit) {
            let (resource, element) = Self.split(value.path)
            if resource != entry {
                rows.append(
                    "<tr class=\"entry\"><th colspan=\"4\" scope=\"rowgroup\">\(value.resource) <small>\(resource)</small></th></tr>"
                )
                entry = resource
            }
            rows.append(row(value, element))
        }
        return "\(rows)"
    }

    private func row(_ value: LineageView.Value, _ element: String) -> HTML {
        """
        <tr data-from="\(value.places.joined(separator: " "))" tabindex="0">\
        <td>\(element)</td><td>\(value.value)</td><td>\(origin(of: value))</td>\
        <td><code>\(value.rule)</code></td></tr>
        """
    }

    private func origin(of value: LineageView.Value) -> HTML {
        let places = value.places.map { "<code>\($0)</code>" as HTML }
        let rows = value.rows.map { "<small>table \($0)</small>" as HTML }
        return places.isEmpty && rows.isEmpty ? "<small>constant</small>" : joined(places + rows, with: " ")
    }

    private var cut: HTML {
        lineage.values.count > limit
            ? "<p class=\"because\">Only the first \(limit) values are shown.</p>" : .empty
    }

    private var unread: HTML {
        guard !lineage.unread.isEmpty else {
            return "<p class=\"because\">Every field was read by <code>\(lineage.map)</code>.</p>"
        }
        let places = lineage.unread.map { "<code data-from=\"\($0)\" tabindex=\"0\">\($0)</code>" as HTML }
        return """
            <p class="because unread"><b>Not read by <code>\(lineage.map)</code>:</b> \
            \(joined(places, with: " "))</p>
            """
    }

    /// `entry[1].resource` and the element in it.
    private static func split(_ path: String) -> (entry: String, element: String) {
        let inner = path.hasPrefix("Bundle.") ? path.dropFirst("Bundle.".count) : path[...]
        if let end = inner.firstRange(of: "].resource.") {
            return (String(inner[..<end.lowerBound]) + "]", String(inner[end.upperBound...]))
        }
        guard let end = inner.firstRange(of: "].") else { return ("Bundle", String(inner)) }
        return (String(inner[..<end.lowerBound]) + "]", String(inner[end.upperBound...]))
    }
}
