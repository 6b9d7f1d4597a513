// One feed at work: claimed, recovered, listening; and told what the store says.
//
// Only the owner of a feed listens. A feed that is lost to another process stops listening at once, and is
// claimed again when that one ends.

import FHIRListener
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
    /// What it opens to its senders.
    let door: any FeedDoor
    private let logger: Logger
    private let current = Mutex(State.standby)
    private let lost = Signal()

    init(
        listener: Listener,
        id: FeedID,
        runtime: SiteRuntime,
        tls: MLLPServer.TransportSetUp?,
        tokens: (any TokenVerifying)?,
        surroundings: FeedSurroundings
    ) {
        self.listener = listener
        self.id = id
        logger = surroundings.logger
        switch runtime.intake(of: listener.name) {
        case .hl7v2(let intake):
            door = MLLPDoor(
                listener: listener,
                intake: intake,
                feed: id,
                runtime: runtime,
                tls: tls,
                surroundings: surroundings
            )
        case .fhir(let intake):
            door = FHIRDoor(
                listener: listener,
                intake: intake,
                feed: id,
                runtime: runtime,
                tls: tls,
                tokens: tokens,
                surroundings: surroundings
            )
        case nil: preconditionFailure("a listener of another site")
        }
    }

    /// Where the feed stands.
    var state: State { current.withLock(\.self) }

    /// Another process owns the feed now.
    func wasLost() { lost.send() }

    /// Claims, recovers and listens, until the task is cancelled; `recover` fills the lanes before the port opens.
    func run(
        claim: (FeedID) async throws -> FeedClaim?,
        recover: (FeedClaim) async throws -> Void,
        ready: @escaping @Sendable () -> Void
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
        set(.standby)
        await door.close(within: limit)
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
    private func listenWhileOwned(ready: @escaping @Sendable () -> Void) async {
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

    private func listen(ready: @escaping @Sendable () -> Void) async throws {
        try await door.listen(until: lost) { [self] port in
            set(.listening(port: port))
            logger.info("listening", metadata: ["feed": "\(listener.name)", "port": "\(port)"])
            ready()
        }
        guard !Task.isCancelled, lost.isSent else { return }
        logger.warning("another process owns the feed now", metadata: ["feed": "\(listener.name)"])
        await stopListening(within: .seconds(1))
    }

    private func set(_ state: State) { current.withLock { $0 = state } }

    /// Notes why the feed does not listen, and logs it where that is news.
    private func stopped(_ reason: String) {
        let isNews = current.withLock { current in
            defer { current = .stopped(reason: reason) }
            return current != .stopped(reason: reason)
        }
        guard isNews else { return }
        logger.warning(
            "a feed does not listen",
            metadata: ["feed": "\(listener.name)", "reason": "\(reason)"]
        )
    }
}

/// What all feeds of an engine share.
struct FeedSurroundings: Sendable {
    let store: MessageStore
    let watch: DeliveryWatch
    let crashGuard: any CrashGuard
    /// Milliseconds since 1970 UTC.
    let clock: @Sendable () -> Int64
    let logger: Logger
}
