// MLLP release 2 on the wire: commit blocks from us, and those that others send to us.

import MLLP
import Testing

private let stored: [UInt8] = [0x0B, 0x06, 0x1C, 0x0D]
private let notStored: [UInt8] = [0x0B, 0x15, 0x1C, 0x0D]

@Suite(.timeLimit(.minutes(1)))
struct ServerCommitTests {
    @Test
    func `What was taken is committed before it is answered, in the order of the frames`() async throws {
        let receiver = TestReceiver()
        try await withServer(receiver, release: .second) { server in
            let peer = try await RawPeer.connect(port: server.port)
            try await peer.sendFrames(["a", "b", "c", "d"])
            let arrivals = try await receiver.arrivals.wait(for: 4)
            arrivals[3].token.answer("D")
            arrivals[2].token.refuse(all: [Array("too late".utf8)])
            // A sender that asks for no acknowledgment still hears that its message is stored.
            ReplyToken.answer([Reply(arrivals[1].token, [])])
            arrivals[0].token.answer(all: [Array("A1".utf8), Array("A2".utf8)])
            let expected = stored + framed(["A1", "A2"]) + stored + notStored + stored + framed("D")
            #expect(try await peer.received.wait(for: expected.count) == expected)
            await peer.close()
        }
    }

    @Test
    func `Silence stays silence`() async throws {
        let receiver = TestReceiver()
        try await withServer(receiver, release: .second) { server in
            let peer = try await RawPeer.connect(port: server.port)
            try await peer.sendFrames(["a", "b"])
            let arrivals = try await receiver.arrivals.wait(for: 2)
            arrivals[0].token.withhold()
            arrivals[1].token.withholdAndClose()
            try await peer.ended.wait(for: 1)
            #expect(peer.received.items.isEmpty)
            #expect(server.counts.withheldReplies == 2)
        }
    }

    @Test(arguments: [MLLPRelease.first, .second])
    func `A commit block is counted, and neither handed over nor answered`(_ release: MLLPRelease)
        async throws
    {
        let receiver = TestReceiver { $0 }
        try await withServer(receiver, release: release) { server in
            let peer = try await RawPeer.connect(port: server.port)
            let content = framed(["a", "\u{6}\u{6}"])
            try await peer.send(stored + framed("a") + notStored + framed("\u{6}\u{6}") + stored)
            let expected =
                release == .first ? content : stored + framed("a") + stored + framed("\u{6}\u{6}")
            #expect(try await peer.received.wait(for: expected.count) == expected)
            try await until { server.counts.commitBlocks == 3 }
            #expect(receiver.arrivals.items.map(\.text) == ["a", "\u{6}\u{6}"])
            await peer.close()
        }
    }

    @Test
    func `What could not be taken is refused with words in release 1`() async throws {
        let receiver = TestReceiver()
        try await withServer(receiver) { server in
            let peer = try await RawPeer.connect(port: server.port)
            try await peer.sendFrames(["a"])
            try await receiver.arrivals.wait(for: 1)[0].token.refuse(all: [Array("AE".utf8)])
            #expect(try await peer.received.wait(for: framed("AE").count) == framed("AE"))
            await peer.close()
        }
    }
}

@Suite(.timeLimit(.minutes(1)))
struct ClientCommitTests {
    /// What a receiver of release 2 says, frame by frame: a server of release 1 that is told every block.
    private static func withReceiver(
        _ blocks: [[String]],
        _ configuration: MLLPClient.Configuration = .init(release: .second),
        _ body: (MLLPClient, TestReceiver, MLLPServer) async throws -> Void
    ) async throws {
        let receiver = TestReceiver()
        try await withServer(receiver) { server in
            let client = try await MLLPClient.connect(
                host: "127.0.0.1",
                port: server.port,
                configuration: configuration
            )
            let answering = Task {
                for (index, contents) in blocks.enumerated() {
                    let arrival = try await receiver.arrivals.wait(for: index + 1)[index]
                    arrival.token.answer(all: contents.map { Array($0.utf8) })
                }
            }
            try await body(client, receiver, server)
            try await answering.value
            await client.close()
        }
    }

    private static func send(
        _ text: String,
        _ ending: MLLPClient.Ending = .reply,
        over client: MLLPClient
    ) async -> Result<[UInt8], MLLPClientError> {
        await withCheckedContinuation { continuation in
            client.send(Array(text.utf8), endingWith: ending) { continuation.resume(returning: $0) }
        }
    }

    @Test
    func `A frame has its reply after its commit, and the reply is committed`() async throws {
        try await Self.withReceiver([["\u{6}", "A"], ["\u{6}", "B"]]) { client, _, server in
            #expect(await Self.send("a", over: client) == .success(Array("A".utf8)))
            #expect(await Self.send("b", over: client) == .success(Array("B".utf8)))
            try await until { server.counts.commitBlocks == 2 }
            #expect(client.isOpen)
        }
    }

    @Test
    func `A commit is enough where nothing more is wanted`() async throws {
        try await Self.withReceiver([["\u{6}"], ["\u{6}"]]) { client, _, server in
            #expect(await Self.send("a", .commit, over: client) == .success([]))
            #expect(await Self.send("b", .commit, over: client) == .success([]))
            #expect(server.counts.commitBlocks == 0)
        }
    }

    @Test
    func `What was not stored is said so, and the connection stands`() async throws {
        try await Self.withReceiver([["\u{15}"], ["\u{6}", "A"]]) { client, _, _ in
            let refused = await Self.send("a", over: client)
            #expect(refused == .failure(MLLPClientError(.notStored, frameBytes: 1)))
            #expect(await Self.send("a", over: client) == .success(Array("A".utf8)))
        }
    }

    @Test
    func `The next frame waits for the commit of the one before it, and no longer`() async throws {
        try await Self.withReceiver([], .init(release: .second, depth: 2)) { client, receiver, server in
            let outcomes = Recorder<Result<[UInt8], MLLPClientError>>()
            for text in ["a", "b"] { client.send(Array(text.utf8)) { outcomes.append($0) } }
            let first = try await receiver.arrivals.wait(for: 1)
            #expect(first.count == 1)
            first[0].token.answer("\u{6}")
            try await receiver.arrivals.wait(for: 2)[1].token.answer(
                all: ["\u{6}", "A", "B"].map { Array($0.utf8) }
            )
            #expect(
                try await outcomes.wait(for: 2) == ["A", "B"].map { .success(Array($0.utf8)) }
            )
            try await until { server.counts.commitBlocks == 2 }
        }
    }

    @Test
    func `A reply without a commit counts, and ends the connection`() async throws {
        // The commit that follows would be taken for that of the next frame.
        try await Self.withReceiver([["A", "\u{6}"]]) { client, _, _ in
            #expect(await Self.send("a", over: client) == .success(Array("A".utf8)))
            try await until { !client.isOpen }
        }
    }

    @Test
    func `A second commit ends the connection, and the outcome is unknown`() async throws {
        try await Self.withReceiver([["\u{6}", "\u{6}"]]) { client, _, _ in
            let expected = MLLPClientError(.unexpectedReply, frameBytes: 1, mayHaveBeenReceived: true)
            #expect(await Self.send("a", over: client) == .failure(expected))
        }
    }

    @Test(arguments: [[], ["\u{6}"]])
    func `No commit or no reply in time leaves the outcome unknown`(_ blocks: [String]) async throws {
        let configuration = MLLPClient.Configuration(release: .second, replyTimeout: .milliseconds(100))
        try await Self.withReceiver([blocks], configuration) { client, _, _ in
            let expected = MLLPClientError(.replyTimeout, frameBytes: 1, mayHaveBeenReceived: true)
            #expect(await Self.send("a", over: client) == .failure(expected))
        }
    }

    @Test
    func `In release 1 a commit block is stepped over`() async throws {
        try await Self.withReceiver([["\u{6}", "A"]], .init()) { client, _, server in
            #expect(await Self.send("a", over: client) == .success(Array("A".utf8)))
            #expect(server.counts.commitBlocks == 0)
        }
    }

    @Test(arguments: [1, 8])
    func `Both ends of ours understand each other`(_ depth: Int) async throws {
        try await withServer(TestReceiver { "ack of \($0)" }, release: .second) { server in
            let client = try await MLLPClient.connect(
                host: "127.0.0.1",
                port: server.port,
                configuration: .init(release: .second, depth: depth)
            )
            try await withThrowingTaskGroup { group in
                for number in 0..<100 {
                    group.addTask {
                        let reply = try await client.send(Array("\(number)".utf8))
                        #expect(reply == Array("ack of \(number)".utf8))
                    }
                }
                try await group.waitForAll()
            }
            try await until { server.counts.commitBlocks == 100 }
            await client.close()
        }
    }
}
