// The client against our server and against receivers that misbehave.

import MLLP
import NIOCore
import NIOPosix
import Testing

@Suite(.timeLimit(.minutes(1)))
struct MLLPClientTests {
    private func client(
        _ server: MLLPServer,
        _ configuration: MLLPClient.Configuration = .init()
    ) async throws -> MLLPClient {
        try await MLLPClient.connect(host: "127.0.0.1", port: server.port, configuration: configuration)
    }

    private func kind(_ body: () async throws -> Void) async -> MLLPClientError.Kind? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? MLLPClientError)?.kind
        }
    }

    @Test
    func `A frame gets its reply`() async throws {
        try await withServer(TestReceiver { "ack of \($0)" }) { server in
            let client = try await client(server)
            #expect(try await client.send(Array("one".utf8)) == Array("ack of one".utf8))
            #expect(try await client.send(Array("two".utf8)) == Array("ack of two".utf8))
            #expect(client.isOpen)
            await client.close()
            #expect(!client.isOpen)
        }
    }

    @Test(arguments: [1, 3, 64])
    func `Many tasks at once get their own replies at any depth`(_ depth: Int) async throws {
        try await withServer(TestReceiver { "ack of \($0)" }) { server in
            let client = try await client(server, .init(depth: depth))
            try await withThrowingTaskGroup { group in
                for number in 0..<200 {
                    group.addTask {
                        let reply = try await client.send(Array("\(number)".utf8))
                        #expect(reply == Array("ack of \(number)".utf8))
                    }
                }
                try await group.waitForAll()
            }
            await client.close()
        }
    }

    @Test
    func `No more frames than the depth are on the wire`() async throws {
        let receiver = TestReceiver()
        try await withServer(receiver) { server in
            let client = try await client(server, .init(depth: 2))
            let replies = Recorder<Int>()
            for number in 0..<4 {
                client.send([UInt8(number)]) { _ in replies.append(number) }
            }
            let arrivals = try await receiver.arrivals.wait(for: 2)
            #expect(arrivals.count == 2)
            arrivals[0].token.answer("ok")
            #expect(try await receiver.arrivals.wait(for: 3).count == 3)
            for arrival in receiver.arrivals.items { arrival.token.answer("ok") }
            try await receiver.arrivals.wait(for: 4).last?.token.answer("ok")
            #expect(try await replies.wait(for: 4) == [0, 1, 2, 3])
            await client.close()
        }
    }

    @Test
    func `A reply that does not come in time names sizes only and ends the connection`() async throws {
        let receiver = TestReceiver()
        try await withServer(receiver) { server in
            let client = try await client(server, .init(replyTimeout: .milliseconds(50)))
            let secret = Array("MSH|secret".utf8)
            let error = await #expect(throws: MLLPClientError.self) { try await client.send(secret) }
            #expect(error?.kind == .replyTimeout)
            #expect(error?.mayHaveBeenReceived == true)
            #expect(
                error?.description
                    == "no reply in time; frame of 10 bytes; the frame may have been received"
            )
            #expect(await kind { _ = try await client.send(secret) } == .replyTimeout)
            #expect(!client.isOpen)
        }
    }

    @Test
    func `A frame on which the receiver closes has an unknown outcome, the next was never sent`() async throws
    {
        let receiver = TestReceiver()
        try await withServer(receiver) { server in
            let client = try await client(server)
            let outcomes = Recorder<MLLPClientError?>()
            for _ in 0..<2 {
                client.send([0x41]) { outcome in
                    if case .failure(let error) = outcome {
                        outcomes.append(error)
                    } else {
                        outcomes.append(nil)
                    }
                }
            }
            try await receiver.arrivals.wait(for: 1)[0].token.withholdAndClose()
            let errors = try await outcomes.wait(for: 2)
            #expect(errors.map { $0?.kind } == [.closed, .closed])
            #expect(errors.map { $0?.mayHaveBeenReceived } == [true, false])
        }
    }

    @Test
    func `A reply over the limit ends the connection`() async throws {
        try await withServer(TestReceiver { _ in String(repeating: "x", count: 101) }) { server in
            let client = try await client(server, .init(replyBytes: 100))
            #expect(await kind { _ = try await client.send([0x41]) } == .oversizedReply)
        }
    }

    @Test
    func `One waiting frame more than the limit is refused`() async throws {
        try await withServer(TestReceiver()) { server in
            let client = try await client(server, .init(waiting: 1))
            let outcomes = Recorder<MLLPClientError.Kind?>()
            for _ in 0..<3 {
                client.send([0x41]) { outcome in
                    if case .failure(let error) = outcome { outcomes.append(error.kind) }
                }
            }
            #expect(try await outcomes.wait(for: 1) == [.overloaded])
            await client.close()
            #expect(try await outcomes.wait(for: 3) == [.overloaded, .closedHere, .closedHere])
        }
    }

    @Test
    func `Cancelling a send closes the connection`() async throws {
        let receiver = TestReceiver()
        try await withServer(receiver) { server in
            let client = try await client(server)
            let task = Task { try await client.send([0x41]) }
            try await receiver.arrivals.wait(for: 1)
            task.cancel()
            #expect(await kind { _ = try await task.value } == .closedHere)
        }
    }

    @Test
    func `A refused connection is an error of its own`() async throws {
        let server = try await MLLPServer.start(.init(port: 0), receiver: TestReceiver(), logger: .silent)
        await server.stop()
        #expect(await kind { _ = try await client(server) } == .connectFailed)
    }

    @Test
    func `A reply to nothing ends the connection`() async throws {
        let listener = try await ScriptedListener.start(sending: framed("hello"))
        let client = try await MLLPClient.connect(host: "127.0.0.1", port: listener.port)
        try await until { !client.isOpen }
        #expect(await kind { _ = try await client.send([0x41]) } == .unexpectedReply)
        try await listener.stop()
    }

    @Test
    func `A reply without its final CR is taken, and stray bytes are passed over`() async throws {
        let listener = try await ScriptedListener.start(answering: [0x0A, 0x0A, 0x0B, 0x42, 0x1C])
        let client = try await MLLPClient.connect(
            host: "127.0.0.1",
            port: listener.port,
            configuration: .init(missingEnd: .milliseconds(20))
        )
        #expect(try await client.send([0x41]) == [0x42])
        await client.close()
        try await listener.stop()
    }

    @Test
    func `A reply without its final CR is taken when the receiver closes`() async throws {
        let listener = try await ScriptedListener.start(answering: [0x0B, 0x42, 0x1C], closing: true)
        let client = try await MLLPClient.connect(host: "127.0.0.1", port: listener.port)
        #expect(try await client.send([0x41]) == [0x42])
        try await listener.stop()
    }

    @Test
    func `Half a reply is named by its size`() async throws {
        let listener = try await ScriptedListener.start(answering: [0x0B, 0x42, 0x42], closing: true)
        let client = try await MLLPClient.connect(host: "127.0.0.1", port: listener.port)
        let error = await #expect(throws: MLLPClientError.self) { try await client.send([0x41]) }
        #expect(error?.kind == .closed)
        #expect(error?.receivedBytes == 2)
        try await listener.stop()
    }
}
