// What consoles and metrics see of a destination, and what the store is told once a second.
// Numbers, codes and identities; never anything of a message.

public import MessageStore
import Synchronization

/// The last failure of a destination.
public struct LastFailure: Hashable, Sendable {
    /// The status or the phase that failed.
    public var description: String

    /// When, in milliseconds since 1970 UTC.
    public var at: Int64
}

/// One destination at one moment.
public struct DestinationSnapshot: Sendable {
    /// Which destination.
    public var id: DestinationID

    /// Its name in the site.
    public var name: String

    /// What its lanes hold.
    public var lanes: LanesSnapshot

    /// Deliveries that arrived, since this process started.
    public var delivered: Int

    /// Attempts that failed, since this process started.
    public var failedAttempts: Int

    /// Deliveries parked, since this process started.
    public var parked: Int

    /// Deliveries discarded, since this process started.
    public var discarded: Int

    /// The last attempt that failed.
    public var lastFailure: LastFailure?

    /// The end of the destination's wait in milliseconds since 1970 UTC.
    public var waitsUntil: Int64?
}

extension Dispatcher {
    /// All destinations as they are now, from memory.
    public func snapshot() -> [DestinationSnapshot] {
        state.withLock { state in
            state.destinations.map { destination in
                let lanes = destination.lanes.snapshot()
                return DestinationSnapshot(
                    id: destination.settings.id,
                    name: destination.settings.name,
                    lanes: lanes,
                    delivered: destination.lanes.deliveredCount,
                    failedAttempts: destination.failedAttempts,
                    parked: destination.parkedCount,
                    discarded: destination.discardedCount,
                    lastFailure: destination.lastFailure,
                    waitsUntil: lanes.waitsUntil.map { clock.milliseconds(at: $0) }
                )
            }
        }
    }

    /// What stands before a waiting delivery in its lanes; empty when nothing does.
    public func blockers(of delivery: DeliveryID, to destination: DestinationID) -> [DeliveryID] {
        state.withLock { state in
            state.numbers[destination].map { state.destinations[$0].lanes.blockers(of: delivery) } ?? []
        }
    }

    /// Turns the moment of a retry in a snapshot into milliseconds since 1970 UTC.
    public func milliseconds(at instant: ContinuousClock.Instant) -> Int64 {
        clock.milliseconds(at: instant)
    }

    /// How far feeds are finished: what the store has to be told about once a second.
    func progress(of feeds: [FeedID]) -> [FeedProgress] {
        state.withLock { state in
            var all = feeds.map { FeedProgress(feed: $0, lowestUnfinished: nil) }
            for number in state.destinations.indices {
                let report = state.destinations[number].lanes.progress()
                let id = state.destinations[number].settings.id
                for index in all.indices { all[index].add(report, destination: id) }
            }
            return all
        }
    }
}

extension FeedProgress {
    fileprivate mutating func add(_ report: LanesProgress, destination: DestinationID) {
        if let lowest = report.lowestUnrecorded {
            lowestUnfinished = min(lowestUnfinished ?? lowest, lowest)
        }
        gauges.append(
            DestinationGauge(
                destination: destination,
                waiting: Int64(report.waiting[feed] ?? 0),
                inFlight: Int64(report.inFlight[feed] ?? 0),
                oldestReceivedAt: report.oldestReceivedAt[feed]
            )
        )
    }
}

extension DispatcherState.Destination {
    /// Keeps the counters that the lanes have no use for.
    mutating func count(_ outcome: LaneOutcome, _ facts: AttemptFacts?, at clock: DeliveryClock) {
        switch outcome {
        case .delivered, .spilled, .recorded: return
        case .discarded: discardedCount += 1
        case .parked: parkedCount += 1
        case .attemptFailed, .unanswered, .retry: failedAttempts += 1
        }
        if let facts, let error = facts.error, facts.sentHash != nil {
            lastFailure = LastFailure(description: error, at: clock.milliseconds())
        }
    }
}
