// The pending table and the log as the lanes see them: one queue of writes and reads, done in order at
// whatever moment the simulation chooses.

import MessageStore

@testable import Delivery

struct SimulatedStore {
    private enum Work {
        case write(LaneDelivery, LaneOutcome)
        case read(after: Place?, limit: Int)
        case report(MessageID)
    }

    private var queue = Ring<Work>()
    private(set) var pending: [Place: LaneDelivery] = [:]
    /// Below it every message's deliveries are finished, pending or parked, or the promise is broken.
    private(set) var watermark = MessageID(rawValue: 0)
    private(set) var finished: Set<DeliveryID> = []
    private(set) var parked: [DeliveryID: LaneDelivery] = [:]

    var isIdle: Bool { queue.isEmpty }

    mutating func write(_ delivery: LaneDelivery, _ outcome: LaneOutcome) {
        queue.append(.write(delivery, outcome))
    }

    mutating func read(after: Place?, limit: Int) {
        queue.append(.read(after: after, limit: limit))
    }

    mutating func report(_ watermark: MessageID) {
        queue.append(.report(watermark))
    }

    /// Does the next piece of work; returns a page if that was a read.
    mutating func step() -> [LaneDelivery]? {
        switch queue.popFirst() {
        case nil: return nil
        case .write(let delivery, let outcome):
            apply(outcome, to: delivery)
            return nil
        case .report(let watermark):
            self.watermark = max(self.watermark, watermark)
            return nil
        case .read(let after, let limit):
            let places = pending.keys.filter { place in after.map { place > $0 } ?? true }.sorted()
            return places.prefix(limit).compactMap { pending[$0] }
        }
    }

    /// Moves a parked delivery back to the pending ones, at a new place.
    mutating func release(_ id: DeliveryID, rank: MessageID) {
        guard var delivery = parked.removeValue(forKey: id) else { return }
        delivery.place = Place(rank: rank, delivery: id)
        delivery.isRecorded = true
        delivery.attempts = 0
        delivery.faults = 0
        delivery.notBefore = nil
        pending[delivery.place] = delivery
    }

    /// The process dies: what it had handed over and was not written is lost.
    mutating func loseQueue() {
        queue = Ring()
    }

    private mutating func apply(_ outcome: LaneOutcome, to delivery: LaneDelivery) {
        switch outcome {
        case .delivered, .discarded:
            pending[delivery.place] = nil
            finished.insert(delivery.id)
        case .spilled, .recorded, .retry:
            var row = delivery
            row.isRecorded = true
            row.rendered = nil
            pending[delivery.place] = row
        case .parked:
            pending[delivery.place] = nil
            parked[delivery.id] = delivery
        case .attemptFailed, .unanswered:
            break
        }
    }
}
