// A message taken apart, for reading: groups as headings, a table a segment, components below their field.

/// The lines of a parsed message.
struct ParsedMessage {
    /// Indentation stops growing here.
    private static let deepestIndent = 6

    let lines: [ParsedLine]
    let fieldLimit: Int

    var html: HTML {
        var html = HTML.empty
        var shown = 0
        var occurrences: [String: Int] = [:]
        for line in lines {
            switch line {
            case .group(let name, let depth):
                html += "<h3 class=\"group \(Self.indent(depth))\">\(name)</h3>"
            case .segment(let segment):
                guard shown < fieldLimit else {
                    return html + "<p class=\"nothing\">Only the first \(fieldLimit) fields are shown.</p>"
                }
                shown += segment.fields.count
                occurrences[segment.name, default: 0] += 1
                html += render(segment, occurrence: occurrences[segment.name] ?? 1)
            }
        }
        return html
    }

    private func render(_ segment: ParsedSegment, occurrence: Int) -> HTML {
        let place = occurrence > 1 ? "\(segment.name)[\(occurrence)]" : segment.name
        let rows = segment.fields.prefix(fieldLimit).map { field in
            render(field) { place + $0.dropFirst(segment.name.count) }
        }
        let title: HTML = segment.title.isEmpty ? .empty : " <span>\(segment.title)</span>"
        let remark: HTML? = segment.remark.map { "<small class=\"warning\">\($0)</small>" }
        return """
            <div class="segment \(Self.indent(segment.depth))">
            <h4>\(segment.name)\(title)\(remark)</h4>
            <table>\(rows)</table>
            </div>
            """
    }

    /// The rows of a field; `place` says which segment of its name is meant, as lineage has it.
    private func render(_ field: ParsedField, place: (String) -> String) -> HTML {
        let parts = field.parts.map { part in
            Self.row("part", part.location, part.name, part.value, at: place(part.location))
        }
        let whole = Self.row("field", field.location, field.name, field.value, at: place(field.location))
        return "\(whole)\(parts)"
    }

    private static func row(
        _ kind: HTML,
        _ location: String,
        _ name: String,
        _ value: String,
        at place: String
    ) -> HTML {
        "<tr class=\"\(kind)\" data-place=\"\(place)\"><th scope=\"row\">\(location)</th><td>\(name)</td><td>\(value)</td></tr>"
    }

    private static func indent(_ depth: Int) -> String {
        "depth-\(min(max(0, depth), deepestIndent))"
    }
}
