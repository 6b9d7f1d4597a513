// The framing rules one by one, every split of a stream, both sides of the limit, and time that stays linear.

import MLLP
import Testing

extension FrameDecoder {
    mutating func drain() -> [Event] {
        var events: [Event] = []
        while let event = next() { events.append(event) }
        return events
    }
}

extension [FrameDecoder.Event] {
    var frames: [[UInt8]] {
        compactMap { if case .frame(let frame) = $0 { frame } else { nil } }
    }
}

struct FrameDecoderTests {
    private static let message = "MSH|^~\\&|A|B|C|D|20240101||ADT^A01|1|P|2.5.1\rPID|1||1^^^H^MR\r"

    private func events(_ pieces: [[UInt8]], limit: Int = 100_000) -> [FrameDecoder.Event] {
        var decoder = FrameDecoder(frameLimit: limit)
        return pieces.flatMap { piece in
            decoder.receive(piece)
            return decoder.drain()
        }
    }

    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test
    func `A frame keeps every byte of its content`() {
        let content = (0...255).map(UInt8.init).filter { $0 != 0x0B }
        #expect(events([Frame.bytes(around: content)]) == [.frame(content)])
    }

    @Test
    func `A lone 1C is data`() {
        #expect(
            events([bytes("\u{B}a\u{1C}b\u{1C}\u{1C}c\u{1C}\r")]) == [.frame(bytes("a\u{1C}b\u{1C}\u{1C}c"))]
        )
    }

    @Test
    func `1C before the end is data too`() {
        #expect(events([bytes("\u{B}a\u{1C}\u{1C}\r")]) == [.frame(bytes("a\u{1C}"))])
    }

    @Test
    func `1C and then 0B ends a frame and starts the next`() {
        #expect(events([bytes("\u{B}a\u{1C}\u{B}b\u{1C}\r")]) == [.frame(bytes("a")), .frame(bytes("b"))])
    }

    @Test
    func `0B inside a frame cuts it and starts anew`() {
        #expect(events([bytes("\u{B}abc\u{B}d\u{1C}\r")]) == [.cut(byteCount: 3), .frame(bytes("d"))])
    }

    @Test
    func `A trailing 1C ends the frame once the line is silent`() {
        var decoder = FrameDecoder(frameLimit: 100)
        decoder.receive(bytes("\u{B}a\u{1C}"))
        #expect(decoder.drain() == [])
        #expect(decoder.awaitsIdle)
        #expect(decoder.idle() == .frame(bytes("a")))
        #expect(!decoder.awaitsIdle)
        // The CR that comes late after all is a byte outside.
        decoder.receive(bytes("\r\u{B}b\u{1C}\r"))
        #expect(decoder.drain() == [.outside(byteCount: 1, looksLikeMessage: false), .frame(bytes("b"))])
        #expect(decoder.counts.missingEnds == 1)
    }

    @Test
    func `Silence within a frame is no end`() {
        var decoder = FrameDecoder(frameLimit: 100)
        decoder.receive(bytes("\u{B}a"))
        _ = decoder.drain()
        #expect(!decoder.awaitsIdle)
        #expect(decoder.idle() == nil)
        #expect(decoder.position == .inside)
    }

    @Test
    func `The end of the stream cuts a frame, but not after its 1C`() {
        var cut = FrameDecoder(frameLimit: 100)
        cut.receive(bytes("\u{B}abc"))
        _ = cut.drain()
        #expect(cut.end() == .cut(byteCount: 3))
        var whole = FrameDecoder(frameLimit: 100)
        whole.receive(bytes("\u{B}abc\u{1C}"))
        _ = whole.drain()
        #expect(whole.end() == .frame(bytes("abc")))
        whole.receive(bytes("\u{B}abc\u{1C}\r"))
        #expect(whole.drain() == [])
    }

    @Test(arguments: ["MSH|", "\r\n MSH|", "FHS|", "BHS|"])
    func `A message without framing is recognised`(_ text: String) {
        var decoder = FrameDecoder(frameLimit: 100)
        for byte in text.utf8 {
            decoder.receive([byte])
            _ = decoder.drain()
        }
        #expect(decoder.awaitsIdle)
        #expect(decoder.idle() == .outside(byteCount: text.utf8.count, looksLikeMessage: true))
        #expect(decoder.idle() == nil)
    }

    @Test
    func `Stray bytes are reported once their run ends`() {
        let stray = bytes("\0\0junk")
        #expect(
            events([stray, stray, framed("a")]) == [
                .outside(byteCount: 12, looksLikeMessage: false), .frame(bytes("a")),
            ]
        )
    }

    @Test(arguments: [0, 1, 2, 7, 8, 9, 15, 16, 17, 63, 64, 65, 1000])
    func `A frame of any length is found, alone and in a row`(_ length: Int) {
        let content = [UInt8](repeating: 0x41, count: length)
        let stream = Frame.bytes(around: content) + Frame.bytes(around: content)
        #expect(events([stream]) == [.frame(content), .frame(content)])
    }

    @Test
    func `Every split into two pieces gives the same frames`() {
        let stream = framed(Self.message) + bytes("\r\n") + framed("a\u{1C}b") + framed("")
        let whole = events([stream])
        for split in 0...stream.count {
            #expect(events([Array(stream[..<split]), Array(stream[split...])]) == whole)
        }
    }

    @Test
    func `Single bytes give the same frames`() {
        let stream = framed(Self.message) + bytes("\u{B}cut") + framed("a\u{1C}\u{1C}b")
        #expect(events(stream.map { [$0] }) == events([stream]))
    }

    @Test(arguments: 0..<50)
    func `Random streams in random pieces give the same frames`(_ seed: UInt64) {
        var random = SplitMix(state: seed)
        // Few letters, so that every sequence of framing bytes comes up.
        let alphabet: [UInt8] = [0x0B, 0x1C, 0x0D, 0x41, 0x42, 0x0A, 0x1C, 0x0D]
        let stream = (0..<400).map { _ in alphabet[Int(random.next() % 8)] }
        let whole = events([stream], limit: 12)
        var pieces: [[UInt8]] = []
        var rest = stream[...]
        while !rest.isEmpty {
            let count = min(rest.count, Int(random.next() % 23) + 1)
            pieces.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        #expect(events(pieces, limit: 12) == whole)
        #expect(events(stream.map { [$0] }, limit: 12) == whole)
    }

    @Test
    func `What is not taken stays for later`() {
        var decoder = FrameDecoder(frameLimit: 100)
        decoder.receive(framed(["a", "b"]))
        #expect(decoder.next() == .frame(bytes("a")))
        #expect(decoder.hasInput)
        decoder.receive(framed("c"))
        #expect(decoder.drain() == [.frame(bytes("b")), .frame(bytes("c"))])
        #expect(!decoder.hasInput)
    }

    @Test
    func `A frame of the limit passes, one byte more does not`() {
        let fits = [UInt8](repeating: 0x41, count: 32)
        #expect(events([Frame.bytes(around: fits)], limit: 32) == [.frame(fits)])
        #expect(events(Frame.bytes(around: fits).map { [$0] }, limit: 32) == [.frame(fits)])
        let tooLong = fits + [0x42]
        #expect(events([Frame.bytes(around: tooLong)], limit: 32) == [.oversized(beginning: fits)])
        #expect(events(Frame.bytes(around: tooLong).map { [$0] }, limit: 32) == [.oversized(beginning: fits)])
    }

    @Test
    func `Past the limit nothing more is kept`() {
        var decoder = FrameDecoder(frameLimit: 10_000)
        decoder.receive([0x0B] + [UInt8](repeating: 0x41, count: 20_000))
        let beginning = [UInt8](repeating: 0x41, count: FrameDecoder.beginningBytes)
        #expect(decoder.drain() == [.oversized(beginning: beginning)])
        decoder.receive(framed("a"))
        #expect(!decoder.hasInput)
        #expect(decoder.drain() == [])
        #expect(decoder.partialBytes == 0)
    }

    @Test(arguments: [1, 3, 1000])
    func `A large frame in small pieces takes linear time`(_ pieceSize: Int) {
        // 1C in a row is the worst case: each may be the end. Quadratic time would take minutes.
        let content = [UInt8](repeating: 0x1C, count: 200_000)
        let stream = Frame.bytes(around: content)
        var decoder = FrameDecoder(frameLimit: 2_000_000)
        var frames: [[UInt8]] = []
        for start in stride(from: 0, to: stream.count, by: pieceSize) {
            decoder.receive(Array(stream[start..<min(start + pieceSize, stream.count)]))
            frames += decoder.drain().frames
        }
        #expect(frames == [content])
    }
}

/// A small generator whose runs can be repeated.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
