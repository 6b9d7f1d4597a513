import Peers
import Testing

@testable import Engine

/// Bytes that are no frame, or too much of one: counted, logged by size, and the engine goes on.
struct FramingTests {
    @Test func `bytes outside a frame are dropped, and the frame behind them is answered`() async throws {
        try await withReceiver { port, inbox in
            try await withEngine(OneFeedSite(receiverPort: port).files) { engine in
                let stray = Array("\r\nhello".utf8)
                let bytes = stray + RawPeer.frame(Samples.result("C1")) + stray
                let replies = try await RawPeer.talk(to: engine.port(), bytes, until: .replies(1))
                #expect(try replies.map { try Answer($0).code } == ["AA"])
                try await until("both runs are counted") {
                    try await engine.console.metric(
                        "corridor_bytes_outside_frames_total{feed=\"lab\"}"
                    ) == Double(2 * stray.count)
                }
                try await engine.log.wait(for: "bytes outside a frame dropped")
                #expect(engine.log.text.contains("\"byte-count\": \(stray.count)"))
                try await inbox.wait("the message") { $0.map(\.controlID) == ["C1"] }
            }
        }
    }

    @Test func `a frame that is cut is neither answered nor stored`() async throws {
        try await withReceiver { port, inbox in
            try await withEngine(OneFeedSite(receiverPort: port).files) { engine in
                let cut = RawPeer.frame(Samples.result("C1")).dropLast(20)
                _ = try await RawPeer.talk(to: engine.port(), Array(cut), until: .replies(0))
                try await engine.log.wait(for: "frame cut before its end")
                #expect(engine.log.text.contains("\"byte-count\": \(cut.count - 1)"))
                #expect(try await engine.console.metric("corridor_frames_cut_total{feed=\"lab\"}") == 1)
                #expect(try await engine.console.messages().isEmpty)

                #expect(try await engine.send(Samples.result("C2")).code == "AA")
                try await inbox.wait("the next message") { $0.map(\.controlID) == ["C2"] }
            }
        }
    }

    @Test func `a frame over the limit is rejected by its beginning, and its connection ends`() async throws {
        try await withReceiver { port, inbox in
            let site = OneFeedSite(receiverPort: port, listener: ["max_frame: 2KB"])
            try await withEngine(site.files) { engine in
                let huge = Samples.result("C1", note: String(repeating: "NTE|1||x\r", count: 1_000))
                let replies = try await RawPeer.talk(to: engine.port(), RawPeer.frame(huge), until: .closed)
                let answer = try Answer(try #require(replies.first))
                #expect(answer.code == "AR")
                #expect(answer.controlID == "C1")
                #expect(answer.error.contains("2048"))
                #expect(
                    try await engine.console.metric("corridor_frames_oversized_total{feed=\"lab\"}") == 1
                )
                #expect(
                    try await engine.console.metric("corridor_messages_refused_total{feed=\"lab\"}") == 1
                )

                // Just below the limit is no different from any other.
                let room = 2_048 - Samples.result("C2").count - "NTE|1||\r".count
                let large = Samples.result("C2", note: "NTE|1||\(String(repeating: "x", count: room))\r")
                #expect(large.count == 2_048)
                #expect(try await engine.send(large).code == "AA")
                try await inbox.wait("the message below the limit") { $0.map(\.controlID) == ["C2"] }
            }
        }
    }
}
