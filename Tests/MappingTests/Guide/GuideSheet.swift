// The sheets of HL7's V2-to-FHIR guide, as CSV: one file a map, the header in row 2.
//
// They are read where they lie, in the folder that CORRIDOR_SHARED names; nothing of them is kept here.

import Foundation

/// One sheet: a segment, a datatype, a message structure or a code system and what it is mapped to.
struct GuideSheet {
    /// The kinds of sheets, each a folder.
    enum Kind: String {
        case segments, datatypes, messages, codesystems
    }

    /// Which folder it stands in.
    let kind: Kind
    /// As the guide calls it: `PID[Patient]`, `CX[Identifier]`, `ADT_A01`, `AdministrativeSex`.
    let name: String
    /// The rows below the header, each with at least `width` columns.
    let rows: [[String]]

    /// Columns that every row has, filled up with empty texts.
    private static let width = 20

    /// What stands before the bracket: `PID`.
    var source: String { String(name.prefix { $0 != "[" }) }
    /// What stands in the bracket: `Patient`, `Identifier-Extension`.
    var target: String { name.split(separator: "[").last.map { String($0.dropLast()) } ?? "" }

    /// The folder of the guide; `nil` where it is not at hand.
    static let folder: URL? = {
        guard let shared = ProcessInfo.processInfo.environment["CORRIDOR_SHARED"] else { return nil }
        let folder = URL(filePath: shared).appending(path: "data/v2-to-fhir")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    /// All sheets of a kind, by name.
    static func all(_ kind: Kind) throws -> [GuideSheet] {
        guard let folder = folder?.appending(path: kind.rawValue) else { return [] }
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.filter { $0.pathExtension == "csv" }.map { file in
            let rows = CommaSeparated.rows(try String(contentsOf: file, encoding: .utf8))
            return GuideSheet(kind: kind, name: name(of: file), rows: rows.dropFirst(2).map(filled))
        }
        .sorted { $0.name < $1.name }
    }

    /// `HL7 Segment - FHIR R4_ PID[Patient] - PID.csv` is `PID[Patient]`.
    private static func name(of file: URL) -> String {
        let stem = file.lastPathComponent.split(separator: "_ ", maxSplits: 1).last ?? ""
        return String(stem.prefix(upTo: stem.ranges(of: " - ").last?.lowerBound ?? stem.endIndex))
    }

    private static func filled(_ row: [String]) -> [String] {
        let trimmed = row.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        return trimmed + Array(repeating: "", count: max(0, width - row.count))
    }
}

/// Comma-separated values with quoted fields (RFC 4180).
enum CommaSeparated {
    static func rows(_ text: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field = ""
        var isQuoted = false
        var characters = text.unicodeScalars.filter { $0 != "\r" && $0 != "\u{feff}" }[...]
        while let next = characters.popFirst() {
            switch next {
            case "\"" where isQuoted && characters.first == "\"":
                field.unicodeScalars.append("\"")
                characters = characters.dropFirst()
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                row.append(field)
                field = ""
            case "\n" where !isQuoted:
                rows.append(row + [field])
                (row, field) = ([], "")
            default: field.unicodeScalars.append(next)
            }
        }
        if !row.isEmpty || !field.isEmpty { rows.append(row + [field]) }
        return rows
    }
}
