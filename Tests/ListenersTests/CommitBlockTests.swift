import HL7v2
import Listeners
import MLLP
import MessageStore
import Testing

/// What senders of MLLP release 2 hear.
struct CommitBlockTests {
    /// The code of a reply, or of why a commit block says that there is none.
    private func heard(_ message: [UInt8], _ harness: ListenerHarness) async throws -> String? {
        let client = try await MLLPClient.connect(
            host: "127.0.0.1",
            port: harness.port,
            configuration: .init(release: .second)
        )
        let outcome = await withCheckedContinuation { continuation in
            // Enough for those that ask for nothing; the others' answer follows the commit.
            let isAsked = (try? Message(message))?.header.acceptAcknowledgment != "NE"
            client.send(message, endingWith: isAsked ? .reply : .commit) {
                continuation.resume(returning: $0)
            }
        }
        await client.close()
        switch outcome {
        case .success([]): return "stored"
        case .success(let reply): return try Message(reply).text(at: Location("MSA-1"))
        case .failure(let error): return error.kind.rawValue
        }
    }

    @Test func `a stored message is committed and then acknowledged, a refused one too`() async throws {
        try await ListenerHarness.run(["release: 2", "processing_ids: P"]) { harness in
            let taken = try await heard(Sample.result("C1"), harness)
            #expect(taken == "AA")
            let refused = try await heard(Array("PID|1".utf8), harness)
            #expect(refused == "AR")
            #expect(harness.store.accepted.map(\.status) == [.accepted, .refused])
            try await until("our acknowledgments are committed") { harness.counts.commitBlocks == 2 }
        }
    }

    @Test func `a sender that wants no acknowledgment hears that its message is stored`() async throws {
        try await ListenerHarness.run(["release: 2"]) { harness in
            let answer = try await heard(Sample.result("C1", asks: ("NE", "NE")), harness)
            #expect(answer == "stored")
            #expect(harness.store.controlIDs == ["C1"])
        }
    }

    @Test(arguments: ["AE", "AR"])
    func `what cannot be stored now is not committed, and not answered otherwise`(code: String) async throws {
        try await ListenerHarness.run(["release: 2", "when_unavailable: \(code)"]) { harness in
            harness.store.setAvailable(false)
            let answer = try await heard(Sample.result("C1"), harness)
            #expect(answer == "notStored")
            #expect(harness.store.accepted.isEmpty)
        }
    }

    @Test func `a frame over the limit is not stored`() async throws {
        try await ListenerHarness.run(["release: 2", "max_frame: 1KB"]) { harness in
            let answer = try await heard(Sample.result("C1", bytes: 2_000), harness)
            #expect(answer == "notStored")
            #expect(harness.listener.counters.snapshot.refused == 1)
        }
    }

    @Test(arguments: ["release: 1", "release: 2"])
    func `a commit block is no message`(release: String) async throws {
        try await ListenerHarness.run([release]) { harness in
            let client = try await MLLPClient.connect(host: "127.0.0.1", port: harness.port)
            client.send([0x06]) { _ in }
            client.send([0x15]) { _ in }
            try await until("it is counted") { harness.counts.commitBlocks == 1 }
            #expect(harness.listener.counters.snapshot.received == 0)
            #expect(harness.store.accepted.isEmpty)
            await client.close()
        }
    }
}
