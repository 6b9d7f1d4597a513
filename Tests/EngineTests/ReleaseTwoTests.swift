import Mapping
import Peers
import Testing

@testable import Engine

/// MLLP release 2 on both ends: one engine sends to another.
struct ReleaseTwoTests {
    @Test func `each message and each acknowledgment is committed, and all arrive in order`() async throws {
        let names = (0..<5).map { "M-\($0)" }
        try await withReceiver { archive, inbox in
            let receiving = OneFeedSite(receiverPort: archive, listener: ["release: 2"])
            try await withEngine(receiving.files) { receiver in
                try await withEngine(Self.sending(to: receiver.port())) { sender in
                    for name in names { #expect(try await sender.send(Samples.result(name)).code == "AA") }
                    try await inbox.wait("every message") { $0.map(\.controlID) == names }
                    try await until("every acknowledgment is committed") {
                        try await receiver.console.metric("corridor_commit_blocks_total{feed=\"lab\"}")
                            == Double(names.count)
                    }
                }
            }
        }
    }

    @Test func `a raw peer sees the commit before the acknowledgment`() async throws {
        try await withReceiver { archive, _ in
            let site = OneFeedSite(receiverPort: archive, listener: ["release: 2"])
            try await withEngine(site.files) { engine in
                let bytes = RawPeer.frame(Samples.result("M-1")) + RawPeer.frame([0x06])
                let replies = try await RawPeer.talk(to: engine.port(), bytes, until: .replies(2))
                #expect(replies.first == [0x06])
                #expect(try Answer(try #require(replies.last)).code == "AA")
            }
        }
    }

    private static func sending(to port: Int) -> [SiteFile] {
        let text = """
            listeners:
              lab: {type: mllp, port: 0}
            destinations:
              ward: {type: mllp, url: "mllp://127.0.0.1:\(port)", release: 2, order_by: listener}
            routes:
              onward: {from: lab, to: ward}
            """
        return [SiteFile(path: "routes/lab.yaml", text: text)]
    }
}
