// The table: rows of the guide that are implemented, deliberately different, or missing, by sheet.

import Foundation

/// The verdicts on the rows of a kind of sheets.
struct GuideReport {
    /// The verdict on one row.
    struct Line {
        let sheet: String
        let identifier: String
        let element: String
        /// Why it is not implemented.
        let complaint: String?
        let deviation: GuideNotes.Deviation?
    }

    let kind: GuideSheet.Kind
    var lines: [Line] = []

    /// The verdict on a field that the definitions, 2.1 to 2.8.2, do not have.
    static let later = "a field of 2.9"

    /// Rows of fields that no map can name yet.
    var later: [Line] { lines.filter { $0.complaint == Self.later } }
    var implemented: [Line] { lines.filter { $0.complaint == nil } }
    var different: [Line] { lines.filter { isMissing($0) && $0.deviation != nil } }
    var missing: [Line] { lines.filter { isMissing($0) && $0.deviation == nil } }
    /// Of the rows that a map can be about, how many are implemented.
    var share: Double {
        let possible = lines.count - later.count
        return possible == 0 ? 1 : Double(implemented.count) / Double(possible)
    }

    private func isMissing(_ line: Line) -> Bool { line.complaint != nil && line.complaint != Self.later }

    mutating func add(
        _ sheet: String,
        _ identifier: String,
        _ element: String,
        _ complaint: String?,
        _ notes: GuideNotes
    ) {
        let deviation = notes.deviations.first { $0.covers(sheet, identifier, element) }
        lines.append(
            Line(
                sheet: sheet,
                identifier: identifier,
                element: element,
                complaint: complaint,
                deviation: deviation
            )
        )
    }

    /// The deviations that no row needs, of those for sheets of this report.
    func stale(_ notes: GuideNotes) -> [GuideNotes.Deviation] {
        let needed = Set(different.compactMap(\.deviation))
        let sheets = Set(lines.map(\.sheet))
        return notes.deviations.filter { sheets.contains($0.sheet) && !needed.contains($0) }
    }

    /// The table by sheet, with the rows that are missing or different.
    var text: String {
        var text = "\(kind.rawValue): \(implemented.count) of \(lines.count) rows implemented"
        text +=
            " (\((share * 1000).rounded() / 10) %), \(different.count) different, \(missing.count) missing\n"
        for (sheet, rows) in Dictionary(grouping: lines, by: \.sheet).sorted(by: { $0.key < $1.key }) {
            let part = GuideReport(kind: kind, lines: rows)
            text += "  \(sheet.padding(toLength: 52, withPad: " ", startingAt: 0))"
            text += " \(part.implemented.count)/\(rows.count), different \(part.different.count),"
            text += " missing \(part.missing.count)\n"
            for line in part.missing + part.different {
                text += "    \(line.deviation == nil ? "missing" : "different") "
                text += "\(line.identifier) → \(line.element): \(line.complaint ?? "")\n"
            }
        }
        return text
    }
}
