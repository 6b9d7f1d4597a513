// What becomes of deliveries beyond the memory limit: which arrival goes to memory, to the store or to
// the waiting room, from where the next refill reads, and when the store has no more.
// It holds no delivery but those of the waiting room. `Lanes` uses it; its header has the proof of order.

import MessageStore

/// The part of a destination's queue that is in the store and not in memory.
struct Overflow: Sendable {
    /// A refill that was asked for and has not come back.
    private struct Asked: Sendable {
        /// Arrived since, in order, while there was room.
        var waitingRoom: [LaneDelivery] = []
        var waitingRoomBytes = 0
        /// The first one spilled since: this refill cannot be the last one.
        var firstSpilledSince: Place?
        /// The places of those that left memory since: the page may have been read before that.
        var gone: Set<Place> = []
        /// Whether the store has to be read from the beginning whatever this page brings.
        var isVoid = false
    }

    /// What to do with the deliveries of a page and of the waiting room.
    struct Homecoming: Sendable {
        var refilled: [LaneDelivery] = []
        var arrived: [LaneDelivery] = []
        var spilled: [LaneDelivery] = []
    }

    enum Destiny: Sendable {
        case memory
        case store
        case waitingRoom
    }

    /// Whether deliveries are in the store that are not in memory.
    private(set) var isActive = false
    /// Where the next refill goes on; every delivery in the store and not in memory stands above it.
    private(set) var cursor: Place?
    /// The highest place ever seen.
    private var highest: Place?
    /// How many deliveries are in the store, by feed; some of an earlier process may be missing.
    private(set) var spilled: [FeedID: Int] = [:]
    /// Before this moment a refill that failed is not asked for again.
    private(set) var retryAt: ContinuousClock.Instant?
    private var asked: Asked?

    var isRefilling: Bool { asked != nil }
    var waitingRoomBytes: Int { asked?.waitingRoomBytes ?? 0 }
    var waitingRoomCount: Int { asked?.waitingRoom.count ?? 0 }
    var firstInWaitingRoom: Place? { asked?.waitingRoom.first?.place }

    /// Decides where a delivery that arrives goes.
    func destiny(of place: Place, fitsMemory: Bool) -> Destiny {
        guard isActive || !fitsMemory else { return .memory }
        // A refill may have read past it and would never come back for it. Only two feeds in one
        // millisecond arrive against their order, so these few may exceed the limit.
        if let highest, place <= highest { return .memory }
        guard let asked, asked.firstSpilledSince == nil, fitsMemory else { return .store }
        return .waitingRoom
    }

    mutating func admitted(_ place: Place) {
        saw(place)
        if !isActive { cursor = highest }
    }

    mutating func spilled(_ place: Place) {
        saw(place)
        isActive = true
        spilled[place.rank.feed, default: 0] += 1
        if let asked, asked.firstSpilledSince == nil { self.asked?.firstSpilledSince = place }
    }

    mutating func wait(_ delivery: LaneDelivery) {
        saw(delivery.place)
        asked?.waitingRoom.append(delivery)
        asked?.waitingRoomBytes += delivery.memoryBytes
    }

    /// A delivery came out of the store into memory.
    mutating func refilled(_ place: Place) {
        let count = spilled[place.rank.feed] ?? 0
        spilled[place.rank.feed] = count > 1 ? count - 1 : nil
    }

    /// A delivery that the store's pending table may hold has left memory, or must not enter it.
    mutating func gone(_ place: Place) {
        asked?.gone.insert(place)
    }

    /// Another process owns a feed now: its deliveries neither wait here nor come back.
    mutating func feedLost(_ feed: FeedID) {
        spilled[feed] = nil
        asked?.waitingRoom.removeAll { $0.place.rank.feed == feed }
    }

    /// The store holds deliveries anywhere in the order: reads again from the beginning.
    mutating func rewind() {
        isActive = true
        cursor = nil
        asked?.isVoid = true
    }

    mutating func ask() {
        asked = Asked()
        retryAt = nil
    }

    /// Takes a page in, which is in order; `isLast` says that the store had no more when it was read.
    mutating func answered(_ page: [LaneDelivery], isLast: Bool) -> Homecoming {
        guard let asked else { return Homecoming() }
        self.asked = nil
        let room = asked.waitingRoom.filter { !asked.gone.contains($0.place) }
        if asked.isVoid { return Homecoming(spilled: room) }
        if let last = page.last?.place {
            cursor = last
            saw(last)
        }
        let refilled = page.filter { !asked.gone.contains($0.place) }
        if isLast, asked.firstSpilledSince == nil {
            isActive = false
            spilled = [:]
            cursor = highest
            return Homecoming(refilled: refilled, arrived: room)
        }
        // A released delivery has a late place: a page with it may reach beyond what was spilled since.
        if let cursor, let first = asked.firstSpilledSince, first <= cursor { rewind() }
        guard isLast, let cursor else { return divided(refilled, room) }
        self.cursor = max(cursor, room.last?.place ?? cursor)
        return Homecoming(refilled: refilled, arrived: room)
    }

    /// The store could not be read: the waiting room is spilled, and the refill asked for later.
    mutating func failed(retryAt: ContinuousClock.Instant) -> Homecoming {
        let room = asked.map { asked in asked.waitingRoom.filter { !asked.gone.contains($0.place) } } ?? []
        asked = nil
        self.retryAt = retryAt
        return Homecoming(spilled: room)
    }

    /// Of the waiting room only what the next refill will find may be spilled.
    private func divided(_ refilled: [LaneDelivery], _ room: [LaneDelivery]) -> Homecoming {
        guard let cursor else { return Homecoming(refilled: refilled, spilled: room) }
        return Homecoming(
            refilled: refilled,
            arrived: room.filter { $0.place <= cursor },
            spilled: room.filter { $0.place > cursor }
        )
    }

    private mutating func saw(_ place: Place) {
        highest = max(highest ?? place, place)
    }
}
