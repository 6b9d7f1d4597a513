import Foundation
import HL7v2
import Peers
import Testing

@testable import Engine

/// Patient data stays out of the logs.
struct LogTests {
    /// The shipped routes want a part of the fixtures, a third is refused, and others wait behind those.
    private static let enough = 10

    private static let malformed = [
        "no-msh.hl7", "empty-msh-2.hl7", "invalid-utf-8.hl7", "nul-bytes.hl7", "truncated-in-obx.hl7",
    ]

    @Test func `no log line of a full run at any level holds a value of a message`() async throws {
        var values: Set<String> = []
        var text = ""
        // A receiver that refuses some, and repeats in its answer what it was sent, as many do.
        let answer: Inbox.Answering = { request in
            let isRefused = request.body.count % 3 == 0
            return .status(isRefused ? 422 : 200, body: request.body)
        }
        try await withReceiver(answer: answer) { port, inbox in
            let home = EngineHome.withPrivateDatabase
            try await withShippedSite(ehrPort: port, home: home) { engine in
                for (name, bytes) in EmbeddedFiles.fixtures {
                    let listener =
                        name.hasPrefix("adt") ? "patients" : name.hasPrefix("rde") ? "pharmacy" : "lab"
                    if name.hasPrefix("ack") {
                        // An acknowledgment is never acknowledged.
                        let frame = [0x0B] + bytes + [0x1C, 0x0D]
                        _ = try await RawPeer.talk(to: engine.port(), frame, until: .replies(0))
                    } else {
                        _ = try await engine.send(bytes, to: listener)
                    }
                    values.formUnion(FixtureValues.distinctive(in: bytes))
                }
                for name in Self.malformed {
                    let bytes = try Samples.malformed(name)
                    _ = try await engine.send(bytes)
                    values.formUnion(FixtureValues.distinctive(in: bytes))
                }
                let cut = [0x0B] + (try Samples.fixture("oru-r01-chemistry.hl7"))
                _ = try await RawPeer.talk(to: engine.port(), cut, until: .replies(0))
                let outside = try Samples.fixture("oru-r01-chemistry.hl7")
                _ = try await RawPeer.talk(to: engine.port(), outside, until: .replies(0))
                try await engine.log.wait(for: "frame cut before its end")
                try await inbox.wait("enough deliveries") { $0.count >= Self.enough }
                text = engine.log.text
            }
            // The private PostgreSQL writes a log of its own.
            text += try String(contentsOfFile: "\(home.folder.path)/postgresql/postgres.log", encoding: .utf8)
        }
        #expect(values.count > 200)
        #expect(text.contains("listening"))
        #expect(text.contains("database system is ready"))
        for value in values {
            #expect(!text.contains(value), "a value of \(value.count) characters was logged")
        }
    }
}
