// The flat index over a message's bytes: where each segment lies, and where each field separator stands.
//
// Repetitions, components and subcomponents are found inside a field when they are asked for, because most
// fields of most messages are never read: recording them too cost half the time again. The scan itself is C
// (`corridor_hl7v2_index`), and this is the one place that hands it memory. Terminators follow HL7 v2.9 §2.4.4
// and the lenient readings that feeds need: LF and CRLF, blank lines, trailing NULs.

import CSupport

/// Where one segment lies, and which of the separators are its own.
struct SegmentRecord: Sendable {
    let start: UInt32
    let end: UInt32
    let firstSeparator: UInt32
    let endSeparator: UInt32
    let name: SegmentName
    let isHeader: Bool
}

/// Everything known about a message's bytes; shared by all copies of a ``Message``.
final class MessageIndex: Sendable {
    let bytes: [UInt8]
    /// What was received, where `bytes` is a copy of it in UTF-8.
    let received: [UInt8]?
    let delimiters: Delimiters
    let separators: [UInt32]
    let segments: [SegmentRecord]
    let characters: CharacterSetChoice
    let warnings: [MessageWarning]

    init(
        bytes: [UInt8],
        received: [UInt8]?,
        delimiters: Delimiters,
        separators: [UInt32],
        segments: [SegmentRecord],
        characters: CharacterSetChoice,
        warnings: [MessageWarning]
    ) {
        self.bytes = bytes
        self.received = received
        self.delimiters = delimiters
        self.separators = separators
        self.segments = segments
        self.characters = characters
        self.warnings = warnings
    }

    /// The separators and segments of `bytes` from `start` on.
    struct Scan {
        var separators: [UInt32] = []
        var segments: [SegmentRecord] = []
        var warnings: [MessageWarning] = []
        var hasHighBytes = false
    }

    /// Scans a message whose header starts at `start`.
    static func scan(
        _ bytes: [UInt8],
        from start: Int,
        delimiters: Delimiters,
        limits: MessageLimits
    ) throws(ParseError) -> Scan {
        let separator = delimiters.field
        // Unsafe memory: C fills arrays whose sizes its own census, over the same bytes, has counted.
        let census = bytes.withUnsafeBufferPointer {
            corridor_hl7v2_census($0.baseAddress, start, $0.count, separator)
        }
        guard census.terminators <= limits.terminators else { throw .tooManySegments(limit: limits.segments) }
        var scan = Scan()
        scan.hasHighBytes = census.seen & 0x80 != 0
        if census.nul { scan.warnings.append(.nulBytes) }
        let result = withUnsafeTemporaryAllocation(
            of: CorridorHL7v2Terminator.self,
            capacity: census.terminators + 1
        ) { terminators -> Result<Void, ParseError> in
            scan.separators = [UInt32](unsafeUninitializedCapacity: census.separators) { separators, count in
                bytes.withUnsafeBufferPointer {
                    corridor_hl7v2_index(
                        $0.baseAddress,
                        start,
                        $0.count,
                        separator,
                        separators.baseAddress,
                        terminators.baseAddress
                    )
                }
                count = census.separators
            }
            var cutter = SegmentCutter(bytes: bytes, start: start, separator: separator, census: census)
            return Result { () throws(ParseError) in
                try cutter.cut(at: terminators, into: &scan, limit: limits.segments)
            }
        }
        try result.get()
        return scan
    }
}

/// Turns terminators into segments.
private struct SegmentCutter {
    let bytes: [UInt8]
    var start: Int
    let end: Int
    let separator: UInt8
    let separatorCount: UInt32
    let hasReturns: Bool
    var firstSeparator: UInt32 = 0
    var hasLineFeeds = false

    init(bytes: [UInt8], start: Int, separator: UInt8, census: CorridorHL7v2Census) {
        self.bytes = bytes
        self.start = start
        self.separator = separator
        separatorCount = UInt32(census.separators)
        hasReturns = census.carriage_return
        end = Self.contentEnd(of: bytes, from: start)
    }

    mutating func cut(
        at terminators: UnsafeMutableBufferPointer<CorridorHL7v2Terminator>,
        into scan: inout MessageIndex.Scan,
        limit: Int
    ) throws(ParseError) {
        scan.segments.reserveCapacity(min(terminators.count, limit))
        for index in 0..<(terminators.count - 1) {
            let terminator = terminators[index]
            let offset = Int(terminator.offset)
            guard offset < end else { break }
            guard terminates(offset) else { continue }
            try append(upTo: offset, separators: terminator.separators, into: &scan, limit: limit)
            start = offset + 1
        }
        try append(upTo: end, separators: separatorCount, into: &scan, limit: limit)
        if hasLineFeeds || end < bytes.count && bytes[end...].contains(UInt8(ascii: "\n")) {
            scan.warnings.append(.lineFeeds)
        }
    }

    /// Whether the CR or LF at `offset` ends a segment; a lone LF among CRs may be data.
    private mutating func terminates(_ offset: Int) -> Bool {
        guard bytes[offset] == UInt8(ascii: "\n") else { return true }
        let isLineEnd = !hasReturns || offset == start || isSegmentStart(offset + 1)
        if isLineEnd { hasLineFeeds = true }
        return isLineEnd
    }

    private func isSegmentStart(_ offset: Int) -> Bool {
        guard offset < end else { return true }
        if bytes[offset] == UInt8(ascii: "\r") { return true }
        guard offset + 3 < end, bytes[offset + 3] == separator else { return false }
        return SegmentName(bytes[offset..<offset + 3]).isWellFormed
    }

    private mutating func append(
        upTo end: Int,
        separators: UInt32,
        into scan: inout MessageIndex.Scan,
        limit: Int
    ) throws(ParseError) {
        defer { firstSeparator = separators }
        while start < end, isBlank(bytes[start]) { start += 1 }
        guard start < end else { return }
        guard scan.segments.count < limit else { throw .tooManySegments(limit: limit) }
        var packed: UInt32 = 0
        var shift: UInt32 = 32
        var at = start
        while at < end, shift > 0, bytes[at] != separator {
            shift -= 8
            packed |= UInt32(bytes[at]) << shift
            at += 1
        }
        let name = SegmentName(packed: packed)
        if !name.isWellFormed { scan.warn(.segmentName(segment: scan.segments.count)) }
        if name == .messageHeader, !scan.segments.isEmpty {
            scan.warn(.secondHeader(segment: scan.segments.count))
        }
        scan.segments.append(
            SegmentRecord(
                start: UInt32(start),
                end: UInt32(end),
                firstSeparator: firstSeparator,
                endSeparator: separators,
                name: name,
                isHeader: name.isHeader
            )
        )
    }

    /// Blanks before a segment's name, and what framing leaves in files: the bytes around an MLLP block.
    private func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0B || byte == 0x1C
    }

    /// Where the content ends: before trailing terminators and the NULs that some senders leave after them.
    private static func contentEnd(of bytes: [UInt8], from start: Int) -> Int {
        var end = bytes.count
        while end > start, [0x00, 0x0A, 0x0D].contains(bytes[end - 1]) { end -= 1 }
        while end < bytes.count, bytes[end] == 0 { end += 1 }
        return end
    }
}

extension MessageIndex.Scan {
    /// Warnings name places, so a hostile message could have one for every segment; this many are enough.
    static let maximumWarnings = 64

    mutating func warn(_ warning: MessageWarning) {
        if warnings.count < Self.maximumWarnings { warnings.append(warning) }
    }
}
