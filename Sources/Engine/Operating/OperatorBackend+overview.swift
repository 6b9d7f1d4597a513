// The state of everything, from memory and from the stat rows: nothing here counts rows.

import Console
import Delivery
import Foundation
import Listeners
import MLLP
import MessageStore
import Routing

extension OperatorBackend {
    func overview() async -> Overview {
        var engine = EngineRow(
            version: parts.options.build,
            instance: Instance.name,
            startedAt: startedAt,
            site: String(parts.runtime.numbers.version.rawValue)
        )
        engine.storeIsAvailable = parts.store.isAvailable
        if !engine.storeIsAvailable { engine.storeProblem = "the database is away" }
        var overview = Overview(engine: engine)
        overview.feeds = parts.feeds.map(row)
        // The counts since the beginning are in the database; without it those of this process are shown.
        let statistics = (try? await parts.store.destinationStatistics()) ?? []
        let byID = Dictionary(
            statistics.map { ($0.destination, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let snapshots = Dictionary(
            parts.dispatcher.snapshot().map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        overview.destinations = zip(parts.runtime.site.destinations, parts.runtime.numbers.destinations).map {
            row($0, snapshots[$1], byID[$1])
        }
        return overview
    }

    private func row(_ feed: Feed) -> FeedRow {
        let listener = feed.listener
        var row = FeedRow(
            name: listener.name,
            address: Self.address(of: listener, port: listener.port),
            state: .stopped
        )
        switch feed.state {
        case .listening(let port):
            row.address = Self.address(of: listener, port: port)
            row.state = .listening
            row.owner = Instance.name
        case .recovering:
            row.because = "it reads its unfinished deliveries back"
            row.owner = Instance.name
        case .standby:
            row.state = .standby
        case .stopped(let reason):
            row.because = reason
        }
        if row.state == .listening, !parts.store.isAvailable {
            row.because = "\(listener.fhir == nil ? "silent" : "answering 503"): the database is away"
        }
        let counters = feed.door.counters.snapshot
        if let counts = feed.door.counts {
            row.connections = counts.openConnections
            row.bytesOutsideFrames = Int64(counts.received.bytesOutside)
            row.cutFrames = Int64(counts.received.cutFrames)
            row.oversizedFrames = Int64(counts.received.oversizedFrames)
            row.commitBlocks = Int64(counts.commitBlocks)
        }
        row.received = Int64(counters.received)
        row.acknowledged = Int64(counters.acknowledged)
        row.refused = Int64(counters.refused)
        row.unrouted = Int64(counters.unrouted)
        row.nonconforming = Int64(counters.nonconforming)
        row.lastReceivedAt = counters.lastReceivedAt.map { Moment(milliseconds: $0) }
        row.acknowledgmentLatency = LatencyHistogram(
            bounds: ListenerCounters.latencyBounds.map { $0 / .seconds(1) },
            counts: counters.latencyBuckets.map { Int64($0) },
            sum: counters.latencySum / .seconds(1)
        )
        return row
    }

    private func row(
        _ destination: Destination,
        _ snapshot: DestinationSnapshot?,
        _ statistics: DestinationStatistics?
    ) -> DestinationRow {
        var row = DestinationRow(
            name: destination.name,
            type: destination.kind.rawValue,
            host: Self.host(of: destination.url)
        )
        row.delivered = statistics?.delivered ?? Int64(snapshot?.delivered ?? 0)
        row.failedAttempts = statistics?.failedAttempts ?? Int64(snapshot?.failedAttempts ?? 0)
        row.discarded = statistics?.discarded ?? Int64(snapshot?.discarded ?? 0)
        row.parked = statistics?.parked ?? Int64(snapshot?.parked ?? 0)
        guard let snapshot else { return row }
        let lanes = snapshot.lanes
        row.waiting = Int64(lanes.waiting + lanes.spilled)
        row.inFlight = Int64(lanes.inFlight)
        row.retrying = Int64(lanes.retrying)
        row.oldestWaitingSince = lanes.oldestReceivedAt.map { Moment(milliseconds: $0) }
        if let pause = lanes.pause {
            row.state = .paused
            row.because = "\(pause)"
        } else if lanes.destinationFailures > 0 {
            row.state = .waiting
            row.because = snapshot.lastFailure?.description
            row.until = snapshot.waitsUntil.map { Moment(milliseconds: $0) }
        }
        row.heldLanes = lanes.holders.map(heldLane)
        row.heldLaneCount = lanes.holders.count
        return row
    }

    private func heldLane(_ holder: LanesSnapshot.Holder) -> HeldLane {
        let lane = holder.lanes.first.map { String(UInt64(bitPattern: $0), radix: 16) } ?? "unordered"
        let next: Moment?
        switch holder.standing {
        case .retrying(let until): next = Moment(milliseconds: parts.dispatcher.milliseconds(at: until))
        default: next = nil
        }
        return HeldLane(
            lane: lane,
            heldBy: DeliveryNumber(holder.delivery),
            because: holder.lastReason?.code ?? "held",
            behind: holder.behind,
            attempts: holder.attempts,
            nextAttemptAt: next
        )
    }

    /// What its senders connect to.
    private static func address(of listener: Listener, port: Int) -> String {
        switch listener.kind {
        case .mllp: "mllp://\(listener.host):\(port)"
        case .fhir(let reception):
            "http\(listener.tls == nil ? "" : "s")://\(listener.host):\(port)\(reception.path)"
        }
    }

    /// Host and port only: an address may hold secrets in its path or query.
    private static func host(of url: String) -> String {
        guard let parts = URLComponents(string: url), let host = parts.host else { return "" }
        return parts.port.map { "\(host):\($0)" } ?? host
    }
}
