import FHIR
import HTTPClient
import Peers
import Synchronization
import Testing

@testable import Engine

/// A FHIR listener in an engine that ends without warning.
struct FHIRCrashTests {
    @Test func `kill -9 under load loses nothing acknowledged`() async throws {
        let folder = TemporaryFolder()
        let ledger = Ledger()
        try await withReceiver { port, inbox in
            let site = FHIRSite(receiverPort: port).text
            let first = try await EngineProcess.start(routes: site, in: folder)
            let client = try FHIRClient(port: first.port)
            await withTaskGroup { group in
                for connection in 0..<4 {
                    group.addTask {
                        for number in 0..<1_000 {
                            let id = "c\(connection)-n\(number)"
                            let body = #"{"resourceType":"Patient","id":"\#(id)"}"#
                            // The engine's end is the end of the load.
                            guard let answer = try? await client.send(.put, "/Patient/\(id)", body) else {
                                return
                            }
                            #expect(answer.status == 201)
                            if ledger.add(id) == 100 { first.process.kill() }
                        }
                    }
                }
            }
            await client.close()
            let all = ledger.all
            #expect(all.count >= 100)

            let second = try await EngineProcess.start(routes: site, in: folder)
            try await inbox.wait("everything acknowledged, at both receivers") { taken in
                ["/bytes", "/fhir"].allSatisfy { path in
                    let arrived = taken.filter { $0.path == path }.map(\.text)
                    return all.allSatisfy { id in arrived.contains { $0.contains("\"id\":\"\(id)\"") } }
                }
            }
            let reader = try FHIRClient(port: second.port)
            for id in all.sorted().prefix(10) {
                #expect(try await reader.send(.get, "/Patient/\(id)").status == 200)
            }
            await reader.close()
            #expect(try await second.process.stop().status == 0)
        }
    }
}

/// What was acknowledged.
private final class Ledger: Sendable {
    private let ids = Mutex<Set<String>>([])

    var all: Set<String> { ids.withLock(\.self) }

    /// Adds one and counts all.
    func add(_ id: String) -> Int {
        ids.withLock { ids in
            ids.insert(id)
            return ids.count
        }
    }
}
