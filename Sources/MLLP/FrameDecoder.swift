// Bytes to MLLP frames, as a state machine without I/O or clock. The rules and their reasons:
//
// - Bytes outside a block are dropped and counted (NULs, line ends and worse stand between real messages).
// - A block ends at 1C followed by 0D. A lone 1C is data; 1C and then 0B ends the block leniently, and so does
//   a trailing 1C when nothing follows for a while (`idle()`) or ever (`end()`).
// - 0B inside a block means that its sender gave up: the block is cut, and a new one starts here.
// - Any split into pieces gives the same frames, in time linear in the bytes.
// - Past the limit nothing more is kept, and the decoder takes nothing more.
//
// Framing is bytes before characters: UTF-16 and UTF-32 can contain all three bytes and are not safe in MLLP.

public import NIOCore

/// Cuts a stream of bytes into frames.
///
/// Hand in bytes with `receive`, then take events with `next()` until it returns nil. Stopping in between is
/// allowed: what was not taken stays for later.
public struct FrameDecoder: Sendable {
    /// What was found in the bytes.
    public enum Event: Sendable, Hashable {
        /// The content of a complete block: its own bytes, exactly as large as they are, last CR included.
        case frame([UInt8])
        /// A block that was begun and not ended.
        case cut(byteCount: Int)
        /// A run of bytes outside any block; a message without framing is recognised by its segment name.
        case outside(byteCount: Int, looksLikeMessage: Bool)
        /// A block past the limit, with its first bytes so that it can be refused by name. Nothing follows.
        case oversized(beginning: [UInt8])
    }

    /// Where in the stream the decoder stands.
    public enum Position: Sendable, Hashable {
        case outside
        case inside
        /// Inside, after a 1C that either ends the block or is data.
        case atPossibleEnd
        /// Nothing more is taken.
        case finished
    }

    /// How many bytes of an oversized block are kept; enough for any MSH segment.
    public static let beginningBytes = 4096

    /// Where the decoder stands.
    public private(set) var position = Position.outside
    /// What was found since the counts were last taken.
    public private(set) var counts = FrameCounts()

    private let frameLimit: Int
    private var input = ByteBuffer()
    private var partial: [UInt8] = []
    private var outsideRun = OutsideRun()

    /// Starts outside a block.
    ///
    /// - Parameter frameLimit: the most data bytes that a block may have.
    public init(frameLimit: Int) {
        self.frameLimit = frameLimit
    }

    /// Whether bytes were handed in that `next()` has not looked at.
    public var hasInput: Bool { input.readableBytes > 0 }

    /// Bytes kept of a block that is under way.
    public var partialBytes: Int { partial.count }

    /// Whether silence on the line means something, so that `idle()` is worth calling after a while.
    public var awaitsIdle: Bool { position == .atPossibleEnd || outsideRun.looksLikeMessage }

    /// Hands in bytes as they came from the socket.
    public mutating func receive(_ bytes: ByteBuffer) {
        guard position != .finished else { return }
        if input.readableBytes == 0 {
            input = bytes
        } else {
            input.writeImmutableBuffer(bytes)
        }
    }

    /// Hands in bytes.
    public mutating func receive(_ bytes: [UInt8]) {
        receive(ByteBuffer(bytes: bytes))
    }

    /// The next event, or nil when the bytes handed in are used up.
    public mutating func next() -> Event? {
        while hasInput {
            let event =
                switch position {
                case .outside: skipOutside()
                case .inside: readInside()
                case .atPossibleEnd: readAfterPossibleEnd()
                case .finished: drop()
                }
            if let event { return event }
        }
        // Not holding on to the socket's buffer lets it be reused.
        input = ByteBuffer()
        return nil
    }

    /// Says that nothing has come for a while: a trailing 1C ends its block, stray bytes are reported.
    public mutating func idle() -> Event? {
        switch position {
        case .atPossibleEnd:
            counts.missingEnds += 1
            return finishFrame(then: .outside)
        case .outside:
            return outsideRun.take()
        case .inside, .finished:
            return nil
        }
    }

    /// Says that nothing more will come: a block that is under way is cut, except after a trailing 1C.
    public mutating func end() -> Event? {
        defer { _ = drop() }
        guard position == .inside else { return idle() }
        return cut()
    }

    /// The counts since the last call.
    public mutating func takeCounts() -> FrameCounts {
        defer { counts = FrameCounts() }
        return counts
    }

    // MARK: States.

    private mutating func skipOutside() -> Event? {
        let found = input.readableBytesView.firstIndex(of: MLLPByte.start)
        let count = (found ?? input.writerIndex) - input.readerIndex
        counts.bytesOutside += count
        outsideRun.append(input.readableBytesView.prefix(count))
        input.moveReaderIndex(forwardBy: count)
        guard found != nil else { return nil }
        input.moveReaderIndex(forwardBy: 1)
        position = .inside
        return outsideRun.take()
    }

    private mutating func readInside() -> Event? {
        var offset = 0
        while true {
            offset = ControlScan.firstControl(in: input.readableBytesSpan, from: offset)
            guard partial.count + offset <= frameLimit else { return oversized(adding: offset) }
            guard offset < input.readableBytes else {
                keep(offset)
                return nil
            }
            if byte(at: offset) == MLLPByte.start {
                keep(offset)
                input.moveReaderIndex(forwardBy: 1)
                return cut()
            }
            guard offset + 1 < input.readableBytes else {
                keep(offset)
                input.moveReaderIndex(forwardBy: 1)
                position = .atPossibleEnd
                return nil
            }
            switch byte(at: offset + 1) {
            case MLLPByte.carriageReturn:
                return finishFrame(adding: offset, skipping: 2, then: .outside)
            case MLLPByte.start:
                counts.missingEnds += 1
                return finishFrame(adding: offset, skipping: 2, then: .inside)
            default:
                offset += 1
            }
        }
    }

    private mutating func readAfterPossibleEnd() -> Event? {
        switch byte(at: 0) {
        case MLLPByte.carriageReturn:
            return finishFrame(skipping: 1, then: .outside)
        case MLLPByte.start:
            counts.missingEnds += 1
            return finishFrame(skipping: 1, then: .inside)
        default:
            partial.append(MLLPByte.end)
            position = .inside
            return partial.count > frameLimit ? oversized(adding: 0) : nil
        }
    }

    // MARK: Steps.

    private func byte(at offset: Int) -> UInt8? {
        input.getInteger(at: input.readerIndex + offset)
    }

    private mutating func keep(_ count: Int) {
        partial.append(contentsOf: input.readableBytesView.prefix(count))
        input.moveReaderIndex(forwardBy: count)
    }

    /// Completes a block with the next `count` bytes.
    ///
    /// A block that came in one piece is copied once.
    private mutating func finishFrame(
        adding count: Int = 0,
        skipping framing: Int = 0,
        then next: Position
    ) -> Event {
        let frame: [UInt8]
        if partial.isEmpty {
            frame = input.readBytes(length: count) ?? []
        } else {
            keep(count)
            frame = takePartial()
        }
        input.moveReaderIndex(forwardBy: framing)
        position = next
        counts.frames += 1
        return .frame(frame)
    }

    /// Small frames are copied to their exact size, so that the buffer can be used again; a large one is
    /// handed over as it is, and what it reserved beyond its size was never touched.
    private mutating func takePartial() -> [UInt8] {
        defer { partial.removeAll(keepingCapacity: partial.count <= Self.largestCopy) }
        return partial.count <= Self.largestCopy ? Array(partial[...]) : partial
    }

    private static let largestCopy = 64 * 1024

    private mutating func cut() -> Event {
        defer { partial.removeAll(keepingCapacity: partial.count <= Self.largestCopy) }
        counts.cutFrames += 1
        return .cut(byteCount: partial.count)
    }

    private mutating func oversized(adding count: Int) -> Event {
        // Never more than the limit, so that the event does not depend on how the stream was split.
        let length = min(frameLimit, Self.beginningBytes)
        let missing = min(count, max(0, length - partial.count))
        let beginning = Array(partial.prefix(length)) + input.readableBytesView.prefix(missing)
        counts.oversizedFrames += 1
        _ = drop()
        return .oversized(beginning: beginning)
    }

    private mutating func drop() -> Event? {
        position = .finished
        input = ByteBuffer()
        partial = []
        return nil
    }
}
