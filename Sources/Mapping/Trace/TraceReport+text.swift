// A lineage as a tree that people read: one block a resource, one line a value.

extension TraceReport {
    /// The lineage as lines: the values by resource, then what was not read.
    ///
    /// A value's line is its element, the value, `<-` and what it was made of, and the rule. Texts are cut after
    /// ``shownCharacters``.
    public var text: String {
        var lines: [String] = []
        var resource = ""
        for value in values {
            let (entry, element) = Self.split(value.path)
            if entry != resource {
                lines.append("\(lines.isEmpty ? "" : "\n")\(value.resource)  \(entry)")
                resource = entry
            }
            lines.append(Self.line(for: value, element))
        }
        if !unread.isEmpty {
            lines.append("\(lines.isEmpty ? "" : "\n")Not read by any rule")
            lines += unread.map { "  \(Self.padded($0.place, to: Self.placeWidth)) \(Self.shown($0.text))" }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func line(for value: Value, _ element: String) -> String {
        let places = value.sources.map { "\($0.place) (bytes \($0.start)–\($0.end))" }
        let rows = value.rows.map { "table \($0.table) (\($0.location))" }
        let sources = places + rows
        let origin = sources.isEmpty ? "constant" : sources.joined(separator: ", ")
        let name = padded(element, to: elementWidth)
        return "  \(name) \(padded(shown(value.value), to: valueWidth)) <- \(origin)  \(value.rule)"
    }

    /// `Bundle.entry[1].resource` and `name[0].family`.
    private static func split(_ path: String) -> (entry: String, element: String) {
        guard let end = path.firstRange(of: "].resource.") else {
            guard let entry = path.firstRange(of: "].") else { return ("Bundle", path) }
            return (String(path[..<entry.lowerBound]) + "]", String(path[entry.upperBound...]))
        }
        return (String(path[..<end.lowerBound]) + "]", String(path[end.upperBound...]))
    }

    private static func shown(_ text: String) -> String {
        let line = String(text.map { $0.isNewline ? " " : $0 })
        return line.count > shownCharacters ? line.prefix(shownCharacters) + "…" : line
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text.count >= width ? text : text + String(repeating: " ", count: width - text.count)
    }

    /// Longer texts are cut.
    static let shownCharacters = 40
    private static let elementWidth = 34
    private static let valueWidth = 24
    private static let placeWidth = 16
}
