// A store on a schema of its own in one private cluster for the whole test process, and a recorder of its events.

import Foundation
import Glibc
import PostgreSQL
import Synchronization
import Testing

@testable import MessageStore

enum TestCluster {
    static let shared = Task { try await start() }
    private static let schemas = Atomic<Int>(0)

    /// A connection to a schema that no other test uses.
    static func settings(applicationName: String = "tests") async throws -> ConnectionSettings {
        let number = schemas.add(1, ordering: .relaxed).newValue
        return try await settings(schema: "test_\(number)", applicationName: applicationName)
    }

    static func settings(schema: String, applicationName: String) async throws -> ConnectionSettings {
        ConnectionSettings(
            try await shared.value.connectionString,
            applicationName: applicationName,
            schema: schema
        )
    }

    private static func start() async throws -> PrivateCluster {
        clearAwayLeftovers()
        var options = PrivateCluster.Options()
        // The machine does not crash during a test; processes do, and that needs no fsync.
        options.serverSettings = [("fsync", "off"), ("max_connections", "200")]
        return try await PrivateCluster.start(stateFolder: "/tmp/corridor-test-\(getpid())", options: options)
    }

    /// Folders of test processes that have ended.
    private static func clearAwayLeftovers() {
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: "/tmp")) ?? []
        where name.hasPrefix("corridor-test-") {
            guard let process = name.split(separator: "-").last, !files.fileExists(atPath: "/proc/\(process)")
            else {
                continue
            }
            // Another test process may be clearing the same folder away.
            try? files.removeItem(atPath: "/tmp/\(name)")
        }
    }
}

/// What a store has told, and whoever waits for more of it.
final class Recorder: Sendable {
    struct Told {
        var committed: [CommittedMessage] = []
        var batches: [Int] = []
        var failed: [FailedMessage] = []
        var availability: [Bool] = []
        var lost: [FeedID] = []
        var roomAgain = 0
        var congestion: [Bool] = []
        var released: [DestinationID] = []
    }

    private struct Waiter {
        let isMet: @Sendable (Told) -> Bool
        let continuation: CheckedContinuation<Bool, Never>
        let number: Int
    }

    private struct State {
        var told = Told()
        var waiters: [Waiter] = []
        var numbers = 0
    }

    private let state = Mutex(State())
    static let deadline = Duration.seconds(30)

    var told: Told { state.withLock { $0.told } }

    func record(_ change: @Sendable (inout Told) -> Void) {
        let met = state.withLock { state in
            change(&state.told)
            let met = state.waiters.filter { $0.isMet(state.told) }
            state.waiters.removeAll { $0.isMet(state.told) }
            return met
        }
        for waiter in met { waiter.continuation.resume(returning: true) }
    }

    /// Waits for a signal; fails the test when it does not come.
    func wait(
        _ what: String,
        sourceLocation: SourceLocation = #_sourceLocation,
        until isMet: @escaping @Sendable (Told) -> Bool
    ) async throws {
        let number = state.withLock { state in
            state.numbers += 1
            return state.numbers
        }
        let timer = Task {
            try await Task.sleep(for: Self.deadline)
            let late = state.withLock { state in
                let late = state.waiters.filter { $0.number == number }
                state.waiters.removeAll { $0.number == number }
                return late
            }
            for waiter in late { waiter.continuation.resume(returning: false) }
        }
        let came = await withCheckedContinuation { continuation in
            let isMetAlready = state.withLock { state in
                if isMet(state.told) { return true }
                state.waiters.append(Waiter(isMet: isMet, continuation: continuation, number: number))
                return false
            }
            if isMetAlready { continuation.resume(returning: true) }
        }
        timer.cancel()
        try #require(came, "waited for: \(what)", sourceLocation: sourceLocation)
    }

    func events() -> StoreEvents {
        var events = StoreEvents()
        events.committed = { [self] messages in
            record {
                $0.committed += messages
                $0.batches.append(messages.count)
            }
        }
        events.failed = { [self] messages in record { $0.failed += messages } }
        events.availabilityChanged = { [self] available in record { $0.availability.append(available) } }
        events.feedsLost = { [self] feeds in record { $0.lost += feeds } }
        events.roomAgain = { [self] in record { $0.roomAgain += 1 } }
        events.settleCongestionChanged = { [self] congested in record { $0.congestion.append(congested) } }
        events.released = { [self] destination in record { $0.released.append(destination) } }
        return events
    }
}

/// A store with names, one feed, and its events.
struct TestStore {
    let store: MessageStore
    let recorder = Recorder()
    let feed: FeedID
    let route: RouteID
    let destination: DestinationID

    init(
        _ settings: ConnectionSettings? = nil,
        limits: StoreLimits = StoreLimits(),
        clock: (@Sendable () -> Int64)? = nil
    ) async throws {
        let chosen: ConnectionSettings
        if let settings { chosen = settings } else { chosen = try await TestCluster.settings() }
        var configuration = MessageStore.Configuration(connection: chosen)
        configuration.limits = limits
        if let clock { configuration.clock = clock }
        store = try await MessageStore.open(configuration)
        store.setEvents(recorder.events())
        feed = try await store.feed(named: "lab")
        route = try await store.route(named: "results")
        destination = try await store.destination(named: "ehr")
    }

    func claim() async throws -> FeedClaim {
        try #require(try await store.claim(feed))
    }

    func message(
        _ text: String = "MSH|",
        controlID: String? = nil,
        status: MessageStatus = .accepted,
        keys: [Int64] = [1],
        parts: Int16 = 1,
        parked: [ParkedAtAccept] = []
    ) -> NewMessage {
        NewMessage(
            feed: feed,
            receivedAt: 1_700_000_000_123,
            site: SiteVersion(rawValue: 1),
            status: status,
            format: .hl7v2,
            controlID: controlID,
            type: "ORU^R01",
            payload: Array(text.utf8),
            deliveries: (0..<(status == .accepted ? parts : 0)).map {
                PlannedDelivery(route: route, part: $0, destination: destination, keys: keys)
            },
            parked: parked
        )
    }

    /// Accepts and waits for the commits.
    @discardableResult
    func accept(_ messages: [NewMessage]) async throws -> [MessageID] {
        let before = recorder.told.committed.count
        for message in messages { #expect(store.accept(message)) }
        try await recorder.wait("commits") { $0.committed.count >= before + messages.count }
        return recorder.told.committed[before...].map(\.id)
    }

    func settlement(_ id: MessageID, part: Int16 = 0, _ outcome: Settlement.Outcome) -> Settlement {
        Settlement(
            place: Place(DeliveryID(message: id, route: route, part: part)),
            destination: destination,
            keys: [1],
            outcome: outcome
        )
    }

    func recoverAll(_ claim: FeedClaim, limit: Int = 500) async throws -> [QueuedDelivery] {
        var all: [QueuedDelivery] = []
        var after: MessageID?
        repeat {
            let page = try await store.recover(claim, after: after, limit: limit)
            all += page.deliveries
            after = page.next
        } while after != nil
        return all
    }
}
