// The MLLP side of a feed: its server, and the gate that stops the reading.

import Foundation
import Listeners
import Logging
import MLLP
import MessageStore
import Routing
import Synchronization

/// Listens to MLLP.
final class MLLPDoor: FeedDoor {
    private let listener: Listener
    private let reception: MLLPReception
    private let receiver: MLLPListener
    private let gate = ReadingGate()
    private let eventLoops: Int
    private let tls: MLLPServer.TransportSetUp?
    private let logger: Logger
    private let server = Mutex<MLLPServer?>(nil)
    /// A site may have dozens of listeners; few of them need more than this.
    private static let usualEventLoops = 4

    init(
        listener: Listener,
        intake: Intake,
        feed: FeedID,
        runtime: SiteRuntime,
        tls: MLLPServer.TransportSetUp?,
        surroundings: FeedSurroundings
    ) {
        self.listener = listener
        self.tls = tls
        reception = intake.reception
        logger = surroundings.logger
        eventLoops =
            runtime.site.settings.eventLoops
            ?? min(ProcessInfo.processInfo.activeProcessorCount, Self.usualEventLoops)
        receiver = MLLPListener(
            setting: .init(
                intake: intake,
                numbers: runtime.numbers,
                feed: feed,
                clock: surroundings.clock
            ),
            store: surroundings.store,
            crashGuard: surroundings.crashGuard,
            gate: gate
        )
    }

    var counters: ListenerCounters { receiver.counters }
    var counts: MLLPServerCounts? { server.withLock(\.self)?.counts }

    func remember(_ entries: [FeedMemory]) { receiver.remember(entries) }
    func roomAgain() { receiver.roomAgain() }

    func storeAvailabilityChanged(_ isAvailable: Bool) {
        guard reception.whenUnavailable == .silent else { return }
        if isAvailable { gate.open(.unavailable) } else { gate.close(.unavailable) }
    }

    func listen(until end: Signal, listening: @escaping @Sendable (_ port: Int) -> Void) async throws {
        var limits = MLLPServerLimits()
        limits.frameBytes = reception.frameLimit
        limits.connections = listener.connectionLimit
        limits.unansweredFrames = reception.unansweredLimit
        limits.stalled = reception.frameTimeout
        limits.idle = reception.idleTimeout
        let server = try await MLLPServer.start(
            MLLPServer.Configuration(
                host: listener.host,
                port: listener.port,
                release: MLLP.MLLPRelease(reception.release),
                limits: limits,
                eventLoops: eventLoops,
                transport: tls
            ),
            receiver: receiver,
            logger: logger
        )
        let silenceLimit = reception.silenceLimit
        gate.onChange { isOpen in
            if isOpen { server.resumeReading() } else { server.pauseReading(closingAfter: silenceLimit) }
        }
        self.server.withLock { $0 = server }
        listening(server.port)
        await end.wait()
    }

    func close(within limit: Duration) async {
        let server = self.server.withLock { server in
            defer { server = nil }
            return server
        }
        gate.onChange { _ in }
        await server?.stop(within: limit)
    }
}
