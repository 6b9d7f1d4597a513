import Console
import Peers
import Testing

@testable import Engine

/// Messages that cannot be read, or that nobody wants: each gets an answer, and an analyst finds it.
struct RefusalTests {
    /// Every malformed fixture, what its sender hears, and as what it is kept.
    private static let expectations: [(file: String, code: String, status: MessageRow.Status)] = [
        ("no-msh.hl7", "AR", .refused),
        ("empty.hl7", "AR", .refused),
        ("msh-cut-off.hl7", "AA", .unrouted),
        ("empty-msh-2.hl7", "AR", .refused),
        ("duplicate-delimiters.hl7", "AR", .refused),
        ("no-message-type.hl7", "AA", .unrouted),
        ("unknown-event.hl7", "AA", .unrouted),
        ("msh-only.hl7", "AA", .accepted),
        ("truncated-in-obx.hl7", "AA", .accepted),
        ("nul-bytes.hl7", "AA", .accepted),
        ("invalid-utf-8.hl7", "AA", .accepted),
    ]

    @Test func `every malformed message is answered, kept byte for byte, and shown for what it is`()
        async throws
    {
        try await withReceiver { port, inbox in
            try await withEngine(OneFeedSite(receiverPort: port).files) { engine in
                for expected in Self.expectations {
                    let bytes = try Samples.malformed(expected.file)
                    let answer = try await engine.send(bytes)
                    #expect(answer.code == expected.code, "\(expected.file)")
                    let row = try #require(try await engine.console.messages().first)
                    #expect(row.status == expected.status, "\(expected.file)")
                    #expect(try await engine.console.payload(of: row.number) == bytes, "\(expected.file)")
                    if expected.status == .refused {
                        #expect(row.refusal?.isEmpty == false)
                        #expect(row.deliveries.isEmpty)
                        #expect(answer.error.contains("ERR|"))
                    }
                }
                let delivered = Self.expectations.count { $0.status == .accepted }
                try await inbox.wait("what was routed") { $0.count == delivered }
                #expect(try await engine.console.messages().count == Self.expectations.count)
            }
        }
    }

    @Test func `a message that no route wants is acknowledged, stored and counted as unrouted`() async throws
    {
        try await withReceiver { port, inbox in
            try await withEngine(OneFeedSite(receiverPort: port).files) { engine in
                let answer = try await engine.send(Samples.result("C1", type: "ADT^A01^ADT_A01"))
                #expect(answer.code == "AA")
                let row = try #require(try await engine.console.message(controlID: "C1"))
                #expect(row.status == .unrouted)
                #expect(row.deliveries.isEmpty)
                #expect(
                    try await engine.console.metric("corridor_messages_unrouted_total{feed=\"lab\"}") == 1
                )
                #expect(inbox.taken.isEmpty)
            }
        }
    }
}
