// Deliveries coming in: from a commit, from the store, from the waiting room between them.

import MessageStore

extension Lanes {
    mutating func arrived(_ deliveries: [LaneDelivery], at now: ContinuousClock.Instant) {
        for delivery in deliveries {
            feeds.insert(delivery.place.rank.feed)
            switch overflow.destiny(of: delivery.place, fitsMemory: fitsMemory(delivery)) {
            case .memory: admit(delivery, at: now)
            case .waitingRoom: overflow.wait(delivery)
            case .store:
                bring(overflow.makeWay(), at: now)
                spill(delivery)
            }
        }
    }

    /// Writes a stretch of a feed's tail down; it is read again, in order with what is pending, at the end.
    mutating func recovered(_ deliveries: [LaneDelivery]) {
        for delivery in deliveries where !delivery.isRecorded { actions.append(.settle(delivery, .spilled)) }
    }

    mutating func recoveryEnded(_ feed: FeedID) {
        feeds.insert(feed)
        overflow.rewind()
    }

    mutating func bring(_ homecoming: Overflow.Homecoming, at now: ContinuousClock.Instant) {
        for delivery in homecoming.refilled where feeds.contains(delivery.place.rank.feed) {
            overflow.refilled(delivery.place)
            admit(delivery, at: now)
        }
        for delivery in homecoming.arrived { admit(delivery, at: now) }
        for delivery in homecoming.spilled { spill(delivery) }
    }

    /// Asks for the next stretch of what was spilled, once half of the memory is free again.
    mutating func refillWhatFits(at now: ContinuousClock.Instant) {
        guard overflow.isActive, !overflow.isRefilling, !isStopping else { return }
        if let retryAt = overflow.retryAt, retryAt > now { return }
        guard arena.count <= rules.memory.items / 2, memoryBytes <= rules.memory.bytes / 2 else { return }
        let after = overflow.cursor
        let items = min(Self.refillItems, rules.memory.items - arena.count)
        overflow.ask(limit: items)
        actions.append(.refill(after: after, items: items))
    }

    private func fitsMemory(_ delivery: LaneDelivery) -> Bool {
        let count = arena.count + overflow.waitingRoomCount
        let bytes = memoryBytes + overflow.waitingRoomBytes
        // A delivery larger than the limit must be deliverable too.
        if count == 0 { return true }
        return count < rules.memory.items && bytes + delivery.memoryBytes <= rules.memory.bytes
    }

    private mutating func spill(_ delivery: LaneDelivery) {
        if !delivery.isRecorded { actions.append(.settle(delivery, .spilled)) }
        overflow.spilled(delivery.place)
    }

    private mutating func admit(_ delivery: LaneDelivery, at now: ContinuousClock.Instant) {
        overflow.admitted(delivery.place)
        if let inside = arena.ticket(for: delivery.id) {
            meet(delivery, inside: inside)
            return
        }
        guard let ticket = arena.enter(delivery, at: now) else { return }
        marks.remove(delivery.id)
        count(ticket)
        if arena[ticket].lanesAhead == 0 { headsItsLanes(ticket) }
    }

    /// The store hands out a delivery that memory still has.
    private mutating func meet(_ delivery: LaneDelivery, inside ticket: Ticket) {
        if arena[ticket].departure == .disowned { arena[ticket].departure = nil }
        guard case .held = arena[ticket].standing, arena[ticket].delivery.place != delivery.place else {
            return
        }
        // An operator released what holds its lanes: it goes on where it stands.
        arena[ticket].delivery.place = delivery.place
        arena[ticket].delivery.content = delivery.content
        arena[ticket].delivery.faults = 0
        arena[ticket].firstFault = nil
        count(ticket)
        makeReady(ticket)
    }

    /// Brings the memory account of a delivery up to date.
    mutating func count(_ ticket: Ticket) {
        let bytes = arena[ticket].delivery.memoryBytes
        memoryBytes += bytes - arena[ticket].countedBytes
        arena[ticket].countedBytes = bytes
    }
}
