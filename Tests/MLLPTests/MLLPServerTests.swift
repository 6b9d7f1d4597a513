// The server over real sockets: order, half-closed peers, back-pressure, pauses.

import MLLP
import Testing

@Suite(.timeLimit(.minutes(1)))
struct MLLPServerTests {
    @Test
    func `A frame is answered on its connection`() async throws {
        try await withServer(TestReceiver { "ack of \($0)" }) { server in
            let peer = try await RawPeer.connect(port: server.port)
            try await peer.sendFrames(["one", "two"])
            let expected = framed(["ack of one", "ack of two"])
            #expect(try await peer.received.wait(for: expected.count) == expected)
            // A peer can read its replies before the counts are there.
            try await until { server.counts.received.frames == 2 }
            try await until { server.counts.replies == 2 }
            try await until { server.counts.openConnections == 1 }
            await peer.close()
        }
    }

    @Test
    func `A frame in single bytes is answered`() async throws {
        try await withServer(TestReceiver { $0 }) { server in
            let peer = try await RawPeer.connect(port: server.port)
            for byte in framed("slow") { try await peer.send([byte]) }
            #expect(try await peer.received.wait(for: framed("slow").count) == framed("slow"))
        }
    }

    @Test
    func `Replies go out in the order of their frames, whatever the order in which they come`() async throws {
        let receiver = TestReceiver()
        try await withServer(receiver) { server in
            let peer = try await RawPeer.connect(port: server.port)
            let texts = (0..<20).map { "frame \($0)" }
            try await peer.sendFrames(texts)
            for arrival in try await receiver.arrivals.wait(for: 20).reversed() {
                arrival.token.answer(arrival.text)
            }
            let expected = framed(texts)
            #expect(try await peer.received.wait(for: expected.count) == expected)
        }
    }

    @Test(arguments: [1, 2])
    func `A batch of replies reaches all its connections in order`(_ eventLoops: Int) async throws {
        let receiver = TestReceiver()
        try await withServer(receiver, eventLoops: eventLoops) { server in
            var peers: [RawPeer] = []
            for number in 0..<4 {
                let peer = try await RawPeer.connect(port: server.port)
                try await peer.sendFrames((0..<5).map { "\(number)-\($0)" })
                peers.append(peer)
            }
            let arrivals = try await receiver.arrivals.wait(for: 20)
            ReplyToken.answer(arrivals.shuffled().map { Reply($0.token, [Array($0.text.utf8)]) })
            for (number, peer) in peers.enumerated() {
                let expected = framed((0..<5).map { "\(number)-\($0)" })
                #expect(try await peer.received.wait(for: expected.count) == expected)
            }
        }
    }

    @Test
    func `A second answer to a frame does nothing`() async throws {
        let receiver = TestReceiver()
        try await withServer(receiver) { server in
            let peer = try await RawPeer.connect(port: server.port)
            try await peer.sendFrames(["a", "b"])
            let arrivals = try await receiver.arrivals.wait(for: 2)
            arrivals[0].token.answer("first")
            arrivals[0].token.answer("second")
            ReplyToken.answer([Reply(arrivals[0].token, [[0x41]]), Reply(arrivals[1].token, [[0x42]])])
            let expected = framed(["first", "B"])
            #expect(try await peer.received.wait(for: expected.count) == expected)
        }
    }

    @Test
    func `A peer that has closed its side still gets its replies, then the end`() async throws {
        let receiver = TestReceiver()
        try await withServer(receiver) { server in
            let peer = try await RawPeer.connect(port: server.port)
            try await peer.sendFrames(["a", "b"])
            try await peer.shutDownOutput()
            let arrivals = try await receiver.arrivals.wait(for: 2)
            arrivals[1].token.answer("B")
            arrivals[0].token.answer("A")
            let expected = framed(["A", "B"])
            #expect(try await peer.received.wait(for: expected.count) == expected)
            try await peer.ended.wait(for: 1)
        }
    }

    @Test
    func `A withheld reply is left out`() async throws {
        let receiver = TestReceiver()
        try await withServer(receiver) { server in
            let peer = try await RawPeer.connect(port: server.port)
            try await peer.sendFrames(["a", "b"])
            let arrivals = try await receiver.arrivals.wait(for: 2)
            arrivals[1].token.answer("B")
            arrivals[0].token.withhold()
            #expect(try await peer.received.wait(for: framed("B").count) == framed("B"))
            try await until { server.counts.withheldReplies == 1 }
        }
    }

    @Test
    func `A token that is let go counts as withheld`() async throws {
        final class Forgetful: FrameReceiver {
            func received(_ frame: [UInt8], on connection: MLLPConnection, reply: ReplyToken) {
                if frame == [0x42] { reply.answer(frame) }
            }
        }
        try await withServer(Forgetful()) { server in
            let peer = try await RawPeer.connect(port: server.port)
            try await peer.sendFrames(["A", "B"])
            #expect(try await peer.received.wait(for: framed("B").count) == framed("B"))
        }
    }

    @Test
    func `Silence with an end closes after the earlier replies`() async throws {
        let receiver = TestReceiver()
        try await withServer(receiver) { server in
            let peer = try await RawPeer.connect(port: server.port)
            try await peer.sendFrames(["a", "b", "c"])
            let arrivals = try await receiver.arrivals.wait(for: 3)
            arrivals[2].token.answer("C")
            arrivals[1].token.withholdAndClose()
            arrivals[0].token.answer("A")
            try await peer.ended.wait(for: 1)
            #expect(peer.received.items == framed("A"))
        }
    }

    @Test
    func `Reading stops at the limit of unanswered frames and goes on with each reply`() async throws {
        let receiver = TestReceiver()
        try await withServer(receiver, limits: MLLPServerLimits(unansweredFrames: 4)) { server in
            let peer = try await RawPeer.connect(port: server.port)
            let texts = (0..<30).map { "frame \($0)" }
            try await peer.sendFrames(texts)
            for answered in 0..<30 {
                // All thirty lie in the server's buffers, and yet it takes only four ahead of the replies.
                let arrivals = try await receiver.arrivals.wait(for: min(answered + 4, 30))
                #expect(arrivals.count == min(answered + 4, 30))
                arrivals[answered].token.answer(arrivals[answered].text)
            }
            let expected = framed(texts)
            #expect(try await peer.received.wait(for: expected.count) == expected)
        }
    }

    @Test
    func `Reading stops at the limit of unanswered bytes`() async throws {
        let receiver = TestReceiver()
        try await withServer(receiver, limits: MLLPServerLimits(unansweredBytes: 10)) { server in
            let peer = try await RawPeer.connect(port: server.port)
            try await peer.sendFrames(["123456789", "1", "x"])
            let arrivals = try await receiver.arrivals.wait(for: 2)
            #expect(arrivals.map(\.text) == ["123456789", "1"])
            arrivals[0].token.answer("ok")
            try await receiver.arrivals.wait(for: 3)
        }
    }

    @Test
    func `A receiver that answers at once is not held up by the limit`() async throws {
        try await withServer(TestReceiver { $0 }, limits: MLLPServerLimits(unansweredFrames: 1)) { server in
            let peer = try await RawPeer.connect(port: server.port)
            let texts = (0..<500).map { "frame \($0)" }
            try await peer.sendFrames(texts)
            let expected = framed(texts)
            #expect(try await peer.received.wait(for: expected.count) == expected)
        }
    }

    @Test
    func `Nothing is taken while the server is paused, everything afterwards`() async throws {
        let receiver = TestReceiver { $0 }
        try await withServer(receiver) { server in
            let early = try await RawPeer.connect(port: server.port)
            try await early.sendFrames(["before"])
            try await early.received.wait(for: framed("before").count)
            server.pauseReading()
            let late = try await RawPeer.connect(port: server.port)
            // The pause reaches a connection on its own loop; a new one is opened behind it.
            try await receiver.opened.wait(for: 2)
            try await early.sendFrames(["early"])
            try await late.sendFrames(["late"])
            #expect(receiver.arrivals.items.count == 1)
            server.resumeReading()
            try await late.received.wait(for: framed("late").count)
            try await early.received.wait(for: framed(["before", "early"]).count)
        }
    }

    @Test
    func `A pause that lasts too long closes old and new connections`() async throws {
        try await withServer(TestReceiver { $0 }) { server in
            let early = try await RawPeer.connect(port: server.port)
            try await early.sendFrames(["before"])
            try await early.received.wait(for: framed("before").count)
            server.pauseReading(closingAfter: .milliseconds(50))
            let late = try await RawPeer.connect(port: server.port)
            try await late.sendFrames(["late"])
            try await early.ended.wait(for: 1)
            try await late.ended.wait(for: 1)
            #expect(late.received.items.isEmpty)
            try await until { server.counts.pausedConnections == 2 }
        }
    }
}
