// The guide's concept maps against our tables: a row is implemented where our table makes the same code of the same
// code, in the same system where both name one.

import Foundation
import LocatedYAML

/// Our tables beside the guide's concept maps.
struct GuideConcepts {
    /// Rows that we have, differ in, or lack.
    private(set) var report = GuideReport(kind: .codesystems)
    /// Concept maps that make another code of some code.
    private(set) var translating: Set<String> = []

    /// The systems of each table's codes.
    let systems: [String: Set<String>]

    /// One row: what a code becomes.
    private struct Row {
        let code: String
        let becomes: String
        let system: String

        /// A row with both sides; the sheets have three layouts.
        init?(_ row: [String]) {
            let target = row[7].isEmpty ? (row[6], row[9]) : (row[6], row[8])
            guard !row[0].isEmpty, !target.0.isEmpty else { return nil }
            (code, becomes, system) = (row[0], target.0, target.1)
        }
    }

    init(tables: [Node], notes: GuideNotes) throws {
        let known = Dictionary(tables.compactMap { node in node["table"]?.scalar.map { ($0, node) } }) { $1 }
        systems = known.mapValues { table in
            let rows = table["codes"]?.mapping?.compactMap { $0.value["system"]?.scalar } ?? []
            return Set(rows + [table["system"]?.scalar].compactMap(\.self))
        }
        for sheet in try GuideSheet.all(.codesystems) {
            let rows = sheet.rows.compactMap(Row.init)
            if rows.contains(where: { $0.code != $0.becomes }) { translating.insert(sheet.name) }
            let table = notes.tables[sheet.name].flatMap { known[$0] }
            for row in rows {
                report.add(sheet.name, row.code, row.becomes, Self.complaint(row, table), notes)
            }
        }
    }

    private static func complaint(_ row: Row, _ table: Node?) -> String? {
        guard let table else { return "no table" }
        // Maps look up in upper case what senders write in either.
        let rows = table["codes"]?.mapping ?? []
        let found = rows.first { $0.key == row.code } ?? rows.first { $0.key == row.code.uppercased() }
        guard let entry = found?.value else {
            return "the table has no row"
        }
        let code = entry.scalar ?? entry["code"]?.scalar
        guard code == row.becomes else { return "the table says \(code ?? "nothing")" }
        guard let system = entry["system"]?.scalar ?? table["system"]?.scalar, !row.system.isEmpty else {
            return nil
        }
        return system == row.system ? nil : "of \(system)"
    }
}
