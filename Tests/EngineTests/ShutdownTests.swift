import Peers
import Synchronization
import Testing

@testable import Engine

/// An engine that is told to stop does so in order.
struct ShutdownTests {
    @Test func `a graceful stop under load leaves nothing acknowledged behind`() async throws {
        let home = try await EngineHome.fresh()
        let messages = SyntheticMessages(run: "S", patients: 3)
        let acknowledged = Mutex<Set<String>>([])
        let isOver = Mutex(false)
        try await withReceiver { port, inbox in
            let site = OneFeedSite(receiverPort: port)
            let first = try await EngineHarness.start(site.files, home: home)
            var plan = MLLPLoad.Plan(port: try first.port(), connections: 4, messagesPerConnection: .max) {
                messages.result(connection: $0, number: $1)
            }
            plan.depth = 4
            plan.goesOn = { !isOver.withLock { $0 } }
            plan.acknowledged = { connection, number in
                let id = messages.controlID(connection: connection, number: number)
                acknowledged.withLock { _ = $0.insert(id) }
            }
            let load = Task { [plan] in try await MLLPLoad.run(plan) }
            try await until("the load flows") { acknowledged.withLock { $0.count } >= 100 }
            let stopping = Task { try await first.stop() }
            try await first.log.wait(for: "stopped")
            isOver.withLock { $0 = true }
            try await stopping.value
            // The load finds the port closed, which may end it with an error.
            let outcome = await load.result
            if case .success(let outcome) = outcome { #expect(outcome.refused == 0) }

            try await withEngine(site.files, home: home) { _ in
                try await inbox.wait("everything acknowledged") {
                    Set($0.compactMap(\.controlID)).isSuperset(of: acknowledged.withLock { $0 })
                }
            }
            inbox.expectOrder(of: messages)
            inbox.expectStableKeys()
        }
    }
}
