// A console on a port of the system's choice for the length of a test.

import Console
import Logging
import ServiceLifecycle

/// Runs a console, hands its client to a test, and shuts it down gracefully.
func withConsole<Result: Sendable>(
    _ backend: any ConsoleBackend = FixtureBackend(),
    limits: ConsoleLimits = ConsoleLimits(),
    test: @Sendable @escaping (WebClient) async throws -> Result
) async throws -> Result {
    var settings = ConsoleSettings()
    settings.port = 0
    settings.limits = limits
    settings.hostNames = ["console.example.org"]
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    let logger = Logger(label: "console-tests") { _ in SwiftLogNoOpLogHandler() }
    let server = ConsoleServer(settings: settings, backend: backend, logger: logger) { port in
        continuation.yield(port)
        continuation.finish()
    }
    let group = ServiceGroup(
        configuration: ServiceGroupConfiguration(services: [.init(service: server)], logger: logger)
    )
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask {
            defer { continuation.finish() }
            try await group.run()
        }
        guard let port = await ports.first(where: { _ in true }) else {
            try await tasks.next()
            throw WebClient.NoAnswer()
        }
        let result: Swift.Result<Result, any Error>
        do {
            result = .success(try await test(WebClient(port: port)))
        } catch {
            result = .failure(error)
        }
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
        return try result.get()
    }
}
