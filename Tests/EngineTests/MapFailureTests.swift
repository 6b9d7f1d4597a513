import Console
import Peers
import Testing

@testable import Engine

/// A message that a mapping cannot turn harms nothing but its own mapped delivery.
struct MapFailureTests {
    @Test func `a delivery that cannot be mapped is parked with its reason while the others go out`()
        async throws
    {
        try await withReceiver { ehrPort, ehr in
            try await withReceiver { archivePort, archive in
                let site = StrictMapSite(ehrPort: ehrPort, archivePort: archivePort, onMapError: "park")
                try await withEngine(site.files) { engine in
                    #expect(try await engine.send(Samples.result("C1", sex: "ODD")).code == "AA")
                    #expect(try await engine.send(Samples.result("C2", sex: "F")).code == "AA")
                    try await archive.wait("both messages") { $0.map(\.controlID) == ["C1", "C2"] }
                    try await ehr.wait("what can be mapped") { $0.count == 1 }

                    let parked = try await engine.console.parked()
                    #expect(parked.map(\.reason) == ["mapping-failed"])
                    #expect(parked.map(\.destination) == ["ehr"])
                    let diagnostics = try #require(parked.first?.diagnostics)
                    #expect(diagnostics.contains("PID-8"))
                    #expect(diagnostics.contains("strict-sex"))
                    #expect(!diagnostics.contains("ODD"))
                    let row = try #require(try await engine.console.message(controlID: "C1"))
                    #expect(row.status == .accepted)
                }
            }
        }
    }

    @Test
    func `where a site refuses unmappable messages the sender hears AE, where and why, and none goes out`()
        async throws
    {
        try await withReceiver { ehrPort, ehr in
            try await withReceiver { archivePort, archive in
                let site = StrictMapSite(ehrPort: ehrPort, archivePort: archivePort, onMapError: "refuse")
                try await withEngine(site.files) { engine in
                    let answer = try await engine.send(Samples.result("C1", sex: "ODD"))
                    #expect(answer.code == "AE")
                    #expect(answer.controlID == "C1")
                    #expect(answer.errorLocation == "PID^1^8^1")
                    #expect(answer.error.contains("strict-sex"))
                    #expect(!answer.error.contains("ODD"))
                    let row = try #require(try await engine.console.message(controlID: "C1"))
                    #expect(row.status == .refused)
                    #expect(row.deliveries.isEmpty)

                    #expect(try await engine.send(Samples.result("C2", sex: "M")).code == "AA")
                    try await ehr.wait("the next message, mapped") { $0.count == 1 }
                    try await archive.wait("the next message") { $0.map(\.controlID) == ["C2"] }
                }
            }
        }
    }
}
