import Foundation
import Peers
import Testing

@testable import Engine

/// A client that is not ours: the `hl7` package from PyPI, in an environment that `scripts/test` prepares.
@Suite(.enabled(if: ForeignPython.executable != nil, "CORRIDOR_PYTHON names no Python with the hl7 package"))
struct ForeignClientTests {
    @Test func `its asyncio client is acknowledged, and each patient's messages arrive in order`()
        async throws
    {
        let (connections, messages) = (3, 20)
        try await withReceiver { port, inbox in
            try await withEngine(OneFeedSite(receiverPort: port).files) { engine in
                let driver = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                    .appendingPathComponent("Support/Python/foreign_client.py").path
                let output = try await ForeignPython.run(
                    try #require(ForeignPython.executable),
                    [driver, "\(try engine.port())", "\(connections)", "\(messages)"]
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

/// A Python with the `hl7` package, where there is one.
enum ForeignPython {
    /// The interpreter.
    static let executable = ProcessInfo.processInfo.environment["CORRIDOR_PYTHON"].flatMap {
        FileManager.default.isExecutableFile(atPath: $0) ? $0 : nil
    }

    /// A command that was installed beside it.
    static func command(_ name: String) -> String? {
        executable.map {
            URL(fileURLWithPath: $0).deletingLastPathComponent().appendingPathComponent(name).path
        }
    }

    /// Runs a program to its end.
    ///
    /// - Returns: its standard output.
    static func run(_ program: String, _ arguments: [String]) async throws -> String {
        let command = try ChildProcess(URL(fileURLWithPath: program), arguments)
        let ending = try await command.ending()
        #expect(ending.status == 0, "\(ending.errors)")
        return ending.output
    }
}
