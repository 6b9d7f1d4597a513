// A store in memory behind the dispatcher: pending rows, the log in order, and faults on demand.

import MessageStore
import Synchronization

@testable import Delivery

final class MemoryStore: DeliveryStore {
    struct Unavailable: Error {}

    private struct State {
        var log: [Settlement] = []
        var pending: [Place: LaneDelivery] = [:]
        var contents: [MessageID: DeliveryContent] = [:]
        var isAway = false
        var refills = 0
        var reports = 0
    }

    private let state = Mutex(State())

    var log: [Settlement] { state.withLock { $0.log } }
    var pendingCount: Int { state.withLock { $0.pending.count } }
    var refillCount: Int { state.withLock { $0.refills } }

    func keep(_ content: DeliveryContent, of message: MessageID) {
        state.withLock { $0.contents[message] = content }
    }

    func setAway(_ isAway: Bool) {
        state.withLock { $0.isAway = isAway }
    }

    func settle(_ settlements: [Settlement]) {
        state.withLock { state in
            state.log += settlements
            for settlement in settlements { Self.apply(settlement, &state) }
        }
    }

    func refill(
        _ destination: DestinationID,
        after: Place?,
        limit: Int,
        clock: DeliveryClock
    ) async throws -> [LaneDelivery] {
        try state.withLock { state in
            state.refills += 1
            guard !state.isAway else { throw Unavailable() }
            let places = state.pending.keys.filter { place in after.map { place > $0 } ?? true }.sorted()
            return places.prefix(limit).compactMap { state.pending[$0] }
        }
    }

    func content(of message: MessageID) async throws -> DeliveryContent? {
        try state.withLock { state in
            guard !state.isAway else { throw Unavailable() }
            return state.contents[message]
        }
    }

    func report(_ collect: ([FeedID]) -> [FeedProgress]) {
        _ = collect([FeedID(rawValue: 1)])
        state.withLock { $0.reports += 1 }
    }

    private static func apply(_ settlement: Settlement, _ state: inout State) {
        switch settlement.outcome {
        case .delivered, .discarded, .parked:
            state.pending[settlement.place] = nil
        case .deferred(_, _, let record, _):
            var row = LaneDelivery(
                place: settlement.place,
                keys: settlement.keys,
                content: state.contents[settlement.delivery.message]
            )
            row.isRecorded = true
            row.attempts = Int(record.attempts)
            state.pending[settlement.place] = row
        case .attemptFailed, .unknownOutcome:
            break
        }
    }
}
