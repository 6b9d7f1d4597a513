// A store on a schema of its own in one private cluster for the whole test process.

import Foundation
import Glibc
import HTTPClient
import Logging
import Peers
import PostgreSQL
import Synchronization
import Testing

@testable import Delivery
@testable import MessageStore

enum RealCluster {
    static let shared = Task { try await start() }
    private static let schemas = Atomic<Int>(0)

    /// A connection to a schema that no other test uses.
    static func settings() async throws -> ConnectionSettings {
        let number = schemas.add(1, ordering: .relaxed).newValue
        return ConnectionSettings(
            try await shared.value.connectionString,
            applicationName: "delivery-tests",
            schema: "delivery_\(number)"
        )
    }

    private static func start() async throws -> PrivateCluster {
        var options = PrivateCluster.Options()
        // The machine does not crash during a test; processes do, and that needs no fsync.
        options.serverSettings = [("fsync", "off")]
        return try await PrivateCluster.start(
            stateFolder: "/tmp/corridor-test-delivery-\(getpid())",
            options: options
        )
    }
}

/// What has arrived at a receiver, in order.
final class Arrivals: Sendable {
    struct Arrival: Sendable {
        var number: Int
        var key: String
        var status: Int
    }

    private let state = Mutex<[Arrival]>([])

    var all: [Arrival] { state.withLock { $0 } }
    var taken: [Arrival] { all.filter { $0.status == 200 } }

    /// Notes a request and answers it with a status; 0 hangs up.
    func note(_ request: HTTPReceiver.Request, _ status: Int) -> HTTPReceiver.Answer {
        let number = Int(String(decoding: request.body, as: UTF8.self)) ?? -1
        let key = request.header("Idempotency-Key") ?? ""
        state.withLock { $0.append(Arrival(number: number, key: key, status: status)) }
        return status == 0 ? .hangUp : .status(status)
    }
}

/// One life of an engine's delivering half: a store, a feed, a dispatcher, an HTTP session.
struct Engine {
    let store: MessageStore
    let feed: FeedID
    let route: RouteID
    let destination: DestinationID
    let session: HTTPSession
    let dispatcher: Dispatcher
    let running: Task<Void, Never>

    init(_ settings: ConnectionSettings, port: Int, rules: LaneRules) async throws {
        let store = try await MessageStore.open(MessageStore.Configuration(connection: settings))
        self.store = store
        feed = try await store.feed(named: "lab")
        route = try await store.route(named: "results")
        destination = try await store.destination(named: "ehr")
        session = try HTTPSession(proxy: .direct)
        let dispatcher = Dispatcher(
            destinations: [
                DestinationSettings(
                    id: destination,
                    name: "ehr",
                    url: "http://127.0.0.1:\(port)/fhir",
                    contentType: "text/plain",
                    timeout: .seconds(10),
                    rules: rules
                )
            ],
            store: store,
            transport: HTTPTransport(session: session),
            render: { .success(RenderedBody($0.content.payload)) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        self.dispatcher = dispatcher
        var events = StoreEvents()
        events.committed = { dispatcher.enqueue($0) }
        events.released = { dispatcher.released($0) }
        events.settleCongestionChanged = { dispatcher.settleCongestionChanged($0) }
        events.feedsLost = { dispatcher.feedsLost($0) }
        store.setEvents(events)
        running = Task { await dispatcher.run() }
        let claim = try #require(try await store.claim(feed))
        try await dispatcher.recover(claim, from: store)
    }

    func accept(_ number: Int, keys: [Int64]) {
        let message = NewMessage(
            feed: feed,
            receivedAt: 1_700_000_000_000,
            site: SiteVersion(rawValue: 1),
            status: .accepted,
            format: .hl7v2,
            payload: Array(String(number).utf8),
            deliveries: [PlannedDelivery(route: route, part: 0, destination: destination, keys: keys)]
        )
        #expect(store.accept(message))
    }

    func end() async {
        _ = await dispatcher.shutdown(within: .seconds(20))
        await running.value
        await session.shutdown()
        await store.close()
    }

    /// An answer that was sent is not yet one that was settled.
    func waitUntilNothingIsPending() async throws {
        try await wait("the last settlement") {
            await store.flushSettlements()
            return try await store.pending(destination: destination).isEmpty
        }
    }

    func wait(_ what: String, until isMet: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while try await !isMet() {
            try #require(ContinuousClock.now < deadline, "waited for: \(what)")
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}
