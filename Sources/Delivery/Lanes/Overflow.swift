// What becomes of deliveries beyond the memory limit: which arrival goes to memory, to the store or to
// the waiting room, from where the next refill reads, and when the store has no more.
// It holds no delivery but those of the waiting room. `Lanes` uses it; its header has the proof of order.

import MessageStore

/// The part of a destination's queue that is in the store and not in memory.
struct Overflow: Sendable {
    /// A refill that was asked for and has not come back.
    private struct Asked: Sendable {
        var limit: Int
        /// The places of those that left memory since: the page may have been read before that.
        var gone: Set<Place> = []
        /// Whether the store has to be read from the beginning whatever this page brings.
        var isVoid = false
    }

    /// Deliveries that follow everything in the store, but for those spilled after them.
    private struct WaitingRoom: Sendable {
        var deliveries: [LaneDelivery] = []
        var bytes = 0
        /// The lowest delivery spilled since the room was opened; nothing enters after that.
        var lowestSpilledSince: Place?
    }

    /// What to do with the deliveries of a page and of the waiting room, in this order.
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
    /// How many deliveries are in the store, by feed; some of an earlier process may be missing.
    private(set) var spilled: [FeedID: Int] = [:]
    /// Before this moment a refill that failed is not asked for again.
    private(set) var retryAt: ContinuousClock.Instant?
    /// The highest place ever seen.
    private var highest: Place?
    private var asked: Asked?
    private var room: WaitingRoom?

    var isRefilling: Bool { asked != nil }
    var waitingRoomBytes: Int { room?.bytes ?? 0 }
    var waitingRoomCount: Int { room?.deliveries.count ?? 0 }
    var firstInWaitingRoom: Place? { room?.deliveries.first?.place }

    /// Decides where a delivery that arrives goes.
    func destiny(of place: Place, fitsMemory: Bool) -> Destiny {
        guard isActive || !fitsMemory else { return .memory }
        // The refills have read past it and would not come back for it. Only two feeds in one millisecond
        // arrive against the order of their places, so these few may exceed the limit.
        if let cursor, place <= cursor { return .memory }
        guard let room, room.lowestSpilledSince == nil, fitsMemory else { return .store }
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
        if let room { self.room?.lowestSpilledSince = min(room.lowestSpilledSince ?? place, place) }
    }

    mutating func wait(_ delivery: LaneDelivery) {
        saw(delivery.place)
        room?.deliveries.append(delivery)
        room?.bytes += delivery.memoryBytes
    }

    /// A delivery came out of the store into memory.
    mutating func refilled(_ place: Place) {
        let count = spilled[place.rank.feed] ?? 0
        spilled[place.rank.feed] = count > 1 ? count - 1 : nil
    }

    /// A delivery that the store's pending table may hold has left memory.
    mutating func gone(_ place: Place) {
        asked?.gone.insert(place)
    }

    /// Another process owns a feed now: its deliveries neither wait here nor come back.
    mutating func feedLost(_ feed: FeedID) {
        spilled[feed] = nil
        room?.deliveries.removeAll { $0.place.rank.feed == feed }
    }

    /// The store holds deliveries anywhere in the order: it is read again from the beginning.
    mutating func rewind() {
        isActive = true
        cursor = nil
        asked?.isVoid = true
    }

    /// A refill from the cursor on is asked for.
    mutating func ask(limit: Int) {
        asked = Asked(limit: limit)
        retryAt = nil
        if room == nil { room = WaitingRoom() }
    }

    /// Takes in the page that was asked for, which is in order; an empty one says that the store has no more.
    mutating func answered(_ page: [LaneDelivery]) -> Homecoming {
        guard let asked else { return Homecoming() }
        self.asked = nil
        if asked.isVoid { return Homecoming(spilled: closeRoom()) }
        let lowestSpilledSince = room?.lowestSpilledSince
        let refilled = page.filter { !asked.gone.contains($0.place) }
        guard let last = page.last?.place else { return Homecoming(arrived: end(with: lowestSpilledSince)) }
        move(to: last, lowestSpilledSince)
        // A page that is not full is likely to be the last but one: the room is kept for the next.
        if page.count < asked.limit, lowestSpilledSince == nil { return Homecoming(refilled: refilled) }
        return divided(refilled, closeRoom())
    }

    /// The waiting room has to go to the store before what arrives, unless a refill is under way.
    ///
    /// The next refill would otherwise find what follows the room and not the room.
    mutating func makeWay() -> Homecoming {
        asked == nil && room != nil ? divided([], closeRoom()) : Homecoming()
    }

    /// The store could not be read: the waiting room is spilled, and the refill asked for later.
    mutating func failed(retryAt: ContinuousClock.Instant) -> Homecoming {
        asked = nil
        self.retryAt = retryAt
        return divided([], closeRoom())
    }

    /// Everything is in memory but what was spilled after the waiting room, which goes there now.
    private mutating func end(with lowestSpilledSince: Place?) -> [LaneDelivery] {
        let deliveries = closeRoom()
        if lowestSpilledSince == nil {
            isActive = false
            spilled = [:]
            cursor = highest
        } else if let last = deliveries.map(\.place).max() {
            move(to: max(cursor ?? last, last), lowestSpilledSince)
        }
        return deliveries
    }

    /// Moves the cursor, but not past what was spilled while the page was read.
    ///
    /// That can stand lower than the page's end where two feeds share a millisecond, and where an operator
    /// released something. The next page then repeats what memory has, and the arena's index sorts it out.
    private mutating func move(to last: Place, _ lowestSpilledSince: Place?) {
        saw(last)
        cursor = min(last, lowestSpilledSince?.predecessor ?? last)
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

    private mutating func closeRoom() -> [LaneDelivery] {
        defer { room = nil }
        return room?.deliveries ?? []
    }

    private mutating func saw(_ place: Place) {
        highest = max(highest ?? place, place)
    }
}

extension Place {
    /// A place that nothing can stand between this one and.
    fileprivate var predecessor: Place {
        let before = DeliveryID(message: delivery.message, route: delivery.route, part: delivery.part &- 1)
        return Place(rank: rank, delivery: before)
    }
}
