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
