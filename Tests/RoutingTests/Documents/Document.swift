// The project's documents as tests see them: fenced blocks and tables, with the section they stand in.

import Foundation
import Mapping

/// A Markdown file of the repository.
struct Document {
    /// A fenced block.
    struct Block: CustomStringConvertible, Sendable {
        let place: String
        let language: String
        let text: String

        /// What the comment on the first line says, without its `#`.
        var heading: String? {
            let line = text.prefix { $0 != "\n" }
            return line.hasPrefix("# ") ? String(line.dropFirst(2)) : nil
        }

        var description: String { "\(place) \(heading ?? "")" }
    }

    /// A row of a table, under the header's names.
    struct Row: CustomStringConvertible, Sendable {
        let place: String
        let section: String
        /// The name of the first column.
        let kind: String
        let cells: [String]

        var description: String { "\(place) \(cells[0])" }

        /// The code in a cell: what stands between backticks.
        func code(_ cell: Int) -> [String] {
            let mark = cells[cell].hasPrefix("`` ") ? "``" : "`"
            let parts = cells[cell].components(separatedBy: mark)
            let code = parts.indices.filter { $0 % 2 == 1 }.map { parts[$0] }
            return mark == "`" ? code : code.map { String($0.dropFirst().dropLast()) }
        }
    }

    let blocks: [Block]
    let rows: [Row]

    /// Reads a document by its path from the repository's root.
    init(_ path: String) throws {
        let text = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
        var blocks: [Block] = []
        var rows: [Row] = []
        var section = ""
        var header: [String] = []
        var open: (language: String, line: Int, lines: [Substring])?
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let place = "\(path):\(index + 1)"
            if let fence = open {
                if line == "```" {
                    let content = fence.lines.joined(separator: "\n")
                    blocks.append(
                        Block(place: "\(path):\(fence.line)", language: fence.language, text: content)
                    )
                    open = nil
                } else {
                    open?.lines.append(line)
                }
            } else if line.hasPrefix("```") {
                open = (String(line.dropFirst(3)), index + 2, [])
            } else if line.hasPrefix("#") {
                section = line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces)
            } else if line.hasPrefix("|") {
                let cells = Self.cells(of: line)
                if header.isEmpty {
                    header = cells
                } else if !line.hasPrefix("|--") {
                    rows.append(Row(place: place, section: section, kind: header[0], cells: cells))
                }
            }
            if !line.hasPrefix("|") { header = [] }
        }
        self.blocks = blocks
        self.rows = rows
    }

    /// The cells of a line; `\|` is a bar inside a cell.
    private static func cells(of line: Substring) -> [String] {
        let bar = "\u{0}"
        return line.dropFirst().dropLast().replacing("\\|", with: bar).split(
            separator: "|",
            omittingEmptySubsequences: false
        ).map { $0.trimmingCharacters(in: .whitespaces).replacing(bar, with: "|") }
    }

    // MARK: The repository

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The documents whose blocks are loaded.
    static let paths = [
        "README.md", "ARCHITECTURE.md", "Mappings/REFERENCE.md", "Mappings/hl7v2-to-fhir/README.md",
    ]

    /// The reference.
    static func reference() throws -> Document { try Document("Mappings/REFERENCE.md") }

    /// The shipped maps and tables.
    static func shippedMaps() throws -> [SiteFile] {
        let folder = root.appending(path: "Mappings").resolvingSymlinksInPath()
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path(percentEncoded: false))
        return try paths.sorted().filter {
            $0.hasSuffix(".yaml") && $0 != "corridor.yaml" && !$0.hasPrefix("routes/")
        }.map {
            SiteFile(path: $0, text: try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
        }
    }
}
