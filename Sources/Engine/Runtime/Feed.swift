// One feed at work: claimed, recovered, listening; and told what the store says.
//
// Only the owner of a feed listens. A feed that is lost to another process stops listening at once, and is
// claimed again when that one ends.

import Delivery
import Foundation
import Listeners
import Logging
import MLLP
import MessageStore
import Routing
import Synchronization

/// A listener of the site with everything that serves it.
final class Feed: Sendable {
    /// Where a feed stands.
    enum State: Hashable, Sendable {
        /// Another process owns it.
        case standby
        /// It reads its unfinished deliveries back.
        case recovering
        /// It listens on this port.
        case listening(port: Int)
        /// It should listen and cannot, for this reason.
        case stopped(reason: String)
    }

    /// How long to wait before a feed that another process owns is asked for again.
    static let claimInterval: Duration = .milliseconds(500)
    /// How long to wait before a port that could not be bound is tried again.
    static let bindInterval: Duration = .seconds(2)

    let listener: Listener
    let id: FeedID
    let receiver: MLLPListener
    private let gate: ReadingGate
    private let eventLoops: Int
    /// A site may have dozens of listeners; few of them need more than this.
    private static let usualEventLoops = 4
    private let tls: MLLPServer.TransportSetUp?
    private let logger: Logger
    private let current: Mutex<(state: State, server: MLLPServer?)> = Mutex((.standby, nil))
    private let lost = Signal()

    init(
        listener: Listener,
        id: FeedID,
        runtime: SiteRuntime,
        tls: MLLPServer.TransportSetUp?,
        store: MessageStore,
        crashGuard: any CrashGuard,
        clock: @escaping @Sendable () -> Int64,
        logger: Logger
    ) {
        self.listener = listener
        self.id = id
        self.tls = tls
        self.logger = logger
        eventLoops =
            runtime.site.settings.eventLoops
            ?? min(ProcessInfo.processInfo.activeProcessorCount, Self.usualEventLoops)
        gate = ReadingGate()
        let intake = runtime.intake(of: listener.name) ?? Intake(site: runtime.site, listener: listener)
        receiver = MLLPListener(
            setting: .init(intake: intake, numbers: runtime.numbers, feed: id, clock: clock),
            store: store,
            crashGuard: crashGuard,
            gate: gate
        )
    }

    /// Where the feed stands.
    var state: State { current.withLock(\.state) }

    /// The server's counts while it listens.
    var counts: MLLPServerCounts? { current.withLock(\.server)?.counts }

    /// The store has become unavailable or available again.
    func storeAvailabilityChanged(_ isAvailable: Bool) {
        guard listener.whenUnavailable == .silent else { return }
        if isAvailable { gate.open(.unavailable) } else { gate.close(.unavailable) }
    }

    /// Another process owns the feed now.
    func wasLost() { lost.send() }

    /// Claims, recovers and listens, until the task is cancelled; `recover` fills the lanes before the port opens.
    func run(
        claim: (FeedID) async throws -> FeedClaim?,
        recover: (FeedClaim) async throws -> Void,
        ready: () -> Void
    ) async {
        while !Task.isCancelled {
            lost.reset()
            do {
                if let claimed = try await claim(id) {
                    await recoverWhileOwned(claimed, recover)
                    await listenWhileOwned(ready: ready)
                } else {
                    set(.standby)
                }
            } catch {
                stopped("\(error)")
            }
            // Cancellation ends the waiting, and then the loop.
            try? await Task.sleep(for: Self.claimInterval)
        }
    }

    /// Takes no more messages; those under way are answered first, within the limit.
    func stopListening(within limit: Duration) async {
        let server = current.withLock { current in
            defer { current = (.standby, nil) }
            return current.server
        }
        gate.onChange { _ in }
        await server?.stop(within: limit)
    }

    /// Recovers until it succeeds, the feed is lost or the task cancelled: a claim is given once and kept.
    private func recoverWhileOwned(_ claim: FeedClaim, _ recover: (FeedClaim) async throws -> Void) async {
        while !Task.isCancelled, !lost.isSent {
            set(.recovering)
            do {
                return try await recover(claim)
            } catch {
                stopped("\(error)")
                // Cancellation ends the waiting, and then the loop.
                try? await Task.sleep(for: Self.claimInterval)
            }
        }
    }

    /// Listens until the feed is lost or the task cancelled; a port that is taken is tried again.
    private func listenWhileOwned(ready: () -> Void) async {
        while !Task.isCancelled, !lost.isSent {
            do {
                try await listen(ready: ready)
            } catch {
                stopped("\(error)")
                // Cancellation ends the waiting, and then the loop.
                try? await Task.sleep(for: Self.bindInterval)
            }
        }
    }

    private func listen(ready: () -> Void) async throws {
        var limits = MLLPServerLimits()
        limits.frameBytes = listener.frameLimit
        limits.connections = listener.connectionLimit
        limits.unansweredFrames = listener.unansweredLimit
        limits.stalled = listener.frameTimeout
        limits.idle = listener.idleTimeout
        let server = try await MLLPServer.start(
            MLLPServer.Configuration(
                host: listener.host,
                port: listener.port,
                release: MLLP.MLLPRelease(listener.release),
                limits: limits,
                eventLoops: eventLoops,
                transport: tls
            ),
            receiver: receiver,
            logger: logger
        )
        let silenceLimit = listener.silenceLimit
        gate.onChange { isOpen in
            if isOpen { server.resumeReading() } else { server.pauseReading(closingAfter: silenceLimit) }
        }
        current.withLock { $0 = (.listening(port: server.port), server) }
        logger.info("listening", metadata: ["feed": "\(listener.name)", "port": "\(server.port)"])
        ready()
        await lost.wait()
        guard !Task.isCancelled else { return }
        logger.warning("another process owns the feed now", metadata: ["feed": "\(listener.name)"])
        await stopListening(within: .seconds(1))
    }

    private func set(_ state: State) { current.withLock { $0.state = state } }

    /// Notes why the feed does not listen, and logs it where that is news.
    private func stopped(_ reason: String) {
        let isNews = current.withLock { current in
            defer { current.state = .stopped(reason: reason) }
            return current.state != .stopped(reason: reason)
        }
        guard isNews else { return }
        logger.warning(
            "a feed does not listen",
            metadata: ["feed": "\(listener.name)", "reason": "\(reason)"]
        )
    }
}
