import Console
import Mapping
import Testing

@testable import Engine

/// Messages in over MLLP and out over MLLP, through a whole engine.
struct MLLPDestinationTests {
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

    @Test func `messages arrive in order, byte for byte, and a refusal is tried again`() async throws {
        // The second frame is refused once, and comes again before any other.
        let receiver = MLLPReceiver { $0 == 2 ? "AE" : "AA" }
        try await receiver.listening { port in
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
        let receiver = MLLPReceiver(error: "ERR|||\(error)|E\r") { $0 <= 3 ? "AE" : "AA" }
        try await receiver.listening { port in
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
        let receiver = MLLPReceiver { $0 == 1 ? "AE" : "AA" }
        try await receiver.listening { port in
            try await withEngine(Self.site(port: port, "control_id: new")) { engine in
                let message = Samples.result("M-1")
                _ = try await engine.send(message)
                try await until("both attempts") { receiver.taken.count == 2 }
                #expect(receiver.taken[0] == receiver.taken[1])
                let number = MLLPReceiver.controlID(of: receiver.taken[0])
                #expect(number.count == 20 && number != "M-1")
                let sent = String(decoding: receiver.taken[0], as: UTF8.self)
                #expect(Array(sent.replacing(number, with: "M-1").utf8) == message)
            }
        }
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
