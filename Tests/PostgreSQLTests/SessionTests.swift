// Opening sessions: what a failure half way leaves behind.

import Testing

@testable import PostgreSQL

struct SessionTests {
    @Test func `a session whose set-up fails ends with an error, and is given back once`() async throws {
        var settings = try await TestCluster.settings()
        settings.serverSettings = [("no_such_parameter", "1")]
        let unusable = settings
        // A connection that is given back twice does not always crash at once.
        for _ in 0..<50 {
            await #expect(throws: DatabaseError.self) {
                try await Session.run(unusable) { _ in }
            }
        }
    }
}
