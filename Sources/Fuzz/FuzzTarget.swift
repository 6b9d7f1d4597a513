// What is fuzzed, and what must hold for whatever comes.

import FHIR
import HL7v2
import MLLP

/// One reader of foreign bytes.
enum FuzzTarget: String, CaseIterable {
    case message, batch, frames, escapes, location, json

    /// Reads an input and checks what must hold; traps where it does not.
    func run(_ bytes: [UInt8]) {
        switch self {
        case .message: Self.message(bytes)
        case .batch: Self.batch(bytes)
        case .frames: Self.frames(bytes)
        case .escapes: Self.escapes(bytes)
        case .location: Self.location(bytes)
        case .json: Self.json(bytes)
        }
    }

    /// A message is refused, or written back byte for byte, and every part of it can be read and answered.
    private static func message(_ bytes: [UInt8]) {
        guard let message = try? Message(bytes) else { return }
        precondition(message.encoded == bytes, "not written back as it came")
        for segment in 0..<message.segmentCount {
            for number in 1...max(1, message.fieldCount(ofSegment: segment)) {
                guard let field = message.field(number, ofSegment: segment) else { continue }
                for repetition in message.repetitions(of: field) { readParts(of: repetition, message) }
                _ = message.formattedText(field)
                let first = message.repetition(1, of: field).flatMap { message.component(1, of: $0) }
                precondition(
                    message.component(1, subcomponent: 0, ofField: field) == first,
                    "one pass finds another component"
                )
            }
        }
        // The view for people costs more than all the rest: one input in eight is shown.
        if let last = bytes.last, last & 7 == 5 {
            let outline = MessageOutline(describing: message)
            precondition(!outline.text.isEmpty && !outline.json.isEmpty, "nothing to show")
        }
        if let structure = StructureCatalog.shared.structure(for: message.header) {
            let groups = message.groups(as: structure)
            precondition(groups.occurrenceCount > 0, "no root")
        }
        let answer = Acknowledgment(.error, problems: [.init(code: .applicationError)])
        let encoded = answer.encoded(for: message, controlID: "1", date: DateTime(utcMilliseconds: 0))
        precondition((try? Message(encoded)) != nil, "the answer cannot be read")
    }

    private static func readParts(of repetition: Element, _ message: Message) {
        for component in message.components(of: repetition) {
            let text = message.text(component)
            if let range = message.plainValue(of: component) {
                precondition(
                    String(decoding: message.bytes[range], as: UTF8.self) == text,
                    "plain, and not so"
                )
            }
            for part in message.subcomponents(of: component) { _ = message.text(part).utf8.count }
        }
    }

    /// A file's messages lie inside it, in order.
    private static func batch(_ bytes: [UInt8]) {
        guard let batch = try? Batch(bytes) else { return }
        var end = 0
        for range in batch.messages {
            precondition(range.lowerBound >= end && range.upperBound <= bytes.count, "messages overlap")
            end = range.upperBound
        }
    }

    /// Frames do not depend on how the stream was cut; the first byte says where.
    private static func frames(_ bytes: [UInt8]) {
        guard let size = bytes.first, !bytes.isEmpty else { return }
        let stream = Array(bytes.dropFirst())
        let whole = events(of: [stream])
        let step = Int(size) % 16 + 1
        let pieces = stride(from: 0, to: stream.count, by: step).map {
            Array(stream[$0..<min($0 + step, stream.count)])
        }
        precondition(frames(events(of: pieces)) == frames(whole), "other frames when cut otherwise")
        for frame in frames(whole) { precondition(frame.count <= limit, "a frame past the limit") }
    }

    private static let limit = 1024

    private static func events(of pieces: [[UInt8]]) -> [FrameDecoder.Event] {
        var decoder = FrameDecoder(frameLimit: limit)
        var events: [FrameDecoder.Event] = []
        for piece in pieces {
            decoder.receive(piece)
            while let event = decoder.next() { events.append(event) }
        }
        if let event = decoder.end() { events.append(event) }
        return events
    }

    private static func frames(_ events: [FrameDecoder.Event]) -> [[UInt8]] {
        events.compactMap { if case .frame(let frame) = $0 { frame } else { nil } }
    }

    /// What was escaped comes back, and stands in a field as one value.
    private static func escapes(_ bytes: [UInt8]) {
        _ = EscapeSequences.decode(bytes[...], delimiters: .standard)
        let encoded = EscapeSequences.encode(bytes, delimiters: .standard)
        precondition(
            EscapeSequences.decode(encoded[...], delimiters: .standard) == bytes,
            "not unescaped again"
        )
        let special = Array("|^~&\r\n".utf8)
        precondition(!encoded.contains { special.contains($0) }, "a delimiter is left")
    }

    /// A location that can be read is printed and read again as the same.
    private static func location(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let location = try? Location(text) else { return }
        guard let again = try? Location(location.description), again == location else {
            preconditionFailure("printed otherwise than it was read")
        }
    }

    /// A resource that can be read is written, and read again as the same.
    private static func json(_ bytes: [UInt8]) {
        guard let tree = try? JSONReader.read(bytes) else { return }
        let written = JSONWriter.write(tree)
        guard let again = try? JSONReader.read(written) else {
            preconditionFailure("what was written is refused")
        }
        precondition(JSONWriter.write(again) == written, "written otherwise the second time")
    }
}
