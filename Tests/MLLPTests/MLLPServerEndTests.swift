// How connections and the server end: limits, timeouts, a graceful stop.

import Logging
import MLLP
import Testing

@Suite(.timeLimit(.minutes(1)))
struct MLLPServerEndTests {
    @Test
    func `One connection more than the limit is closed`() async throws {
        try await withServer(TestReceiver { $0 }, limits: MLLPServerLimits(connections: 1)) { server in
            let first = try await RawPeer.connect(port: server.port)
            try await first.sendFrames(["a"])
            try await first.received.wait(for: framed("a").count)
            let second = try await RawPeer.connect(port: server.port)
            try await second.ended.wait(for: 1)
            try await first.sendFrames(["b"])
            try await first.received.wait(for: framed(["a", "b"]).count)
            try await until { server.counts.refusedConnections == 1 }
            try await until { server.counts.acceptedConnections == 1 }
        }
    }

    @Test
    func `An oversized frame is answered while its sender still writes, then the connection ends`()
        async throws
    {
        let receiver = TestReceiver { $0 }
        let limits = MLLPServerLimits(frameBytes: 1000, linger: .seconds(5))
        try await withServer(receiver, limits: limits) { server in
            let peer = try await RawPeer.connect(port: server.port)
            try await peer.sendFrames(["before"])
            peer.sendWithoutWaiting([0x0B] + [UInt8](repeating: 0x41, count: 20_000_000))
            let expected = framed(["before", "too big"])
            #expect(try await peer.received.wait(for: expected.count) == expected)
            try await peer.ended.wait(for: 1)
            #expect(receiver.oversized.items == [[UInt8](repeating: 0x41, count: 1000)])
            try await until { server.counts.received.oversizedFrames == 1 }
        }
    }

    @Test
    func `A frame at the limit is taken`() async throws {
        try await withServer(TestReceiver { "\($0.count)" }, limits: MLLPServerLimits(frameBytes: 1000)) {
            server in
            let peer = try await RawPeer.connect(port: server.port)
            try await peer.sendFrames([String(repeating: "A", count: 1000)])
            #expect(try await peer.received.wait(for: framed("1000").count) == framed("1000"))
        }
    }

    @Test
    func `A frame that stands still ends the connection, after the earlier replies`() async throws {
        let receiver = TestReceiver()
        try await withServer(receiver, limits: MLLPServerLimits(stalled: .milliseconds(50))) { server in
            let peer = try await RawPeer.connect(port: server.port)
            try await peer.send(framed("a") + [0x0B, 0x41])
            let arrivals = try await receiver.arrivals.wait(for: 1)
            try await until { server.counts.stalledConnections == 1 }
            arrivals[0].token.answer("A")
            try await peer.ended.wait(for: 1)
            #expect(peer.received.items == framed("A"))
            try await until { server.counts.received.cutFrames == 1 }
        }
    }

    @Test
    func `A frame without its final CR is taken once the line is silent`() async throws {
        try await withServer(
            TestReceiver { $0 },
            limits: MLLPServerLimits(missingEnd: .milliseconds(20))
        ) { server in
            let peer = try await RawPeer.connect(port: server.port)
            try await peer.send([0x0B, 0x41, 0x1C])
            #expect(try await peer.received.wait(for: framed("A").count) == framed("A"))
            try await until { server.counts.received.missingEnds == 1 }
        }
    }

    @Test
    func `A silent connection ends after the idle limit`() async throws {
        try await withServer(TestReceiver { $0 }, limits: MLLPServerLimits(idle: .milliseconds(50))) {
            server in
            let peer = try await RawPeer.connect(port: server.port)
            try await peer.ended.wait(for: 1)
            try await until { server.counts.idleConnections == 1 }
        }
    }

    @Test
    func `A peer that does not read its replies is slowed down, then closed`() async throws {
        let reply = String(repeating: "x", count: 1_000_000)
        let limits = MLLPServerLimits(stalled: .milliseconds(300))
        let receiver = TestReceiver { _ in reply }
        try await withServer(receiver, limits: limits) { server in
            let peer = try await RawPeer.connect(port: server.port, reading: false)
            peer.sendWithoutWaiting(framed((0..<1000).map { "\($0)" }))
            try await receiver.closed.wait(for: 1)
            // A thousand replies would be a gigabyte; only what the kernel took, and a little more, was made.
            #expect(receiver.arrivals.items.count < 1000)
            try await until { server.counts.stalledConnections == 1 }
            await peer.close()
        }
    }

    @Test
    func `A frame cut by the end of the connection is counted and not delivered`() async throws {
        let receiver = TestReceiver { $0 }
        try await withServer(receiver) { server in
            let peer = try await RawPeer.connect(port: server.port)
            try await peer.send([0x0B, 0x41])
            try await peer.shutDownOutput()
            try await peer.ended.wait(for: 1)
            #expect(receiver.arrivals.items.isEmpty)
            try await until { server.counts.received.cutFrames == 1 }
        }
    }

    @Test
    func `A stop answers what is under way, takes nothing new, and closes`() async throws {
        let receiver = TestReceiver()
        try await withServer(receiver) { server in
            let peer = try await RawPeer.connect(port: server.port)
            try await peer.sendFrames(["a"])
            let arrivals = try await receiver.arrivals.wait(for: 1)
            async let stopped: Void = server.stop(within: .seconds(20))
            // A connection that is refused shows that the stop has begun.
            try await until { (try? await RawPeer.connect(port: server.port).close()) == nil }
            try await peer.sendFrames(["b"])
            arrivals[0].token.answer("A")
            try await peer.ended.wait(for: 1)
            await peer.close()
            await stopped
            #expect(peer.received.items == framed("A"))
            #expect(receiver.arrivals.items.count == 1)
            try await until { server.counts.openConnections == 0 }
        }
    }

    @Test
    func `A stop does not wait longer than it may`() async throws {
        let receiver = TestReceiver()
        try await withServer(receiver) { server in
            let peer = try await RawPeer.connect(port: server.port)
            try await peer.sendFrames(["a"])
            try await receiver.arrivals.wait(for: 1)
            await server.stop(within: .milliseconds(50))
            try await peer.ended.wait(for: 1)
            #expect(peer.received.items.isEmpty)
        }
    }

    @Test
    func `The port can be bound again at once`() async throws {
        let first = try await MLLPServer.start(.init(port: 0), receiver: TestReceiver { $0 }, logger: .silent)
        let peer = try await RawPeer.connect(port: first.port)
        try await peer.sendFrames(["a"])
        try await peer.received.wait(for: framed("a").count)
        await first.stop(within: .zero)
        let second = try await MLLPServer.start(
            .init(port: first.port),
            receiver: TestReceiver { $0 },
            logger: .silent
        )
        #expect(second.port == first.port)
        await second.stop()
    }

    @Test
    func `A port in use is an error`() async throws {
        try await withServer(TestReceiver { $0 }) { server in
            await #expect(throws: (any Error).self) {
                _ = try await MLLPServer.start(
                    .init(port: server.port),
                    receiver: TestReceiver { $0 },
                    logger: .silent
                )
            }
        }
    }
}

extension Logger {
    static var silent: Logger { Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }) }
}
