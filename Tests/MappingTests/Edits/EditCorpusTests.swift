// Over real messages: no edit changes nothing, and an edit changes its segment alone.

import Foundation
import HL7v2
import Mapping
import Testing

struct EditCorpusTests {
    /// The messages of the corpus beside the repository, by file name; none where it is not there.
    private static let messages: [(name: String, message: Message)] = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let named = ProcessInfo.processInfo.environment["CORRIDOR_SHARED"].map { URL(filePath: $0) }
        let folder = (named ?? root.deletingLastPathComponent().appending(path: "shared"))
            .appending(path: "corpus/hl7v2")
        // An absent corpus skips the tests; batches and malformed files are other tests' matter.
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        return files.sorted().filter { $0.hasSuffix(".hl7") }.compactMap { file in
            guard let data = try? Data(contentsOf: folder.appending(path: file)),
                let message = try? Message(Array(data))
            else { return nil }
            return (file, message)
        }
    }()

    @Test(.enabled(if: !messages.isEmpty))
    func `no edit leaves every byte as it was`() throws {
        let edits = try #require(EditSample.route("edit: []").edits)
        for (name, message) in Self.messages {
            let outcome = edits.run(message, of: message.encoded, for: "0", in: MapContext(acceptedAt: 0))
            #expect(outcome.message == message.encoded, "\(name)")
        }
    }

    @Test(.enabled(if: !messages.isEmpty))
    func `writing what is there already leaves every byte as it was`() throws {
        let edits = try #require(
            EditSample.route(
                "edit: [{set: 'PID-3[*]', to: $this}, {set: PID-5, to: $this}, {set: OBX-3, to: $this}]"
            ).edits
        )
        for (name, message) in Self.messages {
            let outcome = edits.run(message, of: message.encoded, for: "0", in: MapContext(acceptedAt: 0))
            #expect(outcome.message == message.encoded, "\(name)")
        }
    }

    @Test(
        .enabled(if: !messages.isEmpty),
        arguments: [
            "clear: PID-5", "\"null\": OBX-5", "set: PV1-44\n    constant: X",
            "set: OBX-3.1\n    to: OBX-3.2",
        ]
    )
    func `an edit touches its own field alone`(edit: String) throws {
        let edits = try #require(EditSample.route("edit:\n  - \(edit)").edits)
        let place = edit.split(separator: " ")[1].split(separator: "\n")[0]
        let segment = String(place.prefix(3))
        let number = try #require(Int(place.dropFirst(4).prefix { $0 != "." }))
        var touched = 0
        for (name, message) in Self.messages where message.bytes == message.encoded {
            let outcome = edits.run(message, of: message.encoded, for: "0", in: MapContext(acceptedAt: 0))
            let edited = try Message(try #require(outcome.message))
            #expect(edited.segmentCount == message.segmentCount, "\(name)")
            for index in 0..<min(message.segmentCount, edited.segmentCount) {
                let (old, new) = (message.segment(index), edited.segment(index))
                if message.segmentName(index).description != segment {
                    #expect(message.rawBytes(old) == edited.rawBytes(new), "\(name) segment \(index)")
                    continue
                }
                let count = max(message.fieldCount(ofSegment: index), edited.fieldCount(ofSegment: index))
                for field in stride(from: 1, through: count, by: 1) where field != number {
                    let before = message.field(field, ofSegment: index).map { Array(message.rawBytes($0)) }
                    let after = edited.field(field, ofSegment: index).map { Array(edited.rawBytes($0)) }
                    #expect(before == after, "\(name) segment \(index) field \(field)")
                }
                if message.rawBytes(old) != edited.rawBytes(new) { touched += 1 }
            }
        }
        #expect(touched > 10)
    }
}
