// What this project says about rows of the guide: where it differs and why, which of its spellings are meant
// otherwise, which of its constants are slips, and which of our tables hold its concept maps. The files stand in
// `Fixtures/guide`.

import Foundation

/// The notes on the guide.
struct GuideNotes {
    /// A deliberate difference: rows that are not implemented as the guide has them, with the reason.
    struct Deviation: Hashable {
        /// The sheet, as in `PID[Patient]`.
        let sheet: String
        /// The row's identifier, or `*` for all.
        let identifier: String
        /// The element as the guide writes it, its beginning up to a `*`, or `*` for all.
        let element: String
        let reason: String

        func covers(_ sheet: String, _ identifier: String, _ element: String) -> Bool {
            guard self.sheet == sheet, self.identifier == identifier || self.identifier == "*" else {
                return false
            }
            return self.element.hasSuffix("*")
                ? element.hasPrefix(self.element.dropLast()) : element == self.element
        }
    }

    let deviations: [Deviation]
    /// Elements that the guide misspells, by sheet or `*`, and by what it writes: as they are meant.
    let spellings: [(sheet: String, written: String, meant: String)]
    /// Texts that the guide assigns by a slip: sheet, element, what it writes, what is meant.
    let constants: [(sheet: String, element: String, written: String, meant: String)]
    /// Our table, by the guide's concept map.
    let tables: [String: String]

    /// Reads the four files.
    static func read() throws -> GuideNotes {
        GuideNotes(
            deviations: try lines("deviations", columns: 4).map {
                Deviation(sheet: $0[0], identifier: $0[1], element: $0[2], reason: $0[3])
            },
            spellings: try lines("spellings", columns: 3).map {
                (sheet: $0[0], written: $0[1], meant: $0[2])
            },
            constants: try lines("constants", columns: 5).map {
                (sheet: $0[0], element: $0[1], written: $0[2], meant: $0[3])
            },
            tables: Dictionary(try lines("concept-maps", columns: 2).map { ($0[0], $0[1]) }) { first, _ in
                first
            }
        )
    }

    /// The element of a sheet with the guide's spelling set right.
    func meant(_ element: String, in sheet: String) -> String {
        spellings.filter { $0.sheet == sheet || $0.sheet == "*" }
            .reduce(element) { $0.replacing($1.written, with: $1.meant) }
    }

    /// What a row assigns, with the guide's slips set right.
    func constant(of row: GuideRow) -> String? {
        guard let constant = row.constant else { return nil }
        let slip = constants.first {
            $0.sheet == row.sheet.name && $0.element == row.element && $0.written == constant
        }
        return slip?.meant ?? constant
    }

    private static func lines(_ name: String, columns: Int) throws -> [[String]] {
        let file = Shipped.root.appending(path: "Fixtures/guide/\(name).tsv")
        let text = try String(contentsOf: file, encoding: .utf8)
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return parts.count == columns ? parts : nil
        }
    }
}
