// What the reference says of each key: what an editor shows beside it.

/// The key tables of the reference, by section.
struct ReferenceTexts {
    /// What a row says of a key.
    struct Entry {
        let meaning: String
        let fallback: String?
    }

    private var sections: [String: [String: Entry]] = [:]

    /// Reads the text of Mappings/REFERENCE.md; an empty text has nothing to say.
    init(_ text: String) {
        var section = ""
        var header: [String] = []
        var isExample = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") { isExample.toggle() }
            if line.hasPrefix("#"), !isExample { section = String(line.drop { $0 == "#" || $0 == " " }) }
            guard line.hasPrefix("|") else {
                header = []
                continue
            }
            let cells = Self.cells(of: line)
            if header.isEmpty {
                header = cells
            } else if header.first == "key", cells.count == header.count, !line.hasPrefix("|--") {
                let fallback = header.firstIndex(of: "default").map { cells[$0] }
                let key = cells[0].filter { $0 != "`" }
                sections[section, default: [:]][key] = Entry(meaning: cells.last ?? "", fallback: fallback)
            }
        }
    }

    /// What the first of some sections that has a key says of it; `console.port` is a key of `corridor.yaml`.
    func description(of key: String, in sections: [String]) -> String? {
        for section in sections {
            guard let entry = self.sections[section]?[key] else { continue }
            guard let fallback = entry.fallback, !["", "none"].contains(fallback),
                !fallback.hasPrefix("required")
            else { return entry.meaning }
            return "\(entry.meaning) (default: \(fallback))"
        }
        return nil
    }

    /// The cells of a line; `\|` is a bar inside a cell.
    private static func cells(of line: Substring) -> [String] {
        String(line.dropFirst().dropLast()).replacing("\\|", with: "\u{0}").split(
            separator: "|",
            omittingEmptySubsequences: false
        ).map { cell in
            let trimmed = cell.drop { $0 == " " }
            let text = trimmed.lastIndex { $0 != " " }.map { String(trimmed[...$0]) } ?? ""
            return text.replacing("\u{0}", with: "|")
        }
    }
}
