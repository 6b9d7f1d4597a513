// What the standard says about segments, fields, datatypes, components and tables, version by version.
//
// Used by the checker of mappings, by the views that show a message with names, and by the console. Blocks of the
// embedded table are read when first asked for, and kept.

import Synchronization

/// The definitions of HL7 v2.1 to v2.8.2.
public final class Definitions: Sendable {
    /// The definitions that are built in.
    public static let shared = Definitions()

    private struct Cache {
        var segments: [SegmentName: SegmentDefinition] = [:]
        var datatypes: [String: DatatypeDefinition] = [:]
        var tables: [String: TableDefinition] = [:]
    }

    private let cache = Mutex(Cache())

    /// The names of all segments, sorted.
    public var segmentNames: [SegmentName] {
        DefinitionsTable.embedded.segments.keys.sorted().map { SegmentName($0.utf8) }
    }

    /// A segment of the standard, with the fields of all versions; `nil` for local and unknown ones.
    public func segment(_ name: SegmentName) -> SegmentDefinition? {
        if let known = cache.withLock({ $0.segments[name] }) { return known }
        guard let block = DefinitionsTable.embedded.segments[name.description] else { return nil }
        let segment = SegmentDefinition(
            name: name,
            title: DefinitionsTable.heading(block).dropFirst(2).first.map(String.init) ?? "",
            rows: VersionedRow.rows(of: block)
        )
        cache.withLock { $0.segments[name] = segment }
        return segment
    }

    /// A datatype, with the components of all versions; `nil` for unknown ones.
    public func datatype(_ name: String) -> DatatypeDefinition? {
        if let known = cache.withLock({ $0.datatypes[name] }) { return known }
        guard let block = DefinitionsTable.embedded.datatypes[name] else { return nil }
        let datatype = DatatypeDefinition(
            name: name,
            title: DefinitionsTable.heading(block).dropFirst(2).first.map(String.init) ?? "",
            rows: VersionedRow.rows(of: block)
        )
        cache.withLock { $0.datatypes[name] = datatype }
        return datatype
    }

    /// A table of codes by its number, such as `0085`; `nil` for unknown ones and those without codes.
    public func table(_ name: String) -> TableDefinition? {
        if let known = cache.withLock({ $0.tables[name] }) { return known }
        guard let block = DefinitionsTable.embedded.tables[name] else { return nil }
        let table = TableDefinition(name: name, block: block)
        cache.withLock { $0.tables[name] = table }
        return table
    }
}

/// One row of a segment's or datatype's block: what a position is, and in which versions.
struct VersionedRow: Sendable {
    let position: Int
    let versions: VersionSet
    /// The columns between the versions and the title.
    let facts: [String]
    let title: String

    /// A block's rows in order; a left-out title is that of the row before.
    static func rows(of block: Range<Int>) -> [VersionedRow] {
        var rows: [VersionedRow] = []
        let isSegment = DefinitionsTable.heading(block).first == "S"
        let titleColumn = isSegment ? 8 : 6
        for columns in DefinitionsTable.rows(block) {
            guard columns.count > 3, let position = Int(columns[1]) else { continue }
            let title = columns.count > titleColumn ? String(columns[titleColumn]) : rows.last?.title ?? ""
            rows.append(
                VersionedRow(
                    position: position,
                    versions: VersionSet(letters: columns[2]),
                    facts: columns[3...].prefix(titleColumn - 3).map(String.init),
                    title: title
                )
            )
        }
        return rows
    }

    func fact(_ index: Int) -> String { index < facts.count ? facts[index] : "" }
}

extension [VersionedRow] {
    /// The row that holds for a position in a version; without a version, the newest row.
    func row(_ position: Int, version: Version?) -> VersionedRow? {
        let candidates = filter { $0.position == position }
        guard let version else {
            return candidates.bestIndex(for: nil, versions: \.versions).map { candidates[$0] }
        }
        return candidates.first { $0.versions.contains(VersionSet(version)) }
    }

    /// The positions that a version has; without a version, those that any has.
    func positions(version: Version?) -> [Int] {
        var positions: [Int] = []
        for row in self where positions.last != row.position {
            if version.map({ row.versions.contains(VersionSet($0)) }) ?? true {
                positions.append(row.position)
            }
        }
        return positions
    }
}
