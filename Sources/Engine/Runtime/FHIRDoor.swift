// The FHIR side of a feed: its HTTP server. Where the store is away, clients are told so; nobody stops reading.

import FHIRListener
import Listeners
import MLLP
import MessageStore
import Routing
import Synchronization

/// Listens to FHIR over HTTP.
final class FHIRDoor: FeedDoor {
    private let listener: FHIRListener
    private let configuration: FHIRServer.Configuration
    private let surroundings: FeedSurroundings
    private let server = Mutex<FHIRServer?>(nil)
    /// Raised when the server has ended.
    private let ended = Signal()
    /// Raised when the requests under way have had their time.
    private let timeIsUp = Signal()

    init(
        listener: Listener,
        intake: FHIRIntake,
        feed: FeedID,
        runtime: SiteRuntime,
        tls: MLLPServer.TransportSetUp?,
        tokens: (any TokenVerifying)?,
        surroundings: FeedSurroundings
    ) {
        self.surroundings = surroundings
        self.listener = FHIRListener(
            setting: .init(
                intake: intake,
                numbers: runtime.numbers,
                feed: feed,
                clock: surroundings.clock
            ),
            store: surroundings.store,
            watch: surroundings.watch,
            crashGuard: surroundings.crashGuard,
            tokens: tokens
        )
        configuration = FHIRServer.Configuration(
            host: listener.host,
            port: listener.port,
            connections: listener.connectionLimit,
            transport: tls
        )
    }

    var counters: ListenerCounters { listener.counters }
    var counts: MLLPServerCounts? { nil }

    func remember(_ entries: [FeedMemory]) {}
    func roomAgain() {}
    func storeAvailabilityChanged(_ isAvailable: Bool) {}

    func listen(until end: Signal, listening: @escaping @Sendable (_ port: Int) -> Void) async throws {
        try await serve(until: end, listening)
        // A server that was closed does not open again by itself.
        await end.wait()
    }

    private func serve(until end: Signal, _ listening: @escaping @Sendable (_ port: Int) -> Void) async throws
    {
        ended.reset()
        timeIsUp.reset()
        defer { ended.send() }
        let server = FHIRServer(configuration, listener: listener, logger: surroundings.logger)
        self.server.withLock { $0 = server }
        try await withThrowingTaskGroup { group in
            group.addTask { try await server.run(listening: listening) }
            group.addTask { [timeIsUp] in await timeIsUp.wait() }
            group.addTask {
                await end.wait()
                await server.stop()
                try await Task.sleep(for: .seconds(1))
            }
            // The server's own end, or the end of everybody's patience.
            try await group.next()
            group.cancelAll()
        }
    }

    func close(within limit: Duration) async {
        let server = self.server.withLock { server in
            defer { server = nil }
            return server
        }
        guard let server else { return }
        await server.stop()
        await withTaskGroup { group in
            group.addTask { [ended] in await ended.wait() }
            // Cancelled when the server has ended.
            group.addTask { try? await Task.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
        timeIsUp.send()
        await ended.wait()
    }
}
