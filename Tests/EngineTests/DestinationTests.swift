import Console
import MLLP
import Mapping
import Peers
import Testing

@testable import Engine

/// Destinations that do not do their part are tried again, and nobody else notices.
struct DestinationTests {
    @Test func `a destination away, slow or talking nonsense keeps its own queue and no other`() async throws
    {
        let away = try await FreePort.find()
        let nonsense = try await NonsenseServer.start()
        let messages = (0..<10).map { "D-\($0)" }
        try await withReceiver { goodPort, good in
            try await withReceiver(answer: { _ in .silence }) { slowPort, slow in
                let ports = ["away": away, "slow": slowPort, "nonsense": nonsense.port, "good": goodPort]
                let site = FourDestinations(ports: ports)
                try await withEngine(site.files) { engine in
                    for name in messages { #expect(try await engine.send(Samples.result(name)).code == "AA") }
                    // The good one has everything while the others have nothing.
                    try await good.wait("everything") { $0.map(\.controlID) == messages }
                    try await until("the slow one was tried again") { slow.refused.count > 1 }
                    try await until("the nonsense was tried again") { nonsense.connections > 1 }
                    let rows = try await engine.console.overview().destinations
                    for row in rows where row.name != "good" {
                        #expect(
                            row.waiting + row.inFlight + row.retrying == Int64(messages.count),
                            "\(row.name)"
                        )
                        #expect(row.parked == 0)
                    }

                    slow.answer { _ in .status(200) }
                    try await slow.wait("everything, once it answers") { $0.map(\.controlID) == messages }
                    await nonsense.stop()
                    try await withReceiver(port: away) { _, back in
                        try await back.wait("everything, once it is back") { $0.map(\.controlID) == messages }
                    }
                    try await withReceiver(port: nonsense.port) { _, sane in
                        try await sane.wait("everything, once it makes sense") {
                            $0.map(\.controlID) == messages
                        }
                    }
                }
            }
        }
    }
}

/// More than fits memory waits in the database.
struct OverflowTests {
    @Test func `what exceeds a destination's memory waits in the database and arrives in order`() async throws
    {
        let messages = SyntheticMessages(run: "O", patients: 5)
        let total = 200
        try await withReceiver(answer: { _ in .status(503) }) { port, inbox in
            // Twenty messages fit, beside what the next refill brings.
            let site = OneFeedSite(receiverPort: port, destination: ["queue_memory: 64KB"])
            try await withEngine(site.files) { engine in
                let client = try await engine.connect()
                for number in 0..<total {
                    let reply = try await client.send(messages.result(connection: 0, number: number))
                    #expect(try Answer(reply).code == "AA")
                }
                await client.close()
                try await until("what does not fit is in the database") {
                    try await engine.console.messages().count {
                        $0.deliveries.first?.state == .pending
                    } > total / 2
                }
                inbox.answer { _ in .status(200) }
                try await inbox.wait("everything") { Set($0.map(\.controlID)).count == total }
                inbox.expectOrder(of: messages)
                inbox.expectStableKeys()
                #expect(inbox.taken.count == total)
            }
        }
    }
}

/// A site that sends everything to four destinations.
private struct FourDestinations {
    let ports: [String: Int]

    var files: [SiteFile] {
        let names = ports.keys.sorted()
        let destinations = names.map { name in
            """
              \(name):
                type: http
                url: http://127.0.0.1:\(ports[name] ?? 0)/
                timeout: 500ms
                retry:
                  first: 50ms
                  max: 200ms
            """
        }
        let text = """
            listeners:
              lab:
                type: mllp
                port: 0
            routes:
              everything:
                from: lab
                to: [\(names.joined(separator: ", "))]
            destinations:
            \(destinations.joined(separator: "\n"))
            """
        return [SiteFile(path: "routes/lab.yaml", text: text)]
    }
}
