// The fixtures of the console's tests: a laboratory and a pharmacy, an EHR that is away, a few messages.
// Names, numbers and results are invented.

import Console
import Foundation

/// Synthetic values for pages.
enum Fixtures {
    /// The moment at which the fixtures play; pages count ages from the real clock, so it is now.
    static let now = Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))

    static func ago(seconds: Int64) -> Moment { Moment(milliseconds: now.milliseconds - seconds * 1_000) }

    static func message(_ index: Int) -> MessageNumber {
        guard let number = MessageNumber(String(455_912_000_000_000_000 + index)) else {
            fatalError("not a message number")
        }
        return number
    }

    static func delivery(_ index: Int, route: Int = 1) -> DeliveryNumber {
        guard let number = DeliveryNumber("\(message(index)).\(route).0") else {
            fatalError("not a delivery number")
        }
        return number
    }

    static var overview: Overview {
        var engine = EngineRow(
            version: "0.1.0",
            instance: "lab-engine-1:4711",
            startedAt: ago(seconds: 93_600),
            site: "7"
        )
        engine.storeIsAvailable = true
        var overview = Overview(engine: engine)
        overview.feeds = [laboratory, pharmacy, radiology]
        overview.destinations = [ehr, registry, archive]
        return overview
    }

    private static var laboratory: FeedRow {
        var feed = FeedRow(name: "laboratory", address: "mllp://0.0.0.0:2575", state: .listening)
        feed.owner = "lab-engine-1:4711"
        feed.connections = 16
        feed.received = 1_284_031
        feed.acknowledged = 1_284_019
        feed.refused = 12
        feed.unrouted = 230
        feed.lastReceivedAt = now
        feed.acknowledgmentLatency = LatencyHistogram(
            bounds: [0.001, 0.005, 0.02],
            counts: [10, 200, 40, 1],
            sum: 1.75
        )
        return feed
    }

    private static var pharmacy: FeedRow {
        var feed = FeedRow(name: "pharmacy", address: "mllp://0.0.0.0:2576", state: .listening)
        feed.owner = "lab-engine-1:4711"
        feed.connections = 2
        feed.received = 40_112
        feed.acknowledged = 40_112
        feed.lastReceivedAt = ago(seconds: 75)
        return feed
    }

    private static var radiology: FeedRow {
        var feed = FeedRow(name: "radiology", address: "mllp://0.0.0.0:2577", state: .standby)
        feed.owner = "lab-engine-2:812"
        return feed
    }

    private static var ehr: DestinationRow {
        var row = DestinationRow(name: "ehr", type: "fhir", host: "ehr.example.org:8443", state: .waiting)
        row.because = "connection refused"
        row.until = ago(seconds: -14)
        row.waiting = 1_204
        row.retrying = 16
        row.parked = 3
        row.delivered = 1_281_900
        row.failedAttempts = 41
        row.oldestWaitingSince = ago(seconds: 252)
        row.heldLaneCount = 43
        row.heldLanes = [
            HeldLane(
                lane: "9c41d0e27f3ab815",
                heldBy: delivery(4),
                because: "422 from the destination: the observation's status is not allowed",
                behind: 12,
                attempts: 4,
                nextAttemptAt: ago(seconds: -33)
            ),
            HeldLane(
                lane: "03be77a1c95d2f60",
                heldBy: delivery(9),
                because: "sent, answer unknown",
                behind: 3,
                attempts: 1
            ),
        ]
        return row
    }

    private static var registry: DestinationRow {
        var row = DestinationRow(name: "registry", type: "http", host: "registry.example.org")
        row.delivered = 90_441
        row.inFlight = 2
        row.waiting = 2
        return row
    }

    private static var archive: DestinationRow {
        var row = DestinationRow(name: "archive", type: "http", host: "archive.example.org", state: .paused)
        row.because = "by an operator"
        row.waiting = 310
        row.delivered = 12
        row.oldestWaitingSince = ago(seconds: 9_000)
        return row
    }
}
