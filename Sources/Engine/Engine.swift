// The engine: everything of a site, built, run, and taken down in order.
//
// Start: state folder, crash marks, database, store, site version, senders, console, then each feed as soon as it
// is claimed and recovered. Stop: listeners first, then deliveries under way, then what they settled, then the
// database. A start that fails half way takes down what it started.

import Console
import Delivery
import Foundation
import HTTPClient
public import Logging
import MessageStore
import PostgreSQL
public import Routing
public import ServiceLifecycle

/// Runs a site.
public final class Engine: Service {
    /// What an engine is made from.
    public struct Options: Sendable {
        /// The compiled site.
        public var site: LoadedSite
        /// Where `${NAME}` finds its value, for older versions of the site too.
        public var secrets: Secrets
        /// The build, stored beside each site version.
        public var build: String
        /// The PostgreSQL to use; `nil` runs a private one.
        public var database: String?
        /// The folder of the engine's own state; `nil` for the standard one.
        public var stateFolder: String?
        /// Whether listeners and console bind ports that the system chooses, on this machine only; for the demo and
        /// for tests.
        public var usesAnyPorts = false

        /// Options with a private PostgreSQL in the standard state folder.
        public init(site: LoadedSite, secrets: Secrets, build: String) {
            self.site = site
            self.secrets = secrets
            self.build = build
        }
    }

    /// Why an engine could not start.
    public struct StartFailure: Error, CustomStringConvertible {
        /// What failed, in words for an operator.
        public let description: String
    }

    /// Where state is kept when nothing else is said.
    public static var standardStateFolder: String { StateFolder.standardPath }

    private let options: Options
    private let logger: Logger
    private let onReady: @Sendable (Addresses) -> Void

    /// Prepares an engine; nothing happens before ``run()``.
    ///
    /// - Parameters:
    ///   - options: what to run.
    ///   - logger: receives what operators should know; never anything of a message.
    ///   - onReady: called once, when every feed that can be claimed listens.
    public init(
        _ options: Options,
        logger: Logger,
        onReady: @escaping @Sendable (Addresses) -> Void = { _ in }
    ) {
        self.options = options
        self.logger = logger
        self.onReady = onReady
    }

    /// Runs until graceful shutdown.
    ///
    /// - Throws: ``StartFailure`` when it cannot start.
    public func run() async throws {
        let folder: StateFolder
        let marks: CrashMarks
        do {
            folder = try StateFolder(path: options.stateFolder ?? StateFolder.standardPath)
            marks = try CrashMarks(folder: folder.path)
        } catch {
            throw StartFailure(description: "\(error)")
        }
        if marks.suspectCount > 0 {
            logger.warning(
                "messages that ended an earlier process are stored and not handled",
                metadata: ["count": "\(marks.suspectCount)"]
            )
        }
        try await withDatabase(in: folder) { connection, clusterFolder in
            let parts = try await EngineParts.build(
                self.options,
                connection: connection,
                marks: marks,
                logger: self.logger
            )
            await parts.run(clusterFolder: clusterFolder, onReady: self.onReady)
            await parts.shutDown()
        }
        // The marks and the lock live as long as anything that uses them.
        withExtendedLifetime((folder, marks)) {}
    }

    /// Runs the body with a connection string: the configured one, or that of a private cluster that ends with it.
    private func withDatabase(
        in folder: StateFolder,
        _ body: (_ connection: String, _ clusterFolder: String?) async throws -> Void
    ) async throws {
        if let database = options.database { return try await body(database, nil) }
        let cluster: PrivateCluster
        do {
            cluster = try await PrivateCluster.start(stateFolder: folder.path)
        } catch {
            throw StartFailure(description: "the private PostgreSQL did not start: \(error)")
        }
        do {
            try await body(cluster.connectionString, cluster.dataFolder)
            await cluster.stop()
        } catch {
            await cluster.stop()
            throw error
        }
    }
}

extension Engine {
    /// Where a running engine can be reached.
    public struct Addresses: Sendable {
        /// The bound port of each listener, by name.
        public let listeners: [String: Int]
        /// The address of the console.
        public let console: String
        /// The console's bound port.
        public let consolePort: Int
        /// The data folder of the private PostgreSQL, where there is one.
        public let cluster: String?

        /// One line of JSON, for whoever started the engine.
        public var json: String {
            let ports = listeners.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
            // Names and paths here are checked to need no escaping; see `SiteReader`.
            let folder = cluster.map { ",\"cluster\":\"\($0)\"" } ?? ""
            return "{\"listeners\":{\(ports.joined(separator: ","))},\"console\":\(consolePort)\(folder)}"
        }
    }
}
