// A whole engine for one test, in this process: a site of the test's own, a database, real sockets, and its log.

import LocatedYAML
import Logging
import MLLP
import Mapping
import Routing
import ServiceLifecycle
import Testing

@testable import Engine

/// Where an engine keeps what it stores, so that a second one finds it.
struct EngineHome {
    let folder = TemporaryFolder()
    /// `nil` for a private PostgreSQL of the engine's own.
    let database: String?

    /// A home with an empty database in the tests' PostgreSQL.
    static func fresh() async throws -> EngineHome {
        EngineHome(database: try await TestPostgreSQL.emptyDatabase())
    }

    /// A home whose engine brings its own PostgreSQL.
    static var withPrivateDatabase: EngineHome { EngineHome(database: nil) }
}

/// An engine at work.
final class EngineHarness: Sendable {
    let addresses: Engine.Addresses
    let log: LogBook
    private let group: ServiceGroup
    private let running: Task<Void, any Error>

    private init(
        addresses: Engine.Addresses,
        log: LogBook,
        group: ServiceGroup,
        running: Task<Void, any Error>
    ) {
        self.addresses = addresses
        self.log = log
        self.group = group
        self.running = running
    }

    /// The engine ended before it was ready.
    struct NotReady: Error {}

    /// Starts an engine and waits until it accepts messages.
    static func start(
        _ files: [SiteFile],
        secrets: [String: String] = [:],
        home: EngineHome
    ) async throws -> EngineHarness {
        var diagnostics = Diagnostics()
        let lookup = Secrets { secrets[$0] }
        let site = Site.compile(files, secrets: lookup, into: &diagnostics)
        let loaded = LoadedSite(site: try #require(site, "\(diagnostics.sorted)"), files: files)
        var options = Engine.Options(site: loaded, secrets: lookup, build: "test")
        options.database = home.database
        options.stateFolder = home.folder.path
        options.usesAnyPorts = true
        let log = LogBook()
        let ready = AsyncStream<Engine.Addresses>.makeStream()
        let engine = Engine(options, logger: log.logger) { addresses in
            ready.continuation.yield(addresses)
            ready.continuation.finish()
        }
        let group = ServiceGroup(
            services: [engine],
            logger: Logger(label: "") { _ in SwiftLogNoOpLogHandler() }
        )
        let running = Task {
            defer { ready.continuation.finish() }
            try await group.run()
        }
        for await addresses in ready.stream {
            return EngineHarness(addresses: addresses, log: log, group: group, running: running)
        }
        // The stream ended without an address: the engine ended before it was ready.
        try await running.value
        throw NotReady()
    }

    /// Ends the engine gracefully.
    func stop() async throws {
        await group.triggerGracefulShutdown()
        try await running.value
    }

    /// The port of one of the engine's listeners.
    func port(of listener: String = "lab") throws -> Int { try #require(addresses.listeners[listener]) }

    /// A connection to one of the engine's listeners.
    func connect(
        to listener: String = "lab",
        _ configuration: MLLPClient.Configuration = MLLPClient.Configuration()
    ) async throws -> MLLPClient {
        try await MLLPClient.connect(
            host: "127.0.0.1",
            port: try port(of: listener),
            configuration: configuration
        )
    }

    /// Sends one message over a connection of its own.
    func send(_ message: [UInt8], to listener: String = "lab") async throws -> Answer {
        let client = try await connect(to: listener)
        do {
            let reply = try await client.send(message)
            await client.close()
            return try Answer(reply)
        } catch {
            await client.close()
            throw error
        }
    }

    /// The engine's console.
    var console: ConsoleClient { ConsoleClient(address: addresses.console) }
}

/// Runs a body with an engine.
func withEngine<Success>(
    _ files: [SiteFile],
    secrets: [String: String] = [:],
    home: EngineHome? = nil,
    _ body: (EngineHarness) async throws -> Success
) async throws -> Success {
    let place: EngineHome
    if let home { place = home } else { place = try await .fresh() }
    let engine = try await EngineHarness.start(files, secrets: secrets, home: place)
    do {
        let result = try await body(engine)
        try await engine.stop()
        return result
    } catch {
        try? await engine.stop()  // What went wrong first is what the test reports.
        throw error
    }
}

/// Runs a body with an engine on the shipped site, its EHR at this port of this machine.
func withShippedSite<Success>(
    ehrPort: Int,
    home: EngineHome? = nil,
    _ body: (EngineHarness) async throws -> Success
) async throws -> Success {
    try await withEngine(
        SiteFolder.shipped,
        secrets: ["EHR_URL": "http://127.0.0.1:\(ehrPort)/fhir"],
        home: home,
        body
    )
}
