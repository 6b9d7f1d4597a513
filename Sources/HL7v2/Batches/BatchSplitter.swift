// Walks over the starts of lines, and opens and closes messages, batches and the file.

struct BatchSplitter {
    private var batch: Batch
    private let limits: Batch.Limits
    /// Where the message under way starts.
    private var messageStart: Int?
    private var isPartOpen = false

    init(batch: Batch, limits: Batch.Limits) {
        self.batch = batch
        self.limits = limits
    }

    mutating func split() throws(ParseError) -> Batch {
        let bytes = batch.bytes
        if WideText.isWide(bytes) { return whole() }
        var offset = try start()
        while offset < bytes.count {
            try line(at: offset)
            offset = nextLine(after: offset)
        }
        closeMessage(at: bytes.count)
        return batch
    }

    /// UTF-16 is not looked into: the file is one message.
    private mutating func whole() -> Batch {
        openPart(header: nil)
        messageStart = 0
        closeMessage(at: batch.bytes.count)
        return batch
    }

    /// The first header's offset.
    private func start() throws(ParseError) -> Int {
        try MessageStart.find(
            in: batch.bytes,
            headers: .all,
            limits: .default
        )
    }

    private mutating func line(at offset: Int) throws(ParseError) {
        let bytes = batch.bytes
        guard offset + 3 <= bytes.count else { return }
        let isEnd = offset + 3 == bytes.count || bytes[offset + 3] == 0x0D || bytes[offset + 3] == 0x0A
        let isDelimited =
            !isEnd && !(48...57).contains(bytes[offset + 3]) && !(65...90).contains(bytes[offset + 3])
        guard isDelimited || isEnd else { return }
        switch SegmentName(bytes[offset..<offset + 3]) {
        case "MSH" where isDelimited: try openMessage(at: offset)
        case "BHS" where isDelimited:
            closeMessage(at: offset)
            openPart(header: header(at: offset))
        case "FHS" where isDelimited:
            closeMessage(at: offset)
            batch.fileHeader = header(at: offset)
            isPartOpen = false
        case "BTS":
            closeMessage(at: offset)
            closePart(count: count(at: offset))
        case "FTS":
            closeMessage(at: offset)
            check(count(at: offset), found: batch.parts.count)
        default: break
        }
    }

    private func nextLine(after offset: Int) -> Int {
        let bytes = batch.bytes
        let span = bytes.span
        var offset = offset
        while offset < bytes.count, span[offset] != 0x0D, span[offset] != 0x0A { offset += 1 }
        while offset < bytes.count, span[offset] <= 0x20 { offset += 1 }
        return offset
    }

    private mutating func openMessage(at offset: Int) throws(ParseError) {
        closeMessage(at: offset)
        guard batch.messages.count < limits.messages else { throw .tooManySegments(limit: limits.messages) }
        if !isPartOpen { openPart(header: nil) }
        messageStart = offset
    }

    private mutating func closeMessage(at offset: Int) {
        guard let start = messageStart, let last = batch.parts.indices.last else { return }
        batch.messages.append(start..<offset)
        batch.parts[last].messages = batch.parts[last].messages.lowerBound..<batch.messages.count
        messageStart = nil
    }

    private mutating func openPart(header: Message?) {
        let count = batch.messages.count
        batch.parts.append(Batch.Part(header: header, messages: count..<count, declaredCount: nil))
        isPartOpen = true
    }

    private mutating func closePart(count: Int?) {
        guard isPartOpen, let last = batch.parts.indices.last else {
            batch.warn(.trailerWithoutHeader)
            return
        }
        batch.parts[last].declaredCount = count
        check(count, found: batch.parts[last].messages.count)
        isPartOpen = false
    }

    private mutating func check(_ declared: Int?, found: Int) {
        if let declared, declared != found { batch.warn(.count(declared: declared, found: found)) }
    }

    /// The header's line, read as a message of one segment.
    private mutating func header(at offset: Int) -> Message? {
        let line = batch.bytes[offset...].prefix { $0 != 0x0D && $0 != 0x0A }
        do {
            return try Message(Array(line), limits: .default, headers: .batch)
        } catch {
            batch.warn(.header(error))
            return nil
        }
    }

    /// A trailer's first field as a number; the delimiter is whatever follows its name.
    private func count(at offset: Int) -> Int? {
        let digits = batch.bytes[offset...].dropFirst(4).prefix { (48...57).contains($0) }
        return Int(String(decoding: digits.prefix(9), as: UTF8.self))
    }
}

extension Batch {
    /// A hostile file could give cause for a warning on every line; this many are enough.
    private static let maximumWarnings = 64

    mutating func warn(_ warning: Warning) {
        if warnings.count < Self.maximumWarnings { warnings.append(warning) }
    }
}
