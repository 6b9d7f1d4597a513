import HL7v2
import Listeners
import LocatedYAML
import Logging
import MessageStore
import PostgreSQL
import Routing
import Synchronization
import Testing

@testable import Engine

/// A feed's way from its claim to its open port.
struct FeedTests {
    @Test func `a recovery that fails is tried again under the same claim, and only then the port opens`()
        async throws
    {
        let database = try await TestPostgreSQL.emptyDatabase()
        let store = try await MessageStore.open(
            MessageStore.Configuration(connection: ConnectionSettings(database))
        )
        let feed = try await Self.feed(on: store)
        let recoveries = Mutex(0)
        let isReady = Mutex(false)
        let running = Task {
            await feed.run(
                claim: { try await store.claim($0) },
                recover: { _ in
                    let count = recoveries.withLock { count in
                        count += 1
                        return count
                    }
                    #expect(!isReady.withLock { $0 })
                    if count < 3 { throw CancellationError() }
                },
                ready: { isReady.withLock { $0 = true } }
            )
        }
        try await until("the feed listens") { isReady.withLock { $0 } }
        #expect(recoveries.withLock { $0 } == 3)
        running.cancel()
        await feed.stopListening(within: .zero)
        await running.value
        await store.close()
    }

    private static func feed(on store: MessageStore) async throws -> Feed {
        var diagnostics = Diagnostics()
        let files = OneFeedSite(receiverPort: 1).files
        let site = try #require(Site.compile(files, secrets: Secrets { _ in nil }, into: &diagnostics))
        let runtime = try await SiteRuntime.registered(
            LoadedSite(site: site, files: files),
            in: store,
            engineBuild: "test"
        )
        return Feed(
            listener: try #require(site.listeners.first),
            id: try await store.feed(named: "lab"),
            runtime: runtime,
            tls: nil,
            tokens: nil,
            surroundings: FeedSurroundings(
                store: store,
                watch: DeliveryWatch(),
                crashGuard: NoCrashGuard(),
                clock: { Instance.millisecondsSince1970() },
                logger: LogBook().logger
            )
        )
    }
}
