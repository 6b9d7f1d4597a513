// The embedded table of definitions: found by name quickly, read a block at a time when first asked for.
//
// scripts/generate-hl7v2-definitions says what its lines hold. One look over the table, a few hundred
// microseconds, notes where the blocks lie; a block is parsed by whoever needs it.

import CSupport

struct DefinitionsTable: Sendable {
    /// The table that is built in.
    static let embedded = DefinitionsTable()

    /// What an event row says.
    struct EventRow: Sendable {
        let structure: String
        let versions: VersionSet
    }

    private(set) var structures: [String: Range<Int>] = [:]
    private(set) var segments: [String: Range<Int>] = [:]
    private(set) var datatypes: [String: Range<Int>] = [:]
    private(set) var tables: [String: Range<Int>] = [:]
    /// By message code and trigger event, joined by `^`.
    private(set) var events: [String: [EventRow]] = [:]

    /// The lines of a block after its first, split at tabs; the first column is empty.
    static func rows(_ block: Range<Int>) -> [[Substring]] {
        text(block).split(separator: "\n").dropFirst().map {
            $0.split(separator: "\t", omittingEmptySubsequences: false)
        }
    }

    /// The columns of a block's first line.
    static func heading(_ block: Range<Int>) -> [Substring] {
        text(block).prefix { $0 != "\n" }.split(separator: "\t", omittingEmptySubsequences: false)
    }

    private init() {
        Self.withBytes { bytes in
            var block: (kind: UInt8, name: String, start: Int)?
            var offset = 0
            while offset < bytes.count {
                let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
                if bytes[offset] != UInt8(ascii: "\t") {
                    if let block { note(block.kind, block.name, block.start..<offset) }
                    block = nil
                    let columns = String(decoding: bytes[offset..<end], as: UTF8.self).split(separator: "\t")
                    if bytes[offset] == UInt8(ascii: "E") {
                        noteEvent(columns)
                    } else if columns.count > 1 {
                        block = (bytes[offset], String(columns[1]), offset)
                    }
                }
                offset = end + 1
            }
            if let block { note(block.kind, block.name, block.start..<bytes.count) }
        }
    }

    private mutating func note(_ kind: UInt8, _ name: String, _ block: Range<Int>) {
        switch kind {
        case UInt8(ascii: "M"): structures[name] = block
        case UInt8(ascii: "S"): segments[name] = block
        case UInt8(ascii: "T"): tables[name] = block
        default: datatypes[name] = block
        }
    }

    private mutating func noteEvent(_ columns: [Substring]) {
        guard columns.count == 5 else { return }
        let row = EventRow(structure: String(columns[3]), versions: VersionSet(letters: columns[4]))
        events["\(columns[1])^\(columns[2])", default: []].append(row)
    }

    private static func text(_ block: Range<Int>) -> String {
        withBytes { String(decoding: $0[block], as: UTF8.self) }
    }

    /// The table's bytes.
    ///
    /// Unsafe memory: a constant of the program, valid for its whole life.
    private static func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        var length = 0
        let start = corridor_hl7v2_definitions(&length)
        return body(UnsafeBufferPointer(start: start, count: length))
    }
}
