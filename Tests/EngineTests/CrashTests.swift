import Console
import MLLP
import Peers
import Testing

@testable import Engine

/// The engine as a process that ends without warning, and is started again on the same state.
struct CrashTests {
    @Test func `a message that traps the process does so once, and the feed goes on`() async throws {
        let folder = TemporaryFolder()
        let trap = ["CORRIDOR_TEST_TRAP": "trap-this-one"]
        let deadly = Samples.result("C2", note: "NTE|1||trap-this-one\r")
        try await withReceiver { receiverPort, inbox in
            let site = OneFeedSite(receiverPort: receiverPort)
            let first = try await EngineProcess.start(site, in: folder, environment: trap)
            #expect(try await first.send(Samples.result("C1")).code == "AA")
            await #expect(throws: MLLPClientError.self) { try await first.send(deadly) }
            #expect(try await first.process.ending().wasSignal)

            let second = try await EngineProcess.start(site, in: folder, environment: trap)
            let answer = try await second.send(deadly)
            #expect(answer.code == "AA")
            #expect(answer.controlID == "C2")
            #expect(try await second.send(Samples.result("C3")).code == "AA")
            try await inbox.wait("the others") { Set($0.map(\.controlID)) == ["C1", "C3"] }

            let row = try #require(try await second.console.message(controlID: "C2"))
            #expect(row.status == .suspect)
            #expect(try await second.console.payload(of: row.number) == deadly)
            #expect(try await second.console.details(row.number).parsed.isEmpty)
            #expect(try await second.console.parked().map(\.reason) == ["suspect"])
            #expect(try await second.process.stop().status == 0)
            #expect(inbox.taken.allSatisfy { $0.controlID != "C2" })
        }
    }

    @Test func `a message that traps when it is delivered after a restart is parked, and the others go out`()
        async throws
    {
        let folder = TemporaryFolder()
        let trap = ["CORRIDOR_TEST_TRAP": "trap-this-one"]
        let deadly = Samples.result("C2", note: "NTE|1||trap-this-one\r")
        try await withReceiver(answer: { _ in .status(503) }) { receiverPort, inbox in
            let site = OneFeedSite(receiverPort: receiverPort)
            let first = try await EngineProcess.start(site, in: folder)
            for message in [Samples.result("C1"), deadly, Samples.result("C3")] {
                #expect(try await first.send(message).code == "AA")
            }
            first.process.kill()

            // It reads its backlog back, and its first attempt at the deadly one ends it.
            inbox.answer { _ in .status(200) }
            let second = try EngineProcess.corridor(
                EngineProcess.arguments(in: folder),
                environment: trap
            )
            #expect(try await second.ending().wasSignal)

            let third = try await EngineProcess.start(site, in: folder, environment: trap)
            try await inbox.wait("the others") { Set($0.map(\.controlID)) == ["C1", "C3"] }
            try await until("it is parked as suspect") {
                try await third.console.parked().map(\.reason) == ["suspect"]
            }
            #expect(try await third.process.stop().status == 0)
        }
    }

    @Test func `a backlog survives kill -9: all of it arrives, in order, repetitions by the same key`()
        async throws
    {
        let folder = TemporaryFolder()
        let messages = SyntheticMessages(run: "R", patients: 3)
        let total = 60
        try await withReceiver { receiverPort, inbox in
            let site = OneFeedSite(receiverPort: receiverPort)
            let first = try await EngineProcess.start(site, in: folder)
            let client = try await first.connect()
            for number in 0..<total {
                // The receiver goes away after a third of it.
                if number == total / 3 { inbox.answer { _ in .status(503) } }
                let reply = try await client.send(messages.result(connection: 0, number: number))
                #expect(try Answer(reply).code == "AA")
            }
            try await until("the receiver refuses") { !inbox.refused.isEmpty }
            first.process.kill()
            await client.close()

            let second = try await EngineProcess.start(site, in: folder)
            inbox.answer { _ in .status(200) }
            try await inbox.wait("all of it") { Set($0.map(\.controlID)).count == total }
            #expect(try await second.process.stop().status == 0)
            inbox.expectOrder(of: messages)
            inbox.expectStableKeys()
            // What was tried before the kill and arrived after it was the same delivery.
            let triedBefore = Set(inbox.refused.compactMap(\.idempotencyKey))
            #expect(!triedBefore.isEmpty)
            #expect(Set(inbox.taken.compactMap(\.idempotencyKey)).isSuperset(of: triedBefore))
            #expect(Set((inbox.taken + inbox.refused).compactMap(\.idempotencyKey)).count == total)
        }
    }
}

extension EngineProcess {
    /// A connection to its listener.
    func connect() async throws -> MLLPClient { try await MLLPClient.connect(host: "127.0.0.1", port: port) }

    /// Sends one message over a connection of its own.
    func send(_ message: [UInt8]) async throws -> Answer {
        let client = try await connect()
        do {
            let reply = try await client.send(message)
            await client.close()
            return try Answer(reply)
        } catch {
            await client.close()
            throw error
        }
    }
}
