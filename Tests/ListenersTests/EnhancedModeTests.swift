import HL7v2
import Listeners
import MLLP
import MessageStore
import Synchronization
import Testing

/// What senders hear that ask in MSH-15 and MSH-16.
struct EnhancedModeTests {
    /// Sends two messages ahead and gives MSA-1 and MSA-2 of the two replies that come.
    private func replies(to first: [UInt8], then second: [UInt8], _ harness: ListenerHarness) async throws
        -> [String]
    {
        let client = try await harness.connect(depth: 2)
        let heard = Mutex<[[UInt8]]>([])
        // Answered when both are there: else two replies to the first could come before the second is under way.
        harness.store.holdCommits()
        for message in [first, second] {
            client.send(message) { outcome in
                if let reply = try? outcome.get() { heard.withLock { $0.append(reply) } }
            }
        }
        try await until("both are with the store") { harness.store.accepted.count == 2 }
        harness.store.commitAll()
        try await until("two replies") { heard.withLock { $0.count } == 2 }
        await client.close()
        return try heard.withLock { $0 }.map { reply in
            let answer = try Message(reply)
            let parts = try ["MSA-1", "MSA-2"].map { answer.text(at: try Location($0)) ?? "" }
            return parts.joined(separator: " ")
        }
    }

    @Test func `both acknowledgments go out on the connection, the accept acknowledgment first`() async throws
    {
        try await ListenerHarness.run { harness in
            let both = Sample.result("C1", asks: ("AL", "AL"))
            let quiet = Sample.result("C2", asks: ("NE", "NE"))
            let heard = try await replies(to: both, then: quiet, harness)
            #expect(heard == ["CA C1", "AA C1"])
            #expect(harness.store.accepted.compactMap(\.controlID) == ["C1", "C2"])
        }
    }

    @Test func `a sender that wants no answer gets none, and the next one its own`() async throws {
        try await ListenerHarness.run { harness in
            let client = try await harness.connect(depth: 2)
            let heard = Mutex<[UInt8]?>(nil)
            client.send(Sample.result("C1", asks: ("NE", "NE"))) { outcome in
                heard.withLock { $0 = try? outcome.get() }
            }
            client.send(Sample.result("C2", asks: ("AL", "NE"))) { _ in }
            try await until("an answer") { heard.withLock { $0 } != nil }
            let answer = try Message(heard.withLock { $0 } ?? [])
            #expect(try answer.text(at: Location("MSA-1")) == "CA")
            #expect(try answer.text(at: Location("MSA-2")) == "C2")
            await client.close()
        }
    }

    @Test func `an acknowledgment is stored and never acknowledged`() async throws {
        try await ListenerHarness.run { harness in
            let client = try await harness.connect(depth: 2)
            let heard = Mutex<[UInt8]?>(nil)
            client.send(Sample.result("C1", type: "ACK^R01")) { outcome in
                heard.withLock { $0 = try? outcome.get() }
            }
            client.send(Sample.result("C2")) { _ in }
            try await until("an answer") { heard.withLock { $0 } != nil }
            let answer = try Message(heard.withLock { $0 } ?? [])
            #expect(try answer.text(at: Location("MSA-2")) == "C2")
            #expect(harness.store.accepted.compactMap(\.controlID) == ["C1", "C2"])
            await client.close()
        }
    }

    @Test(arguments: [("", "AR"), ("AL", "CR")])
    func `a processing id that is not taken is refused with its code`(accept: String, code: String)
        async throws
    {
        try await ListenerHarness.run(["processing_ids: [T, D]"]) { harness in
            let client = try await harness.connect()
            let asks = accept.isEmpty ? ("", "") : (accept, "NE")
            let answer = try Message(try await client.send(Sample.result("C1", asks: asks)))
            #expect(try answer.text(at: Location("MSA-1")) == code)
            #expect(try answer.text(at: Location("ERR-3.1")) == "202")
            #expect(harness.store.accepted.map(\.status) == [.refused])
            await client.close()
        }
    }
}
