// A server and a session for one test, both ended with it.

import HTTPClient
import Testing

func withServer(
    limits: HTTPLimits = HTTPLimits(),
    _ script: @escaping @Sendable (SeenRequest) -> Script,
    _ body: (ScriptedServer, HTTPSession) async throws -> Void
) async throws {
    let server = try await ScriptedServer.start(script)
    let session = try HTTPSession(limits: limits, proxy: .direct)
    do {
        try await body(server, session)
    } catch {
        await session.shutdown()
        try await server.stop()
        throw error
    }
    await session.shutdown()
    try await server.stop()
}

func failure(_ body: () async throws -> Void) async -> HTTPFailure? {
    do {
        try await body()
        return nil
    } catch {
        return error as? HTTPFailure
    }
}

/// Waits until something holds that gives no signal of its own, and gives up after a while.
func until(within limit: Duration = .seconds(20), _ condition: () async -> Bool) async throws {
    let deadline = ContinuousClock.now + limit
    while await !condition() {
        try #require(ContinuousClock.now < deadline, "it did not come true")
        try await Task.sleep(for: .milliseconds(1))
    }
}
