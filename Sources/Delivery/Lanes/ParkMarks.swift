// Which lanes went on past a parked delivery, so that later ones can be marked. A memory of this process,
// bounded; the store's parked table is the truth.

import MessageStore

/// The lanes in which an earlier delivery is parked.
struct ParkMarks: Sendable {
    /// How many parked deliveries are remembered; later ones are parked without a mark.
    static let limit = 10_000

    private var keysOfParked: [DeliveryID: [Int64]] = [:]
    private var parkedInLane: [Int64: Int] = [:]

    mutating func add(_ id: DeliveryID, keys: [Int64]) {
        guard !keys.isEmpty, keysOfParked.count < Self.limit, keysOfParked[id] == nil else { return }
        keysOfParked[id] = keys
        for key in keys { parkedInLane[key, default: 0] += 1 }
    }

    mutating func remove(_ id: DeliveryID) {
        guard let keys = keysOfParked.removeValue(forKey: id) else { return }
        for key in keys {
            let count = parkedInLane[key] ?? 0
            parkedInLane[key] = count > 1 ? count - 1 : nil
        }
    }

    func concern(_ keys: [Int64]) -> Bool {
        !parkedInLane.isEmpty && keys.contains { parkedInLane[$0] != nil }
    }
}

/// Counts the deliveries parked in a row for one reason.
struct ParkRun: Sendable {
    private var reason: ParkReason?
    private var count = 0

    /// Notes that a delivery was parked and returns how many in a row that makes.
    mutating func parked(_ reason: ParkReason) -> Int {
        count = reason == self.reason ? count + 1 : 1
        self.reason = reason
        return count
    }

    mutating func reset() {
        reason = nil
        count = 0
    }
}
