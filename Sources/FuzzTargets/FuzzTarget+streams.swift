// Streams of bytes that hold several messages: batches, and what comes over MLLP.

import HL7v2
import MLLP

extension FuzzTarget {
    /// A file's messages lie inside it, in order.
    static func batch(_ bytes: [UInt8]) throws(BrokenPromise) {
        guard let batch = try? Batch(bytes) else { return }
        var end = 0
        for range in batch.messages {
            try promise(range.lowerBound >= end && range.upperBound <= bytes.count, "messages overlap")
            end = range.upperBound
        }
    }

    /// Frames do not depend on how the stream was cut; the first byte says where.
    static func frames(_ bytes: [UInt8]) throws(BrokenPromise) {
        guard let size = bytes.first else { return }
        let stream = Array(bytes.dropFirst())
        let whole = frames(of: [stream])
        let step = Int(size) % 16 + 1
        let pieces = stride(from: 0, to: stream.count, by: step).map {
            Array(stream[$0..<min($0 + step, stream.count)])
        }
        try promise(frames(of: pieces) == whole, "other frames when cut otherwise")
        for frame in whole { try promise(frame.count <= frameLimit, "a frame past the limit") }
    }

    /// Parts, one after the other with a NUL between them, are joined into no more than they hold.
    static func parts(_ bytes: [UInt8]) throws(BrokenPromise) {
        let parts = bytes.split(separator: 0, maxSplits: 8).compactMap { try? Message(Array($0)) }
        for part in parts { _ = part.continuation.isWhole }
        guard let joined = Message.joining(parts) else { return }
        // Each segment ends with a CR, also where the last one did not.
        let most = parts.reduce(0) { $0 + $1.bytes.count + $1.segmentCount }
        try promise(joined.count <= most, "joining grows")
        guard let message = try? Message(joined) else { return }
        try promise(message.segmentName(0) == parts[0].segmentName(0), "joined parts begin otherwise")
    }

    private static let frameLimit = 1024

    private static func frames(of pieces: [[UInt8]]) -> [[UInt8]] {
        var decoder = FrameDecoder(frameLimit: frameLimit)
        var events: [FrameDecoder.Event] = []
        for piece in pieces {
            decoder.receive(piece)
            while let event = decoder.next() { events.append(event) }
        }
        if let event = decoder.end() { events.append(event) }
        return events.compactMap { if case .frame(let frame) = $0 { frame } else { nil } }
    }
}
