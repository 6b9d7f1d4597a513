import Console
import HL7v2
import Logging
import MLLP
import Mapping
import Peers
import Synchronization
import Testing

@testable import Engine

/// Batches, numbered messages and messages in parts, through a whole engine.
struct ExchangeTests {
    private static func codes(_ reply: [UInt8]) -> [String] {
        String(decoding: reply, as: UTF8.self).split(separator: "\r").filter { $0.hasPrefix("MSA") }.map {
            line in
            line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().joined(separator: " ")
        }
    }

    /// The content of the one frame that answers a frame.
    private static func reply(to frame: [UInt8], port: Int) async throws -> [UInt8] {
        try #require(try await RawPeer.talk(to: port, RawPeer.frame(frame), until: .replies(1)).first)
    }

    /// A receiver that takes every message into its hands and says no more.
    private final class Committing: FrameReceiver {
        private let taken = Mutex<[String]>([])

        /// MSH-10 of what it took.
        var controlIDs: [String] { taken.withLock(\.self) }

        func received(_ frame: [UInt8], on connection: MLLPConnection, reply: ReplyToken) {
            let id = (try? Message(frame))?.header.controlID ?? ""
            taken.withLock { $0.append(id) }
            reply.answer(Array("MSH|^~\\&|EHR|||||||R|P|2.5.1\rMSA|CA|\(id)\r".utf8))
        }
    }

    @Test func `every message of a batch is delivered, and one reply answers for all`() async throws {
        try await withReceiver { receiverPort, inbox in
            try await withEngine(OneFeedSite(receiverPort: receiverPort).files) { engine in
                let messages = (1...40).map { Samples.result("B-\($0)", patient: "P\($0 % 3)") }
                let frame =
                    Array("FHS|^~\\&|LAB||||||||F1\rBHS|^~\\&|LAB||||||||B1\r".utf8) + messages.joined()
                    + Array("BTS|40\rFTS|1\r".utf8)
                let reply = try await Self.reply(to: frame, port: engine.port())
                #expect(Self.codes(reply) == (1...40).map { "AA B-\($0)" })
                #expect(String(decoding: reply, as: UTF8.self).hasSuffix("BTS|40\rFTS|1\r"))
                try await inbox.wait("all of them") { $0.count == 40 }
                #expect(Set(inbox.taken.map(\.body)) == Set(messages))
                let envelope = try #require(try await engine.console.message(controlID: "F1"))
                #expect(envelope.status == .filtered)
            }
        }
    }

    @Test func `numbers and parts are remembered over kill -9`() async throws {
        let folder = TemporaryFolder()
        func message(_ id: String, _ sequence: Int, continues: String = "", _ rest: String) -> [UInt8] {
            Array(
                "MSH|^~\\&|LAB|N|EHR|N|20261122||ORU^R01|\(id)|P|2.5.1|\(sequence)|\(continues)\r\(rest)".utf8
            )
        }
        try await withReceiver { receiverPort, inbox in
            let site = OneFeedSite(receiverPort: receiverPort, listener: ["sequence_numbers: check"])
            let first = try await EngineProcess.start(site, in: folder)
            let begin = message("C1", 1, "PID|1||P1\rOBX|1|FT|a||one \rADD\rDSC|p1|F\r")
            #expect(Self.codes(try await Self.reply(to: begin, port: first.port)) == ["AA C1  1"])
            first.process.kill()

            let second = try await EngineProcess.start(site, in: folder)
            #expect(Self.codes(try await Self.reply(to: begin, port: second.port)) == ["AA C1  2"])
            let gap = message("C3", 3, "PID|1||P1\r")
            #expect(
                Self.codes(try await Self.reply(to: gap, port: second.port)).first?.hasPrefix("AE C3") == true
            )
            let end = message("C2", 2, continues: "p1", "ADD|two\r")
            #expect(Self.codes(try await Self.reply(to: end, port: second.port)) == ["AA C2  2"])
            try await inbox.wait("the whole") { $0.count == 1 }
            let whole = try Message(inbox.taken[0].body)
            #expect(whole.text(at: try Location("OBX-5")) == "one two")
            #expect(whole.header.controlID == "C1")
            #expect(try await second.process.stop().status == 0)
        }
    }

    @Test func `an application acknowledgment that comes later is noted, a refusal parks the delivery`()
        async throws
    {
        let receiver = Committing()
        let server = try await MLLPServer.start(
            MLLPServer.Configuration(port: 0),
            receiver: receiver,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let site = """
            listeners:
              lab: {type: mllp, host: 127.0.0.1, port: 0}
            destinations:
              receiver: {type: mllp, url: "mllp://127.0.0.1:\(server.port)", control_id: new, order_by: listener}
            routes:
              results: {from: lab, when: "MSH-9.1 = 'ORU'", to: receiver}
            """
        try await withEngine([SiteFile(path: "routes/lab.yaml", text: site)]) { engine in
            for number in 1...2 { _ = try await engine.send(Samples.result("C\(number)")) }
            try await until("both are delivered") { receiver.controlIDs.count == 2 }
            for (id, code) in zip(receiver.controlIDs, ["AA", "AR"]) {
                let answer = "MSH|^~\\&|EHR||LAB||20261122||ACK^R01^ACK|X|P|2.5.1\rMSA|\(code)|\(id)\r"
                // An acknowledgment is not answered; what follows on the connection is.
                let frames = [Array(answer.utf8), Samples.result("X", type: "ADT^A08")].flatMap(RawPeer.frame)
                _ = try await RawPeer.talk(to: try engine.port(), frames, until: .replies(1))
            }
            try await until("the refusal") {
                try await engine.console.parked().map(\.reason) == ["refused-later"]
            }
            try await until("the log of the other") {
                let first = try #require(try await engine.console.message(controlID: "C1"))
                let log = try await engine.console.details(first.number).deliveries.flatMap(\.attempts)
                return Set(log.map(\.outcome)) == [.delivered, .confirmed]
            }
        }
        await server.stop(within: .zero)
    }
}
