// Which character set a message's text is decoded from, and what was odd about its declaration.
//
// MSH-18 rules; its first repetition holds for the whole message (HL7 v2.9 §2.14.9.18). Bytes are never
// changed: a wrong declaration costs a warning, and the values concerned are read as best they can be.

struct CharacterSetChoice: Sendable {
    let encoding: CharacterEncoding
    /// Whether every byte of the message is ASCII, so that nothing needs decoding.
    let isPlain: Bool

    init(
        header scan: MessageIndex.Scan,
        bytes: [UInt8],
        delimiters: Delimiters,
        isWide: Bool,
        warnings: inout [MessageWarning]
    ) {
        isPlain = !scan.hasHighBytes
        guard !isWide else {
            encoding = .utf8
            warnings.append(.wideCharacters)
            return
        }
        encoding = Self.declared(scan, bytes: bytes, delimiters: delimiters)
        guard scan.hasHighBytes else { return }
        switch encoding {
        case .ascii: warnings.append(.undeclaredCharacters)
        case .unknown: warnings.append(.unknownCharacterSet)
        case .utf8, .latin1, .latin9, .windows1252: break
        }
        let readsUTF8 = encoding == .ascii || encoding == .utf8
        if readsUTF8, String(validating: bytes, as: UTF8.self) == nil { warnings.append(.invalidCharacters) }
    }

    /// MSH-18 stands after the 17th separator, for the first one is MSH-1 itself.
    private static func declared(
        _ scan: MessageIndex.Scan,
        bytes: [UInt8],
        delimiters: Delimiters
    ) -> CharacterEncoding {
        guard let header = scan.segments.first else { return .ascii }
        let position = Int(header.firstSeparator) + 16
        guard header.name == .messageHeader, position < Int(header.endSeparator) else { return .ascii }
        let start = Int(scan.separators[position]) + 1
        let isLast = position + 1 == Int(header.endSeparator)
        let end = isLast ? Int(header.end) : Int(scan.separators[position + 1])
        guard start < end else { return .ascii }
        let first = bytes[start..<end].prefix { $0 != delimiters.repetition && $0 != delimiters.component }
        return CharacterEncoding(declared: String(decoding: first, as: UTF8.self))
    }
}
