// The running of the parts: feeds, senders, console and upkeep side by side, until graceful shutdown.

import Console
import Delivery
import Foundation
import HTTPClient
import Listeners
import Logging
import MessageStore
import Routing
import ServiceLifecycle

extension EngineParts {
    /// How often old days are dropped and new ones prepared.
    static let upkeepInterval: Duration = .seconds(3600)

    /// Runs until graceful shutdown; then nothing listens any more, but deliveries may still be under way.
    func run(clusterFolder: String?, onReady: @escaping @Sendable (Engine.Addresses) -> Void) async {
        let readiness = Readiness(
            feeds: feeds,
            clusterFolder: clusterFolder,
            settings: runtime.site.settings,
            onReady
        )
        await withTaskGroup { group in
            group.addTask { await dispatcher.run() }
            group.addTask { await runConsole(readiness) }
            group.addTask { await keepUp() }
            for feed in feeds {
                group.addTask {
                    await feed.run(
                        claim: { try await store.claim($0) },
                        recover: { try await recover($0) },
                        ready: { readiness.feedListens() }
                    )
                }
            }
            // Ends with graceful shutdown or with cancellation, whichever comes first.
            try? await gracefulShutdown()
            stopping.send()
            await stopListening()
            await drain()
            group.cancelAll()
        }
    }

    /// Closes what the deliveries under way needed.
    func shutDown() async {
        await store.close()
        await session.shutdown()
        mllp.shutdown()
        logger.info("stopped")
    }

    private func stopListening() async {
        await withTaskGroup { group in
            for feed in feeds { group.addTask { await feed.stopListening(within: Self.answerLimit) } }
        }
    }

    private func drain() async {
        if await !dispatcher.shutdown(within: Self.drainLimit) {
            logger.warning(
                "deliveries under way were not answered in time; they are sent again at the next start"
            )
        }
    }

    /// Brings back what a feed had not finished, and the site versions that it was accepted under.
    private func recover(_ claim: FeedClaim) async throws {
        let memory = try await store.memory(of: claim.feed)
        for feed in feeds where feed.id == claim.feed { feed.door.remember(memory) }
        let versioned = VersionedStore(store: store, archive: archive, watch: watch)
        let saturated = Set(runtime.numbers.destinations)
        try await dispatcher.recover(claim.feed) { after in
            try await versioned.recover(claim, after: after, saturated: saturated)
        }
    }

    private func runConsole(_ readiness: Readiness) async {
        var settings = ConsoleSettings()
        settings.host = runtime.site.settings.consoleHost
        settings.hostNames = runtime.site.settings.consoleNames
        settings.port = options.usesAnyPorts ? 0 : runtime.site.settings.consolePort
        let backend = OperatorBackend(self, startedAt: .now)
        let console = ConsoleServer(settings: settings, backend: backend, logger: logger) { port in
            readiness.consoleListens(port)
        }
        do {
            try await console.run()
        } catch is CancellationError {
            return
        } catch {
            logger.error("the console does not run", metadata: ["reason": "\(error)"])
            readiness.consoleListens(0)
        }
    }

    /// Prepares the days to come and drops those beyond the retention.
    private func keepUp() async {
        let days = Int(runtime.site.settings.retention / .seconds(86400))
        while !Task.isCancelled {
            do {
                try await store.makePartitionsAhead()
                let dropped = try await store.dropDays(olderThan: days)
                if dropped > 0 { logger.info("dropped old days", metadata: ["days": "\(dropped)"]) }
            } catch {
                logger.warning(
                    "days could not be prepared or dropped; tried again in an hour",
                    metadata: ["reason": "\(error)"]
                )
            }
            // Cancellation ends the waiting, and then the loop.
            try? await Task.sleep(for: Self.upkeepInterval)
        }
    }
}
