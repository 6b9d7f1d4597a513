import Listeners
import MLLP
import Synchronization
import Testing

/// A connection's messages are accepted in the order sent, whatever they weigh and whatever room there is.
struct OrderTests {
    @Test func `messages behind a large one wait for it, and those of other connections do not`() async throws
    {
        let holding = HoldingGuard()
        try await ListenerHarness.run(crashGuard: holding) { harness in
            let busy = try await harness.connect(depth: 32)
            let codes = Mutex(0)
            let large = Sample.result("large", bytes: MLLPListener.inlineBytes)
            for message in [large] + (0..<20).map({ Sample.result("small-\($0)") }) {
                busy.send(message) { _ in codes.withLock { $0 += 1 } }
            }
            try await until("all have come in") { harness.listener.counters.snapshot.received == 21 }
            #expect(harness.store.accepted.isEmpty)
            #expect(try await harness.code(for: Sample.result("other")) == "AA")
            #expect(harness.store.controlIDs == ["other"])

            holding.letGo()
            try await until("all are answered") { codes.withLock { $0 } == 21 }
            #expect(harness.store.controlIDs == ["other", "large"] + (0..<20).map { "small-\($0)" })
            // With the queue gone, small messages are judged at once again.
            let reply = try await busy.send(Sample.result("after"))
            #expect(!reply.isEmpty)
            await busy.close()
        }
    }

    @Test func `what a sender sent before it hung up is accepted in order`() async throws {
        let holding = HoldingGuard()
        try await ListenerHarness.run(crashGuard: holding) { harness in
            let busy = try await harness.connect(depth: 2)
            busy.send(Sample.result("large", bytes: MLLPListener.inlineBytes)) { _ in }
            busy.send(Sample.result("small")) { _ in }
            try await until("both have come in") { harness.listener.counters.snapshot.received == 2 }
            await busy.close()
            holding.letGo()
            try await until("both are accepted") { harness.store.controlIDs == ["large", "small"] }
        }
    }

    @Test func `a store without room stops the reading, and goes on in order once it has room`() async throws
    {
        try await ListenerHarness.run { harness in
            harness.store.setRoom(2)
            let client = try await harness.connect(depth: 16)
            let answered = Mutex(0)
            for number in 0..<10 {
                client.send(Sample.result("\(number)")) { _ in answered.withLock { $0 += 1 } }
            }
            try await until("the reading stops") { harness.gate.changes == [false] }
            try await until("what there was room for is answered") { answered.withLock { $0 } == 2 }
            #expect(harness.store.controlIDs == ["0", "1"])

            // Room for one more only: it is taken, and the reading stops again at the next.
            harness.store.setRoom(1)
            harness.listener.roomAgain()
            try await until("the reading stops again") { harness.gate.changes == [false, true, false] }
            #expect(harness.store.controlIDs == ["0", "1", "2"])

            harness.store.setRoom(.max)
            harness.listener.roomAgain()
            try await until("all are answered") { answered.withLock { $0 } == 10 }
            #expect(harness.store.controlIDs == (0..<10).map { "\($0)" })
            #expect(harness.gate.changes == [false, true, false, true])
            await client.close()
        }
    }
}
