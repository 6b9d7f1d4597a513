import HL7v2
import Listeners
import MLLP
import MessageStore
import Routing
import Synchronization
import Testing

/// Frames that hold more than one message, or a part of one.
struct BatchFrameTests {
    private static func batch(_ messages: [[UInt8]], count: Int? = nil) -> [UInt8] {
        let header = "BHS|^~\\&|LAB|NORTH|EHR|NORTH|20261122103000||nightly||B7\r"
        return Array(header.utf8) + messages.joined() + Array("BTS|\(count ?? messages.count)\r".utf8)
    }

    private func reply(to frame: [UInt8], _ harness: ListenerHarness) async throws -> String {
        let client = try await harness.connect()
        let reply = try await client.send(frame)
        await client.close()
        return String(decoding: reply, as: UTF8.self)
    }

    private static func codes(_ reply: String) -> [String] {
        reply.split(separator: "\r").filter { $0.hasPrefix("MSA") || $0.hasPrefix("B") }.map { line in
            let fields = line.split(separator: "|", omittingEmptySubsequences: false)
            return fields.prefix(3).joined(separator: " ")
        }
    }

    @Test func `a batch is answered once, when all of its messages are durable`() async throws {
        try await ListenerHarness.run { harness in
            harness.store.holdCommits()
            let messages = [Sample.result("C1"), Sample.result("C2", type: "ADT^A01"), Sample.result("C3")]
            let client = try await harness.connect()
            let reply = Mutex<[UInt8]?>(nil)
            client.send(Self.batch(messages)) { outcome in reply.withLock { $0 = try? outcome.get() } }
            try await until("all are with the store") { harness.store.accepted.count == 4 }
            harness.store.commit(0)
            harness.store.commit(1)
            harness.store.commit(2)
            #expect(harness.listener.counters.snapshot.acknowledged == 3)
            #expect(reply.withLock { $0 } == nil)
            harness.store.commit(3)
            try await until("the reply") { reply.withLock { $0 } != nil }
            let text = String(decoding: reply.withLock { $0 } ?? [], as: UTF8.self)
            #expect(text.hasPrefix("BHS|^~\\&|EHR|NORTH|LAB|NORTH|"))
            #expect(text.split(separator: "\r").first?.hasSuffix("|B7") == true)
            #expect(Self.codes(text).dropFirst() == ["MSA AA C1", "MSA AA C2", "MSA AA C3", "BTS 3"])

            let stored = harness.store.accepted
            #expect(stored.prefix(3).map(\.payload) == messages)
            #expect(stored.map(\.status) == [.accepted, .unrouted, .accepted, .filtered])
            #expect(stored.last?.payload == Self.batch([], count: 3))
            #expect(stored.last?.controlID == "B7")
            #expect(stored.last?.type == "BHS")
            await client.close()
        }
    }

    @Test func `one bad message of a batch harms only itself`() async throws {
        try await ListenerHarness.run(["processing_ids: [P]"]) { harness in
            let bad = Array("MSH|^~\\&|LAB|NORTH|EHR|NORTH|20261122||ORU^R01|C2|T|2.5.1\rPID|1\r".utf8)
            let reply = try await reply(
                to: Self.batch([Sample.result("C1"), bad, Sample.result("C3")]),
                harness
            )
            #expect(Self.codes(reply).dropFirst() == ["MSA AA C1", "MSA AR C2", "MSA AA C3", "BTS 3"])
            #expect(harness.store.accepted.map(\.status) == [.accepted, .refused, .accepted, .filtered])
        }
    }

    @Test(arguments: [("all", ["MSA AA C1", "MSA AR C2", "BTS 2"]), ("errors", ["MSA AR C2", "BTS 1"])])
    func `the reply holds what the site says`(setting: String, codes: [String]) async throws {
        let bad = Array("MSH|^~\\&|LAB|NORTH|EHR|NORTH|20261122||ORU^R01|C2|T|2.5.1\rPID|1\r".utf8)
        try await ListenerHarness.run(["processing_ids: [P]", "batch_reply: \(setting)"]) { harness in
            let reply = try await reply(to: Self.batch([Sample.result("C1"), bad]), harness)
            #expect(Array(Self.codes(reply).dropFirst()) == codes)
        }
    }

    @Test func `a batch that wants no reply gets none, and the next message its own`() async throws {
        try await ListenerHarness.run(["batch_reply: none"]) { harness in
            let client = try await harness.connect(depth: 2)
            let heard = Mutex<[UInt8]?>(nil)
            client.send(Self.batch([Sample.result("C1")])) { outcome in
                heard.withLock { $0 = try? outcome.get() }
            }
            client.send(Sample.result("C2")) { _ in }
            try await until("an answer") { heard.withLock { $0 } != nil }
            let answer = try Message(heard.withLock { $0 } ?? [])
            #expect(try answer.text(at: Location("MSA-2")) == "C2")
            await client.close()
        }
    }

    @Test func `an empty batch is answered with an empty batch, a wrong count is noted`() async throws {
        try await ListenerHarness.run { harness in
            let reply = try await reply(to: Self.batch([], count: 2), harness)
            #expect(Self.codes(reply).last == "BTS 0")
            #expect(
                harness.store.accepted.first?.refusal?.contains("a trailer counts 2, there are 0") == true
            )
        }
    }

    @Test func `messages one after the other in a frame are messages of their own, each with its answer`()
        async throws
    {
        try await ListenerHarness.run { harness in
            let client = try await harness.connect(depth: 2)
            let heard = Mutex<[[UInt8]]>([])
            let frame = Sample.result("C1") + Sample.result("C2")
            for bytes in [frame, Sample.result("C3")] {
                client.send(bytes) { outcome in
                    if let reply = try? outcome.get() { heard.withLock { $0.append(reply) } }
                }
            }
            try await until("two answers") { heard.withLock { $0.count } == 2 }
            let ids = try heard.withLock { $0 }.map { try Message($0).text(at: Location("MSA-2")) }
            #expect(ids == ["C1", "C2"])
            try await until("the next frame") { harness.store.accepted.count == 3 }
            #expect(harness.store.controlIDs == ["C1", "C2", "C3"])
            await client.close()
        }
    }

    @Test func `a message of a batch that cannot be stored leaves the whole batch with its sender`()
        async throws
    {
        try await ListenerHarness.run { harness in
            harness.store.holdCommits()
            let client = try await harness.connect()
            let outcome = Mutex<Result<[UInt8], any Error>?>(nil)
            client.send(Self.batch([Sample.result("C1"), Sample.result("C2")])) { result in
                outcome.withLock { $0 = result.mapError { $0 as any Error } }
            }
            try await until("all are with the store") { harness.store.accepted.count == 3 }
            harness.store.commit(0)
            harness.store.fail(1)
            harness.store.commit(2)
            try await until("the connection ends") { outcome.withLock { $0 } != nil }
            #expect(throws: MLLPClientError.self) { try outcome.withLock { $0 }?.get() }
            await client.close()
        }
    }

    @Test func `what a feed remembers comes with the messages, and is taken back where they fail`()
        async throws
    {
        try await ListenerHarness.run(["sequence_numbers: check"]) { harness in
            func numbered(_ id: String, _ number: Int) -> [UInt8] {
                Array("MSH|^~\\&|LAB|NORTH|EHR|NORTH|20261122||ORU^R01|\(id)|P|2.5.1|\(number)\rPID|1\r".utf8)
            }
            harness.listener.remember([])
            #expect(try await harness.code(for: numbered("C1", 1)) == "AA")
            #expect(harness.store.accepted.first?.memory.count == 1)
            #expect(try await harness.code(for: numbered("C3", 3)) == "AE")

            harness.store.holdCommits()
            let client = try await harness.connect()
            client.send(numbered("C2", 2)) { _ in }
            try await until("it is with the store") { harness.store.accepted.count == 3 }
            harness.store.fail(2)
            await client.close()
            harness.store.commitAtOnce()
            #expect(try await harness.code(for: numbered("C2", 2)) == "AA")
            #expect(harness.store.accepted.last?.status == .accepted)

            let known = harness.store.accepted.flatMap(\.memory)
            harness.listener.remember(Array(known.suffix(1)))
            #expect(try await harness.code(for: numbered("C3", 3)) == "AA")
        }
    }

    @Test func `a numbered message that is refused while it is handed over is expected again`() async throws {
        try await ListenerHarness.run(["sequence_numbers: check"]) { harness in
            let bytes = Array("MSH|^~\\&|LAB|NORTH|EHR|NORTH|20261122||ORU^R01|C1|P|2.5.1|1\rPID|1\r".utf8)
            harness.store.failAtOnce(true)
            let client = try await harness.connect()
            await #expect(throws: MLLPClientError.self) { try await client.send(bytes) }
            await client.close()
            harness.store.failAtOnce(false)
            #expect(try await harness.code(for: bytes) == "AA")
            #expect(harness.store.accepted.last?.status == .accepted)
        }
    }
}
