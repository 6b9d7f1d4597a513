// The parts of a running engine, wired to each other.

import Console
import Delivery
import Foundation
import HTTPClient
import Listeners
import Logging
import MessageStore
import PostgreSQL
import Routing
import ServiceLifecycle
import Synchronization

/// Everything that runs for a site, from the store to the console.
struct EngineParts: Sendable {
    let options: Engine.Options
    let runtime: SiteRuntime
    let store: MessageStore
    let session: HTTPSession
    let mllp: MLLPTransport
    let dispatcher: Dispatcher
    let archive: SiteArchive
    let names: Names
    let renderer: Renderer
    let feeds: [Feed]
    /// What clients that wait for receivers wait at.
    let watch: DeliveryWatch
    let logger: Logger
    /// Raised when the engine stops: the store's going away is then no news.
    let stopping = Signal()

    /// How long deliveries under way may take at shutdown.
    static let drainLimit: Duration = .seconds(20)
    /// How long acknowledgments under way may take at shutdown.
    static let answerLimit: Duration = .seconds(5)

    /// Opens the store and builds what works on it; nothing listens or sends yet.
    static func build(
        _ options: Engine.Options,
        connection: String,
        marks: CrashMarks,
        logger: Logger
    ) async throws -> EngineParts {
        do {
            let settings = ConnectionSettings(connection, applicationName: Instance.name)
            var configuration = MessageStore.Configuration(connection: settings)
            configuration.logger = logger
            let store = try await MessageStore.open(configuration)
            let runtime = try await SiteRuntime.registered(
                options.site,
                in: store,
                engineBuild: options.build
            )
            return try await build(options, store, runtime, EngineCrashGuard(marks: marks), logger)
        } catch let error as StoreError {
            throw Engine.StartFailure(description: "the database cannot be used: \(error)")
        } catch let failure as HTTPFailure {
            throw Engine.StartFailure(description: "HTTP cannot be used: \(failure)")
        }
    }

    private static func build(
        _ options: Engine.Options,
        _ store: MessageStore,
        _ runtime: SiteRuntime,
        _ crashGuard: EngineCrashGuard,
        _ logger: Logger
    ) async throws -> EngineParts {
        let security = try await SiteSecurity.opened(options.site)
        let names = Names()
        names.add(runtime)
        let archive = SiteArchive(current: runtime, store: store, secrets: options.secrets, names: names)
        let renderer = Renderer(archive: archive, names: names, crashGuard: crashGuard)
        let session = try HTTPSession()
        let mllp = MLLPTransport()
        let destinations = zip(runtime.site.destinations, runtime.numbers.destinations).map {
            DestinationSettings($0, id: $1, tls: security.tls)
        }
        let watch = DeliveryWatch()
        let wires = DestinationTransport(http: HTTPTransport(session: session), mllp: mllp)
        let dispatcher = Dispatcher(
            destinations: destinations,
            store: VersionedStore(store: store, archive: archive, watch: watch),
            transport: WatchedTransport(base: wires, watch: watch),
            render: { renderer.render($0) },
            logger: logger
        )
        let surroundings = FeedSurroundings(
            store: store,
            watch: watch,
            crashGuard: crashGuard,
            clock: { Instance.millisecondsSince1970() },
            logger: logger
        )
        var feeds: [Feed] = []
        for listener in runtime.site.listeners {
            let id = try await store.feed(named: listener.name)
            names.add(id, listener.name)
            feeds.append(
                Feed(
                    listener: options.usesAnyPorts ? listener.onAnyPort : listener,
                    id: id,
                    runtime: runtime,
                    tls: security.tls.listeners[listener.name],
                    tokens: security.tokens.verifier(
                        of: listener,
                        session: session,
                        logger: logger,
                        clock: surroundings.clock
                    ),
                    surroundings: surroundings
                )
            )
        }
        let parts = EngineParts(
            options: options,
            runtime: runtime,
            store: store,
            session: session,
            mllp: mllp,
            dispatcher: dispatcher,
            archive: archive,
            names: names,
            renderer: renderer,
            feeds: feeds,
            watch: watch,
            logger: logger
        )
        parts.listenToStore()
        return parts
    }

    /// Ties the store's events to feeds and lanes.
    private func listenToStore() {
        let handler = CommitHandler(dispatcher: dispatcher)
        let (feeds, dispatcher, logger, stopping) = (feeds, dispatcher, logger, stopping)
        var events = StoreEvents()
        events.committed = { handler.committed($0) }
        events.failed = { handler.failed($0) }
        events.availabilityChanged = { isAvailable in
            guard !stopping.isSent else { return }
            if isAvailable {
                logger.info("the database takes messages again")
            } else {
                logger.warning("the database is away; listeners fall silent until it is back")
            }
            for feed in feeds { feed.door.storeAvailabilityChanged(isAvailable) }
        }
        events.feedsLost = { lost in
            dispatcher.feedsLost(lost)
            for feed in feeds where lost.contains(feed.id) { feed.wasLost() }
        }
        events.roomAgain = { for feed in feeds { feed.door.roomAgain() } }
        events.settleCongestionChanged = { dispatcher.settleCongestionChanged($0) }
        events.released = { dispatcher.released($0) }
        store.setEvents(events)
    }
}

/// What tells this process from others on the same database.
enum Instance {
    /// `corridor HOST PID`.
    static let name = "corridor \(ProcessInfo.processInfo.hostName) \(getpid())"

    /// The system's clock.
    static func millisecondsSince1970() -> Int64 { Int64(Date.now.timeIntervalSince1970 * 1000) }
}

extension Listener {
    /// The listener on a port that the system chooses, on this machine only.
    var onAnyPort: Listener {
        var listener = self
        listener.port = 0
        listener.host = "127.0.0.1"
        return listener
    }
}
