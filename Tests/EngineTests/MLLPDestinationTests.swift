import Console
import Foundation
import Logging
import MLLP
import Mapping
import Synchronization
import Testing

@testable import Engine

/// Messages in over MLLP and out over MLLP, through a whole engine.
struct MLLPDestinationTests {
    /// A receiver that keeps what it got and acknowledges it as told.
    private final class Receiver: FrameReceiver {
        private let frames = Mutex<[[UInt8]]>([])
        private let code: @Sendable (_ number: Int) -> String
        private let error: String

        /// `error` is an ERR segment that goes with every refusal.
        init(error: String = "", code: @escaping @Sendable (_ number: Int) -> String = { _ in "AA" }) {
            self.error = error
            self.code = code
        }

        var taken: [[UInt8]] { frames.withLock(\.self) }

        func received(_ frame: [UInt8], on connection: MLLPConnection, reply: ReplyToken) {
            let count = frames.withLock { frames in
                frames.append(frame)
                return frames.count
            }
            let id = MLLPDestinationTests.controlID(of: frame)
            let code = code(count)
            let text = "MSH|^~\\&|LAB|NORTH|||20261122103000||ACK|R\(count)|P|2.5.1\rMSA|\(code)|\(id)\r"
            reply.answer(Array((code == "AA" ? text : text + error).utf8))
        }
    }

    private static func controlID(of frame: [UInt8]) -> String {
        let header = String(decoding: frame.prefix { $0 != 0x0D }, as: UTF8.self)
        return String(header.split(separator: "|", omittingEmptySubsequences: false).dropFirst(9).first ?? "")
    }

    private static func site(port: Int, _ more: String = "control_id: keep") -> [SiteFile] {
        let text = """
            listeners:
              lab:
                type: mllp
                host: 127.0.0.1
                port: 0
            destinations:
              receiver:
                type: mllp
                url: mllp://127.0.0.1:\(port)
                order_by: listener
                retry: {first: 50ms, max: 200ms}
                \(more)
            routes:
              everything:
                from: lab
                to: receiver
            """
        return [SiteFile(path: "routes/lab.yaml", text: text)]
    }

    private static func withReceiver(
        _ receiver: Receiver,
        _ body: (_ port: Int) async throws -> Void
    ) async throws {
        let server = try await MLLPServer.start(
            MLLPServer.Configuration(port: 0),
            receiver: receiver,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        do {
            try await body(server.port)
        } catch {
            await server.stop(within: .zero)
            throw error
        }
        await server.stop(within: .zero)
    }

    @Test func `messages arrive in order, byte for byte, and a refusal is tried again`() async throws {
        // The second frame is refused once, and comes again before any other.
        let receiver = Receiver { $0 == 2 ? "AE" : "AA" }
        try await Self.withReceiver(receiver) { port in
            try await withEngine(Self.site(port: port)) { engine in
                let messages = (0..<4).map { Samples.result("M-\($0)") }
                for message in messages { _ = try await engine.send(message) }
                try await until("every message") { receiver.taken.count == 5 }
                #expect(receiver.taken == [messages[0], messages[1], messages[1], messages[2], messages[3]])
            }
        }
    }

    @Test(arguments: ["206", "207"])
    func `what is always said to pass is parked after a bounded number of tries`(error: String) async throws {
        let receiver = Receiver(error: "ERR|||\(error)|E\r") { $0 <= 3 ? "AE" : "AA" }
        try await Self.withReceiver(receiver) { port in
            try await withEngine(Self.site(port: port, "poison_after: 3 attempts")) { engine in
                let messages = (0..<2).map { Samples.result("M-\($0)") }
                for message in messages { _ = try await engine.send(message) }
                try await until("the next message") { receiver.taken.count == 4 }
                #expect(receiver.taken == [messages[0], messages[0], messages[0], messages[1]])
                try await until("the park") {
                    try await engine.console.parked().map(\.reason) == ["mllp-AE-\(error)"]
                }
            }
        }
    }

    @Test func `a number of its own is the same at every attempt, and all else is untouched`() async throws {
        let receiver = Receiver { $0 == 1 ? "AE" : "AA" }
        try await Self.withReceiver(receiver) { port in
            try await withEngine(Self.site(port: port, "control_id: new")) { engine in
                let message = Samples.result("M-1")
                _ = try await engine.send(message)
                try await until("both attempts") { receiver.taken.count == 2 }
                #expect(receiver.taken[0] == receiver.taken[1])
                let number = Self.controlID(of: receiver.taken[0])
                #expect(number.count == 20 && number != "M-1")
                let sent = String(decoding: receiver.taken[0], as: UTF8.self)
                #expect(Array(sent.replacing(number, with: "M-1").utf8) == message)
            }
        }
    }

    @Test(
        .enabled(if: ForeignPython.executable != nil, "CORRIDOR_PYTHON names no Python with the hl7 package")
    )
    func `the hl7 package's server gets every message in order`() async throws {
        let names = (0..<10).map { "F-\($0)" }
        let port = try await Self.freePort()
        let driver = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Support/Python/foreign_server.py").path
        let python = try #require(ForeignPython.executable)
        let server = Task { try await ForeignPython.run(python, [driver, "\(port)", "\(names.count)"]) }
        try await withEngine(Self.site(port: port)) { engine in
            for name in names { _ = try await engine.send(Samples.result(name)) }
            let taken = try await server.value.split(separator: "\n").map(String.init)
            #expect(taken == names)
        }
    }

    /// A port that was free a moment ago.
    private static func freePort() async throws -> Int {
        let server = try await MLLPServer.start(
            MLLPServer.Configuration(port: 0),
            receiver: Receiver(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        await server.stop(within: .zero)
        return server.port
    }
}

struct ControlIDRewritingTests {
    private static let header = "MSH|^~\\&|A|B|C|D|20261122||ADT^A01"

    @Test(arguments: [
        ("\(header)|OLD|P|2.5\rPID|1\r", "\(header)|NEW|P|2.5\rPID|1\r"),
        ("\(header)||P|2.5\rPID|1\r", "\(header)|NEW|P|2.5\rPID|1\r"),
        ("\(header)\rPID|1\r", "\(header)|NEW\rPID|1\r"),
        ("MSH|^~\\&|A\r", "MSH|^~\\&|A|||||||NEW\r"),
        ("no message", "no message"),
    ])
    func `only MSH-10 changes`(message: String, expected: String) {
        let rewritten = ControlIDRewriting.replacing(Array(message.utf8), with: Array("NEW".utf8))
        #expect(String(decoding: rewritten, as: UTF8.self) == expected)
    }
}
