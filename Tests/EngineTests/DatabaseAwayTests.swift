import Console
import Foundation
import MLLP
import Peers
import PostgreSQL
import Synchronization
import Testing

@testable import Engine

/// Without its database the engine takes nothing, loses nothing, and comes back by itself.
struct DatabaseAwayTests {
    @Test func `nothing is acknowledged without the database, and everything is once it is back`()
        async throws
    {
        let folder = TemporaryFolder()
        let cluster = try await PrivateCluster.start(stateFolder: folder.path)
        let home = EngineHome(database: cluster.connectionString)
        try await withReceiver { port, inbox in
            try await withEngine(OneFeedSite(receiverPort: port).files, home: home) { engine in
                #expect(try await engine.send(Samples.result("C1")).code == "AA")
                try await inbox.wait("the first message") { $0.count == 1 }
                let client = try await engine.connect()
                await cluster.stop()
                try await engine.log.wait(for: "the database is away")

                let reply = Mutex<Result<[UInt8], MLLPClientError>?>(nil)
                client.send(Samples.result("C2")) { outcome in reply.withLock { $0 = outcome } }
                try await until("the feed says that it is silent") {
                    try await engine.console.overview().feeds.first?.because?.contains("silent") == true
                }
                #expect(reply.withLock { $0 } == nil)

                let again = try await PrivateCluster.start(stateFolder: folder.path)
                try await until("the acknowledgment, on the same connection") {
                    reply.withLock { $0 } != nil
                }
                let answer = try Answer(try #require(reply.withLock { $0 }).get())
                #expect(answer.code == "AA")
                #expect(answer.controlID == "C2")
                try await inbox.wait("the second message") { $0.map(\.controlID) == ["C1", "C2"] }
                await client.close()
                // The engine leaves before its database.
                try await engine.stop()
                await again.stop()
            }
        }
    }

    @Test(arguments: ["AE", "AR"])
    func `a listener that asks for it answers negatively while the database is away`(code: String)
        async throws
    {
        let folder = TemporaryFolder()
        let cluster = try await PrivateCluster.start(stateFolder: folder.path)
        let home = EngineHome(database: cluster.connectionString)
        try await withReceiver { port, inbox in
            let site = OneFeedSite(receiverPort: port, listener: ["when_unavailable: \(code)"])
            try await withEngine(site.files, home: home) { engine in
                await cluster.stop()
                try await engine.log.wait(for: "the database is away")
                let refused = try await engine.send(Samples.result("C1"))
                #expect(refused.code == code)
                #expect(refused.controlID == "C1")

                let again = try await PrivateCluster.start(stateFolder: folder.path)
                try await engine.log.wait(for: "the database takes messages again")
                #expect(try await engine.send(Samples.result("C1")).code == "AA")
                try await inbox.wait("the message") { $0.map(\.controlID) == ["C1"] }
                try await engine.stop()
                await again.stop()
            }
        }
    }

    @Test func `a killed postmaster under load costs no acknowledged message and no order`() async throws {
        let messages = SyntheticMessages(run: "K", patients: 3)
        let acknowledged = Mutex<Set<String>>([])
        try await withReceiver { port, inbox in
            let site = OneFeedSite(receiverPort: port)
            try await withEngine(site.files, home: .withPrivateDatabase) { engine in
                let cluster = try #require(engine.addresses.cluster)
                var plan = MLLPLoad.Plan(
                    port: try engine.port(),
                    connections: 4,
                    messagesPerConnection: 100
                ) { messages.result(connection: $0, number: $1) }
                plan.acknowledged = { connection, number in
                    let id = messages.controlID(connection: connection, number: number)
                    let count = acknowledged.withLock { acknowledged in
                        acknowledged.insert(id)
                        return acknowledged.count
                    }
                    if count == 150 { Self.killPostmaster(of: cluster) }
                }
                let outcome = try await MLLPLoad.run(plan)
                #expect(engine.log.text.contains("the database is away"))
                #expect(outcome.refused == 0)
                #expect(outcome.acknowledged == 400)
                try await inbox.wait("everything acknowledged") {
                    Set($0.compactMap(\.controlID)).isSuperset(of: acknowledged.withLock { $0 })
                }
                inbox.expectOrder(of: messages)
                inbox.expectStableKeys()
            }
        }
    }

    /// Kills the server of a private cluster as a crash would.
    private static func killPostmaster(of cluster: String) {
        guard let file = try? String(contentsOfFile: "\(cluster)/postmaster.pid", encoding: .utf8),
            let process = file.split(separator: "\n").first.flatMap({ pid_t($0) })
        else {
            Issue.record("the postmaster's process id was not found")
            return
        }
        _ = kill(process, SIGKILL)
    }
}

extension Inbox {
    /// Expects that no key stood for two messages.
    func expectStableKeys() {
        var messageOfKey: [String: String] = [:]
        for request in taken + refused {
            guard let key = request.idempotencyKey, let id = request.controlID else {
                Issue.record("a request without key or control ID")
                continue
            }
            #expect(messageOfKey[key] == nil || messageOfKey[key] == id, "\(key)")
            messageOfKey[key] = id
        }
    }
}
