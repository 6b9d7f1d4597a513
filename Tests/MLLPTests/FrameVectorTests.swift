// The shared vectors of framing at its edges: each a list of pieces and the frames that must come out.

import Foundation
import MLLP
import Testing

struct FrameVector: Decodable, Sendable, CustomTestStringConvertible {
    let id: String
    let chunks: [String]
    let frames: [String]
    let discarded: Int?
    let eof: Bool?
    let max: Int?

    var testDescription: String { id }

    static let all: [FrameVector] = {
        guard let file = SharedFolder.file("corpus/hl7v2-edge/mllp.jsonl"),
            let lines = try? Data(contentsOf: file).split(separator: UInt8(ascii: "\n"))
        else { return [] }
        return lines.compactMap { try? JSONDecoder().decode(FrameVector.self, from: $0) }
    }()
}

struct FrameVectorTests {
    @Test(.enabled(if: !FrameVector.all.isEmpty, "the shared vectors are not here"))
    func `Every line of the file is a vector, and has no key that is not looked at`() throws {
        let file = try #require(SharedFolder.file("corpus/hl7v2-edge/mllp.jsonl"))
        let lines = try Data(contentsOf: file).split(separator: UInt8(ascii: "\n"))
        #expect(lines.count == FrameVector.all.count)
        let known: Set<String> = ["id", "chunks", "frames", "discarded", "eof", "max", "ref"]
        for line in lines {
            let vector = try #require(JSONSerialization.jsonObject(with: line) as? [String: Any])
            #expect(known.isSuperset(of: vector.keys), "\(vector.keys)")
        }
    }

    @Test(
        .enabled(if: !FrameVector.all.isEmpty, "the shared vectors are not here"),
        arguments: FrameVector.all
    )
    func `A vector's pieces give its frames`(_ vector: FrameVector) {
        var decoder = FrameDecoder(frameLimit: vector.max ?? 1_000_000)
        var events: [FrameDecoder.Event] = []
        for chunk in vector.chunks {
            decoder.receive(Array(chunk.utf8))
            events += decoder.drain()
        }
        let last = vector.eof == true ? decoder.end() : decoder.idle()
        events += last.map { [$0] } ?? []

        #expect(events.frames == vector.frames.map { Array($0.utf8) })
        if let discarded = vector.discarded { #expect(decoder.counts.bytesOutside == discarded) }
        if vector.eof == true { #expect(decoder.counts.cutFrames == 1) }
        if vector.max != nil { #expect(decoder.position == .finished) }
    }
}
