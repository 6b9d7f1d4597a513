// Columns for a terminal.

/// A table whose columns are as wide as their widest cell.
struct TextTable {
    private var rows: [[String]]
    private let rightAligned: Set<Int>

    /// A table with a heading.
    ///
    /// - Parameters:
    ///   - heading: the columns' names.
    ///   - rightAligned: the columns of numbers, from 0.
    init(_ heading: [String], rightAligned: Set<Int> = []) {
        rows = [heading]
        self.rightAligned = rightAligned
    }

    /// Adds a row; it has as many cells as the heading.
    mutating func add(_ cells: [String]) { rows.append(cells) }

    /// Whether there is nothing but the heading.
    var isEmpty: Bool { rows.count == 1 }

    /// The lines, without blanks at their ends.
    var text: String {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: max(0, widths[column] - cell.count))
                return rightAligned.contains(column) ? padding + cell : cell + padding
            }
            let line = cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }
}
