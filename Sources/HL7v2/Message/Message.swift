// An HL7 v2 message: the bytes as they came, and a flat index over them.
//
// Nothing is copied or decoded until it is asked for, and writing a message back is handing out its bytes.
// Which segment belongs to which group is not known here; see `GroupTree`. Numbers of fields, repetitions,
// components and subcomponents count from 1 as the standard's do; segments, being plain positions, from 0.

/// One HL7 v2 message, cheap to copy.
///
/// The message describes itself by size only: its content is patient data.
public struct Message: Sendable {
    let index: MessageIndex

    /// Reads a message.
    ///
    /// LF and CRLF line ends, blank lines, a byte order mark, blanks and other bytes before MSH, trailing
    /// NULs, malformed segment names and a missing last CR are accepted; ``warnings`` tells of them. UTF-16
    /// and UTF-32 are recognised. They, and sets in which a byte that looks like a delimiter may be part of a
    /// character, are read through a copy in UTF-8.
    ///
    /// - Parameters:
    ///   - bytes: the message as received.
    ///   - limits: what it may cost.
    ///   - characters: how characters are read that it does not declare, or declares wrongly.
    /// - Throws: ``ParseError`` when there is no header, its delimiters cannot be used, or a limit is passed.
    public init(
        _ bytes: [UInt8],
        limits: MessageLimits = .default,
        characters: CharacterReading = .default
    ) throws(ParseError) {
        try self.init(bytes, limits: limits, headers: .message, characters: characters)
    }

    /// Reads a message, or a file's or batch's header, as the caller says.
    init(
        _ bytes: [UInt8],
        limits: MessageLimits,
        headers: MessageStart.Headers,
        characters reading: CharacterReading = .default
    ) throws(ParseError) {
        guard bytes.count <= limits.bytes else { throw .tooLarge(limit: limits.bytes) }
        let wide = WideText.decode(bytes)
        var text = wide?.text ?? bytes
        var (start, delimiters, scan) = try Self.scan(text, limits: limits, headers: headers)
        var characters: CharacterSetChoice
        var copy: DecodedText?
        if let wide {
            characters = CharacterSetChoice(wide: wide.encoding, header: scan, reading: reading)
        } else {
            characters = CharacterSetChoice(
                header: scan,
                bytes: bytes,
                delimiters: delimiters,
                reading: reading
            )
            copy = characters.copy(of: bytes, delimiters: delimiters)
        }
        if let copy {
            text = copy.utf8
            (start, delimiters, scan) = try Self.scan(text, limits: limits, headers: headers)
            characters.settle(on: copy, scan: scan)
        }
        if MessageStart.isOdd(text, start: start) { scan.warn(.leadingBytes(start)) }
        if delimiters.escape != nil, text.count > start + 7, text[start + 6] == text[start + 7] {
            scan.warn(.doubledEscape)
        }
        if wide != nil || copy != nil || !characters.isPlain {
            scan.warnings += characters.warnings(for: text, isWide: wide != nil, isCopy: copy != nil)
        }
        index = MessageIndex(
            bytes: text,
            received: wide == nil && copy == nil ? nil : bytes,
            delimiters: delimiters,
            separators: scan.separators,
            segments: scan.segments,
            characters: characters,
            warnings: scan.warnings
        )
    }

    private static func scan(
        _ text: [UInt8],
        limits: MessageLimits,
        headers: MessageStart.Headers
    ) throws(ParseError) -> (start: Int, Delimiters, MessageIndex.Scan) {
        guard text.count <= limits.bytes else { throw .tooLarge(limit: limits.bytes) }
        let start = try MessageStart.find(in: text, headers: headers, limits: limits)
        let delimiters = try Delimiters(header: text[start...].prefix(headerPrefix))
        return (
            start, delimiters,
            try MessageIndex.scan(text, from: start, delimiters: delimiters, limits: limits)
        )
    }

    /// As many bytes as the delimiters can take.
    private static let headerPrefix = 16

    /// The bytes that elements refer to: those received, or a copy in UTF-8, see ``init(_:limits:characters:)``.
    public var bytes: [UInt8] { index.bytes }

    /// The message as it came, byte for byte.
    public var encoded: [UInt8] { index.received ?? index.bytes }

    /// The delimiters that its header declares.
    public var delimiters: Delimiters { index.delimiters }

    /// What was odd about it; empty for a message that follows the standard.
    public var warnings: [MessageWarning] { index.warnings }

    /// Whether another message's header stands in it, so that it is several messages.
    public var hasSecondHeader: Bool {
        // It would be warned of, but only so many warnings are kept.
        !index.warnings.isEmpty && index.segments.dropFirst().contains { $0.name == .messageHeader }
    }

    /// How many segments it has; blank lines do not count.
    public var segmentCount: Int { index.segments.count }

    /// The name of the segment at a position.
    ///
    /// - Precondition: the position is below ``segmentCount``.
    public func segmentName(_ segment: Int) -> SegmentName { index.segments[segment].name }

    /// The whole segment at a position.
    ///
    /// - Precondition: the position is below ``segmentCount``.
    public func segment(_ segment: Int) -> Element {
        let record = index.segments[segment]
        return Element(segment: segment, range: Int(record.start)..<Int(record.end))
    }

    /// The positions of all segments with a name, in order.
    public func segments(named name: SegmentName) -> [Int] {
        index.segments.indices.filter { index.segments[$0].name == name }
    }

    /// The position of the first segment with a name, from a position on.
    public func firstSegment(named name: SegmentName, from position: Int = 0) -> Int? {
        guard position <= segmentCount else { return nil }
        return index.segments[position...].firstIndex { $0.name == name }
    }

    /// Which of the segments with its name a segment is, counted from 1, as ERR-2 wants it.
    public func sequence(ofSegment segment: Int) -> Int {
        let name = segmentName(segment)
        return index.segments[...segment].count { $0.name == name }
    }
}

extension Message: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The message's size, and nothing of its content.
    public var description: String { "HL7 v2 message of \(bytes.count) bytes in \(segmentCount) segments" }

    /// The same as the description, so that debugging output shows no patient data either.
    public var debugDescription: String { description }

    /// No children, so that `dump` shows no patient data either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
