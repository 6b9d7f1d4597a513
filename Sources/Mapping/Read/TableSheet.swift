// Reads a code table from a sheet: `tables/lab-codes.csv` (RFC 4180).
//
// The sheet becomes what the same table would be in YAML, and is read as that: what holds there holds here. Its name is
// that of the file; lines `# key: value` above the header say what stands beside `codes` in YAML.

import LocatedYAML

/// Code tables as sheets have them.
enum TableSheet {
    /// The columns that are read; the others are for people.
    private enum Column: String, CaseIterable {
        case code, target, display, system
    }

    /// Reads a sheet as the YAML file that it stands for; `nil` where it has no header.
    static func node(_ text: String, path: String, into diagnostics: inout Diagnostics) -> Node? {
        var lines = SheetLines(text, file: path)
        var entries = [
            Entry(
                key: "table",
                at: lines.start,
                value: Node(.scalar(MapFile.lastName(path)), at: lines.start)
            )
        ]
        entries += lines.settings()
        guard let header = lines.next() else {
            diagnostics.error(
                at: lines.start,
                "the sheet is empty",
                suggestion: "its header is `code,target`"
            )
            return nil
        }
        guard let columns = columns(of: header, into: &diagnostics) else { return nil }
        var rows: [Entry] = []
        var known: [String: SourceLocation] = [:]
        while let cells = lines.next() {
            guard let row = row(cells, columns, into: &diagnostics) else { continue }
            if let other = known[row.key] {
                diagnostics.error(
                    at: row.location,
                    key: "codes.\(row.key)",
                    "the code stands in line \(other.line), too"
                )
                continue
            }
            known[row.key] = row.location
            rows.append(row)
        }
        if let place = lines.openQuote {
            diagnostics.error(at: place, "the quotation mark that begins here is never closed")
        }
        entries.append(Entry(key: "codes", at: lines.start, value: Node(.mapping(rows), at: lines.start)))
        return Node(.mapping(entries), at: lines.start)
    }

    private static func columns(
        of header: [Node],
        into diagnostics: inout Diagnostics
    ) -> [Column: Int]? {
        var columns: [Column: Int] = [:]
        for (index, cell) in header.enumerated() {
            guard let column = Column(rawValue: (cell.scalar ?? "").lowercased()) else { continue }
            columns[column] = columns[column] ?? index
        }
        let missing = [Column.code, .target].filter { columns[$0] == nil }
        guard missing.isEmpty else {
            let names = missing.map { "`\($0.rawValue)`" }.joined(separator: " and ")
            diagnostics.error(
                at: header.first?.location ?? SourceLocation(file: "", line: 1, column: 1),
                "the header has no column \(names)",
                suggestion: "its columns are code, target, and where wanted display and system"
            )
            return nil
        }
        return columns
    }

    private static func row(
        _ cells: [Node],
        _ columns: [Column: Int],
        into diagnostics: inout Diagnostics
    ) -> Entry? {
        func cell(_ column: Column) -> Node? {
            guard let index = columns[column], cells.indices.contains(index) else { return nil }
            return cells[index].scalar?.isEmpty == false ? cells[index] : nil
        }
        guard let first = cells.first, cells.contains(where: { $0.scalar?.isEmpty == false }) else {
            return nil
        }
        guard let code = cell(.code), let text = code.scalar, let target = cell(.target) else {
            diagnostics.error(
                at: first.location,
                cell(.code) == nil ? "the row has no code" : "the row has no target",
                suggestion: "take the row out; `unmapped` says what becomes of codes without one"
            )
            return nil
        }
        var entries = [Entry(key: "code", at: target.location, value: target)]
        for column in [Column.display, .system] {
            guard let value = cell(column) else { continue }
            entries.append(Entry(key: column.rawValue, at: value.location, value: value))
        }
        return Entry(key: text, at: code.location, value: Node(.mapping(entries), at: code.location))
    }
}
