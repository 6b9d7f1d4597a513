// What the dispatcher's lock guards.

import MessageStore

/// The lanes of all destinations, and what is to be done for them.
struct DispatcherState: Sendable {
    /// One destination.
    struct Destination: Sendable {
        var settings: DestinationSettings
        var lanes: Lanes
        var failedAttempts = 0
        var parkedCount = 0
        var discardedCount = 0
        var lastFailure: LastFailure?
    }

    /// Deliveries of one batch, by destination, in order.
    struct Arrivals: Sendable {
        var known: [[LaneDelivery]]
        var unknown: [RecoveredDelivery] = []
        let numbers: [DestinationID: Int]

        mutating func add(_ delivery: LaneDelivery, to destination: DestinationID) {
            if let number = numbers[destination] {
                known[number].append(delivery)
            } else {
                unknown.append(RecoveredDelivery(destination: destination, delivery))
            }
        }
    }

    var destinations: [Destination] = []
    var numbers: [DestinationID: Int] = [:]
    var starts = Ring<Start>()
    /// Whether the queue is at work, or about to be.
    var isSending = false
    /// The earliest moment for which the queue has been asked to wake.
    var wakeAt: ContinuousClock.Instant?
    var isStopping = false
    var whenIdle: [@Sendable () -> Void] = []
    private var seeds: RandomSource

    init(destinations settings: [DestinationSettings], seed: UInt64, at now: ContinuousClock.Instant) {
        seeds = RandomSource(seed: seed)
        for setting in settings { add(setting, at: now) }
    }

    var inFlightCount: Int { destinations.reduce(0) { $0 + $1.lanes.inFlightCount } }

    func emptyArrivals() -> Arrivals {
        Arrivals(known: Array(repeating: [], count: destinations.count), numbers: numbers)
    }

    /// Adds a destination, unless it is there.
    mutating func add(_ settings: DestinationSettings, at now: ContinuousClock.Instant) {
        guard numbers[settings.id] == nil else { return }
        numbers[settings.id] = destinations.count
        let lanes = Lanes(rules: settings.rules, seed: seeds.next(), at: now)
        destinations.append(Destination(settings: settings, lanes: lanes))
    }
}

/// A delivery that the lanes have started.
struct Start: Sendable {
    var destination: Int
    var settings: DestinationSettings
    var ticket: Ticket
    var delivery: LaneDelivery
    var followsParked: Bool
}

/// Something to be read from the store.
enum StoreJob: Sendable {
    case refill(destination: Int, DestinationID, after: Place?, limit: Int)
    case content(Start)
}
