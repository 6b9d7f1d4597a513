// `corridor run`: the engine, until it is told to stop.

import ArgumentParser
import Engine
import Foundation
import Logging
import Routing
import ServiceLifecycle
import UnixSignals

struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the engine with a site folder.",
        discussion: """
            A site with errors is refused, with every error named. Without --database (and without `database:` in \
            corridor.yaml) the engine runs a private PostgreSQL in its state folder. SIGTERM or Ctrl-C ends it: it \
            stops listening, finishes what is under way, and leaves.
            """
    )

    @Option(help: "The site folder.")
    var site: String = "."

    @Option(
        help: ArgumentHelp("The PostgreSQL to use, as a URL or libpq connection string.", valueName: "url")
    )
    var database: String?

    @Option(help: ArgumentHelp("The folder of the engine's own state.", valueName: "folder"))
    var state: String?

    @Flag(help: "Print one line of JSON to standard output once messages are accepted.")
    var announce = false

    func run() async throws {
        let secrets = Secrets.environment()
        let loaded = try await SiteLoading.load(site, secrets: secrets)
        var options = Engine.Options(site: loaded, secrets: secrets, build: Version.text)
        options.database = database ?? loaded.site.settings.database
        options.stateFolder = state
        try await EngineRunning.run(options) { [announce] addresses in
            if announce { Terminal.say(addresses.json) }
        }
    }
}

/// Runs an engine as a service until a signal ends it.
enum EngineRunning {
    /// Runs until SIGTERM or SIGINT, then shuts down gracefully; a second signal ends at once.
    static func run(
        _ options: Engine.Options,
        with companions: [any Service] = [],
        onReady: @escaping @Sendable (Engine.Addresses) -> Void
    ) async throws {
        let logger = Logger(label: "corridor") { StreamLogHandler.standardError(label: $0) }
        let engine = Engine(options, logger: logger, onReady: onReady)
        var configuration = ServiceGroupConfiguration(
            services: ([engine] + companions).map {
                .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup)
            },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: Logger(label: "corridor.services") { _ in SwiftLogNoOpLogHandler() }
        )
        configuration.maximumGracefulShutdownDuration = .seconds(60)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch let failure as Engine.StartFailure {
            Terminal.complain("corridor: \(failure)")
            throw ExitCode.outside
        }
    }
}
