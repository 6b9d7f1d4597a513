// Counts what was committed and settled since the last stat rows were written.

import Synchronization

/// Increments for the stat rows.
struct CounterIncrements: Sendable {
    /// What is counted of one destination of one feed.
    struct Destination: Hashable, Sendable {
        var feed: FeedID
        var destination: DestinationID
    }

    struct Outcomes: Sendable {
        var delivered: Int64 = 0
        var failed: Int64 = 0
        var discarded: Int64 = 0
        var parked: Int64 = 0
    }

    var messages: [FeedID: [MessageStatus: Int64]] = [:]
    var outcomes: [Destination: Outcomes] = [:]

    var isEmpty: Bool { messages.isEmpty && outcomes.isEmpty }

    mutating func add(_ other: CounterIncrements) {
        for (feed, counts) in other.messages {
            messages[feed, default: [:]].merge(counts, uniquingKeysWith: +)
        }
        for (key, counts) in other.outcomes {
            outcomes[key, default: Outcomes()].delivered += counts.delivered
            outcomes[key, default: Outcomes()].failed += counts.failed
            outcomes[key, default: Outcomes()].discarded += counts.discarded
            outcomes[key, default: Outcomes()].parked += counts.parked
        }
    }
}

/// Counters that both connections' threads add to.
final class StoreCounters: Sendable {
    private let increments = Mutex(CounterIncrements())

    func accepted(_ messages: [CommittedMessage]) {
        increments.withLock { increments in
            for message in messages {
                increments.messages[message.id.feed, default: [:]][message.message.status, default: 0] += 1
                for parked in message.message.parked {
                    let key = CounterIncrements.Destination(
                        feed: message.id.feed,
                        destination: parked.delivery.destination
                    )
                    increments.outcomes[key, default: .init()].parked += 1
                }
            }
        }
    }

    func settled(_ settlements: [Settlement]) {
        increments.withLock { increments in
            for settlement in settlements {
                let key = CounterIncrements.Destination(
                    feed: settlement.delivery.message.feed,
                    destination: settlement.destination
                )
                switch settlement.outcome {
                case .delivered: increments.outcomes[key, default: .init()].delivered += 1
                case .attemptFailed, .unknownOutcome: increments.outcomes[key, default: .init()].failed += 1
                case .deferred(_, _, _, let logged):
                    if logged { increments.outcomes[key, default: .init()].failed += 1 }
                case .parked: increments.outcomes[key, default: .init()].parked += 1
                case .discarded: increments.outcomes[key, default: .init()].discarded += 1
                }
            }
        }
    }

    func take() -> CounterIncrements {
        increments.withLock { increments in
            defer { increments = CounterIncrements() }
            return increments
        }
    }

    /// What could not be written is counted again.
    func giveBack(_ taken: CounterIncrements) {
        increments.withLock { $0.add(taken) }
    }
}
