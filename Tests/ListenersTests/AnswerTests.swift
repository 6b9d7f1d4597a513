import Listeners
import MLLP
import MessageStore
import Routing
import Synchronization
import Testing

/// What becomes of a message, and what its sender hears when.
struct AnswerTests {
    @Test func `nobody hears anything before the commit`() async throws {
        try await ListenerHarness.run { harness in
            harness.store.holdCommits()
            let client = try await harness.connect()
            let reply = Mutex<[UInt8]?>(nil)
            client.send(Sample.result("C1")) { outcome in reply.withLock { $0 = try? outcome.get() } }
            try await until("it is with the store") { harness.store.accepted.count == 1 }
            #expect(reply.withLock { $0 } == nil)
            #expect(harness.listener.counters.snapshot.acknowledged == 0)

            harness.store.commitAll()
            try await until("the answer") { reply.withLock { $0 } != nil }
            let counters = harness.listener.counters.snapshot
            #expect(counters.received == 1)
            #expect(counters.acknowledged == 1)
            #expect(counters.latencyBuckets.reduce(0, +) == 1)
            await client.close()
        }
    }

    @Test func `an accepted message is stored with its bytes, its deliveries and the site's numbers`()
        async throws
    {
        try await ListenerHarness.run { harness in
            let bytes = Sample.result("C1")
            #expect(try await harness.code(for: bytes) == "AA")
            let message = try #require(harness.store.accepted.first)
            #expect(message.status == .accepted)
            #expect(message.payload == bytes)
            #expect(message.controlID == "C1")
            #expect(message.sender == "LAB|NORTH")
            #expect(message.feed == FeedID(rawValue: 2))
            #expect(message.site == SiteVersion(rawValue: 7))
            #expect(message.deliveries.map(\.route) == [RouteID(rawValue: 3)])
            #expect(message.deliveries.map(\.destination) == [DestinationID(rawValue: 5)])
            #expect(message.deliveries.first?.keys.count == 1)
            #expect(message.parked.isEmpty)
        }
    }

    @Test func `a message that no route wants is acknowledged and counted`() async throws {
        try await ListenerHarness.run { harness in
            let code = try await harness.code(for: Sample.result("C1", type: "ADT^A01"))
            #expect(code == "AA")
            #expect(harness.store.accepted.map(\.status) == [.unrouted])
            #expect(harness.listener.counters.snapshot.unrouted == 1)
            #expect(harness.listener.counters.snapshot.acknowledged == 1)
        }
    }

    @Test(arguments: ["", "PID|1||P1", "MSH", "MSH||LAB|NORTH", "MSH|^^~&|LAB"])
    func `what cannot be read is refused with AR and kept with its reason`(text: String) async throws {
        try await ListenerHarness.run { harness in
            #expect(try await harness.code(for: Array(text.utf8)) == "AR")
            let message = try #require(harness.store.accepted.first)
            #expect(message.status == .refused)
            #expect(message.payload == Array(text.utf8))
            #expect(message.refusal?.isEmpty == false)
            #expect(message.deliveries.isEmpty)
            #expect(harness.listener.counters.snapshot.refused == 1)
            #expect(harness.listener.counters.snapshot.acknowledged == 0)
        }
    }

    @Test func `a frame over the limit is rejected and not stored`() async throws {
        try await ListenerHarness.run(["max_frame: 1KB"]) { harness in
            let code = try await harness.code(for: Sample.result("C1", bytes: 2_000))
            #expect(code == "AR")
            #expect(harness.store.accepted.isEmpty)
            #expect(harness.listener.counters.snapshot.received == 1)
            #expect(harness.listener.counters.snapshot.refused == 1)
        }
    }

    @Test func `a message that ended an earlier process is stored unread, parked and acknowledged`()
        async throws
    {
        try await ListenerHarness.run(crashGuard: KnowingGuard(words: "C1")) { harness in
            #expect(try await harness.code(for: Sample.result("C1")) == "AA")
            #expect(try await harness.code(for: Sample.result("C2")) == "AA")
            let suspect = try #require(harness.store.accepted.first)
            #expect(suspect.status == .suspect)
            #expect(suspect.payload == Sample.result("C1"))
            #expect(suspect.deliveries.isEmpty)
            #expect(suspect.parked.map(\.reason) == ["suspect"])
            #expect(harness.store.accepted.map(\.status) == [.suspect, .accepted])
            #expect(harness.listener.counters.snapshot.suspects == 1)
        }
    }
}

/// What senders hear while nothing can be made durable.
struct UnavailableTests {
    @Test func `a silent listener hands over what it has read and answers once that is durable`() async throws
    {
        try await ListenerHarness.run { harness in
            harness.store.setAvailable(false)
            harness.store.holdCommits()
            let client = try await harness.connect()
            let isAnswered = Mutex(false)
            client.send(Sample.result("C1")) { _ in isAnswered.withLock { $0 = true } }
            try await until("it is with the store") { harness.store.accepted.count == 1 }
            #expect(!isAnswered.withLock { $0 })
            harness.store.commitAll()
            try await until("the answer") { isAnswered.withLock { $0 } }
            await client.close()
        }
    }

    @Test(arguments: ["AE", "AR"])
    func `a listener that says so answers at once and stores nothing`(code: String) async throws {
        try await ListenerHarness.run(["when_unavailable: \(code)"]) { harness in
            harness.store.setAvailable(false)
            let readable = try await harness.code(for: Sample.result("C1"))
            #expect(readable == code)
            // Also what cannot be read, as nothing can be kept for an analyst now.
            let unreadable = try await harness.code(for: Array("PID|1".utf8))
            #expect(unreadable == "AR")
            #expect(harness.store.accepted.isEmpty)
            #expect(harness.listener.counters.snapshot.refused == 2)

            harness.store.setAvailable(true)
            let later = try await harness.code(for: Sample.result("C1"))
            #expect(later == "AA")
        }
    }
}
