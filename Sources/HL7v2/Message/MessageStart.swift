// Where a message's header starts. Senders put byte order marks, blank lines and worse in front of it.

enum MessageStart {
    /// Which headers are looked for.
    enum Headers {
        /// MSH.
        case message
        /// FHS or BHS.
        case batch
        /// Any of the three.
        case all

        func contains(_ name: SegmentName) -> Bool {
            switch self {
            case .message: name == .messageHeader
            case .batch: name == .fileHeader || name == .batchHeader
            case .all: name.isHeader
            }
        }
    }

    /// The offset of the first header.
    ///
    /// - Throws: ``ParseError/empty``, ``ParseError/batch`` for a batch where a message was wanted, or
    ///   ``ParseError/noHeader`` when there is no header within the first bytes.
    static func find(
        in bytes: [UInt8],
        headers: Headers,
        limits: MessageLimits
    ) throws(ParseError) -> Int {
        let first = bytes.firstIndex { !isBlank($0) } ?? bytes.endIndex
        guard first < bytes.endIndex else { throw .empty }
        let last = min(first + limits.leadingBytes, bytes.count - 3)
        guard first <= last else { throw .noHeader }
        for offset in first...last where isHeaderInitial(bytes[offset]) {
            let name = SegmentName(bytes[offset..<offset + 3])
            if headers.contains(name) { return offset }
            if name.isHeader, offset == first { throw .batch }
        }
        throw .noHeader
    }

    private static func isHeaderInitial(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "M") || byte == UInt8(ascii: "F") || byte == UInt8(ascii: "B")
    }

    /// Whether something that deserves a warning stands before the header: anything but a byte order mark.
    static func isOdd(_ bytes: [UInt8], start: Int) -> Bool {
        start > 0 && !(start == byteOrderMark.count && bytes.starts(with: byteOrderMark))
    }

    /// UTF-8's byte order mark.
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private static func isBlank(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00, 0x09, 0x0A, 0x0B, 0x0D, 0x1C, 0x20, 0xEF, 0xBB, 0xBF: true
        default: false
        }
    }
}
