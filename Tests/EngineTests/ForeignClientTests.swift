import Peers
import Testing

@testable import Engine

/// A client that is not ours: the `hl7` package from PyPI, in an environment that `scripts/test` prepares.
@Suite(.enabled(if: ForeignPython.executable != nil, ForeignPython.absence))
struct ForeignClientTests {
    @Test func `its asyncio client is acknowledged, and each patient's messages arrive in order`()
        async throws
    {
        let (connections, messages) = (3, 20)
        try await withReceiver { port, inbox in
            try await withEngine(OneFeedSite(receiverPort: port).files) { engine in
                let output = try await ForeignPython.run(
                    script: "foreign_client.py",
                    ["\(try engine.port())", "\(connections)", "\(messages)"]
                )
                let acknowledged = Set(output.split(separator: "\n").map(String.init))
                let expected = (0..<connections).flatMap { connection in
                    (0..<messages).map { "AA A-\(connection)-\($0)" }
                }
                #expect(acknowledged == Set(expected))
                try await inbox.wait("every message") { $0.count == connections * messages }
                for connection in 0..<connections {
                    let prefix = "A-\(connection)-"
                    let arrived = inbox.taken.compactMap(\.controlID).filter { $0.hasPrefix(prefix) }
                    #expect(arrived == (0..<messages).map { "\(prefix)\($0)" })
                }
            }
        }
    }

    @Test func `its mllp_send is acknowledged, and the messages of its file arrive in order`() async throws {
        let names = (0..<10).map { "F-\($0)" }
        try await withReceiver { port, inbox in
            try await withEngine(OneFeedSite(receiverPort: port).files) { engine in
                let folder = TemporaryFolder()
                let frames = names.flatMap { RawPeer.frame(Samples.result($0)) }
                try folder.write(String(decoding: frames, as: UTF8.self), to: "messages.hl7")
                let output = try await ForeignPython.run(
                    try #require(ForeignPython.command("mllp_send")),
                    ["--port", "\(try engine.port())", "--file", "\(folder.path)/messages.hl7", "127.0.0.1"]
                )
                #expect(output.ranges(of: /MSA\|AA\|F-\d/).count == names.count)
                try await inbox.wait("every message") { $0.count == names.count }
                #expect(inbox.taken.compactMap(\.controlID) == names)
            }
        }
    }
}
