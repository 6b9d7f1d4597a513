import Peers
import Testing

@testable import Engine

/// FHIR clients that are not ours: `requests` and `fhirpy` from PyPI, in an environment that `scripts/test` prepares.
@Suite(.enabled(if: ForeignPython.executable != nil, ForeignPython.absence))
struct FHIRForeignClientTests {
    @Test func `requests and fhirpy create, update, read and send, in JSON and XML, and it arrives`()
        async throws
    {
        try await withFHIREngine { client, inbox, _ in
            let output = try await ForeignPython.run(script: "foreign_fhir_client.py", [client.base])
            let done = output.split(separator: "\n").map(String.init)
            #expect(
                done == [
                    "json create", "json update", "json transaction", "json message", "xml create",
                    "xml update",
                    "xml transaction", "xml message", "gzip", "gzip bomb", "cross-origin", "fhirpy",
                ]
            )
            // Twice four by both routes, one compressed, three of fhirpy.
            try await inbox.wait("every delivery") { $0.filter { $0.path == "/bytes" }.count >= 11 }
            #expect(inbox.refused.isEmpty)
        }
    }
}
