// Where deliveries stand: every delivery has one slot, and one place in each of its lanes.
//
// A lane is a linked list of places, a delivery's places are linked too, and both live in two arrays
// with free lists, so that entering and leaving cost O(keys) and allocate nothing in the long run.
//
// No deadlock, by construction: `enter` appends to all lanes of a delivery in one step, so all lanes
// agree on one order, and of all deliveries inside the one that entered first heads all its lanes.
// It knows nothing of attempts, time or limits.

import MessageStore

/// A delivery's handle while it is in memory.
///
/// It stops being valid when the delivery leaves.
public struct Ticket: Hashable, Sendable {
    var slot: Int32
    var generation: UInt32
}

/// The slots of deliveries and the lanes they stand in.
struct LaneArena: Sendable {
    /// Marks the end of a chain of places or slots.
    static let none: Int32 = -1

    struct Slot: Sendable {
        var delivery: LaneDelivery
        var standing = Standing.waiting
        var departure: Departure?
        var generation: UInt32 = 0
        /// The lanes in which it is not at the head yet.
        var lanesAhead: Int32 = 0
        var firstPlace: Int32 = none
        var entered: ContinuousClock.Instant
        /// The neighbours in the order of entering.
        var older: Int32 = none
        var newer: Int32 = none
        /// What the destination had been through when the current attempt began.
        var attempt = AttemptMark()
        /// The destination's open time at the first fault.
        var firstFault: Duration?
        /// What the last attempt would have been parked for.
        var lastReason: ParkReason?
        /// The memory this slot is counted with, which may be behind the delivery's own figure.
        var countedBytes = 0
    }

    private struct Place: Sendable {
        var slot: Int32
        var key: Int64
        var nextInLane: Int32 = none
        var nextOfDelivery: Int32 = none
    }

    private struct Lane: Sendable {
        var first: Int32
        var last: Int32
        var length = 1
    }

    private var slots: [Slot] = []
    private var freeSlots: [Int32] = []
    private var places: [Place] = []
    private var freePlaces: [Int32] = []
    private var lanes: [Int64: Lane] = [:]
    private var index: [DeliveryID: Int32] = [:]

    /// The ends of the list of all deliveries in the order of entering.
    private(set) var oldest = LaneArena.none
    private var newest = LaneArena.none
    /// From here on no delivery is known to be recorded.
    private var unrecorded = LaneArena.none

    var count: Int { index.count }
    var laneCount: Int { lanes.count }

    func length(ofLane key: Int64) -> Int { lanes[key]?.length ?? 0 }

    // Yielding accessors: a getter would copy a slot, with all its references, for each look at it.
    subscript(ticket: Ticket) -> Slot {
        _read { yield slots[Int(ticket.slot)] }
        _modify { yield &slots[Int(ticket.slot)] }
    }

    subscript(slot: Int32) -> Slot {
        _read { yield slots[Int(slot)] }
        _modify { yield &slots[Int(slot)] }
    }

    func isValid(_ ticket: Ticket) -> Bool {
        slots.indices.contains(Int(ticket.slot)) && slots[Int(ticket.slot)].generation == ticket.generation
    }

    func ticket(for id: DeliveryID) -> Ticket? {
        index[id].map { Ticket(slot: $0, generation: slots[Int($0)].generation) }
    }

    func ticket(at slot: Int32) -> Ticket {
        Ticket(slot: slot, generation: slots[Int(slot)].generation)
    }

    /// Appends a delivery to all its lanes at once; `nil` when it is inside already.
    mutating func enter(_ delivery: LaneDelivery, at now: ContinuousClock.Instant) -> Ticket? {
        guard index[delivery.id] == nil else { return nil }
        let slot = makeSlot(Slot(delivery: delivery, entered: now))
        index[delivery.id] = slot
        appendToOrder(slot)
        // The last key first: each place is put before those of the keys that follow.
        for position in delivery.keys.indices.reversed()
        where !delivery.keys[..<position].contains(delivery.keys[position]) {
            appendPlace(for: slot, key: delivery.keys[position])
        }
        return ticket(at: slot)
    }

    /// Takes out a delivery that heads all its lanes, and returns those that head all of theirs now.
    mutating func leave(_ ticket: Ticket) -> [Ticket] {
        let slot = ticket.slot
        var heads: [Ticket] = []
        var place = slots[Int(slot)].firstPlace
        while place != Self.none {
            let next = places[Int(place)].nextOfDelivery
            if let head = advanceLane(from: place) { heads.append(head) }
            place = next
        }
        forget(slot)
        return heads
    }

    /// Calls with the delivery at the head of each lane in which another one stands before this one.
    func blockers(of ticket: Ticket, _ body: (_ key: Int64, _ blocker: Ticket) -> Void) {
        var place = slots[Int(ticket.slot)].firstPlace
        while place != Self.none {
            let key = places[Int(place)].key
            if let lane = lanes[key], lane.first != place {
                body(key, self.ticket(at: places[Int(lane.first)].slot))
            }
            place = places[Int(place)].nextOfDelivery
        }
    }

    /// Calls with every delivery inside, in the order of entering.
    func forEach(_ body: (Ticket) -> Void) {
        var slot = oldest
        while slot != Self.none {
            body(ticket(at: slot))
            slot = slots[Int(slot)].newer
        }
    }

    /// Changes every delivery inside, in the order of entering.
    mutating func modifyEach(_ body: (inout Slot) -> Void) {
        var slot = oldest
        while slot != Self.none {
            body(&slots[Int(slot)])
            slot = slots[Int(slot)].newer
        }
    }

    /// The oldest delivery that only its message's place in the tail preserves.
    ///
    /// Each delivery is passed over once, so all calls together cost one step a delivery.
    mutating func oldestUnrecorded() -> Ticket? {
        while unrecorded != Self.none, slots[Int(unrecorded)].delivery.isRecorded {
            unrecorded = slots[Int(unrecorded)].newer
        }
        return unrecorded == Self.none ? nil : ticket(at: unrecorded)
    }

    // MARK: Slots

    private mutating func makeSlot(_ new: Slot) -> Int32 {
        guard let free = freeSlots.popLast() else {
            slots.append(new)
            return Int32(slots.count - 1)
        }
        let generation = slots[Int(free)].generation
        slots[Int(free)] = new
        slots[Int(free)].generation = generation
        return free
    }

    private mutating func forget(_ slot: Int32) {
        let position = Int(slot)
        index[slots[position].delivery.id] = nil
        removeFromOrder(slot)
        slots[position].generation &+= 1
        slots[position].delivery.content = nil
        slots[position].delivery.rendered = nil
        slots[position].delivery.keys = []
        freeSlots.append(slot)
    }

    private mutating func appendToOrder(_ slot: Int32) {
        slots[Int(slot)].older = newest
        if newest == Self.none { oldest = slot } else { slots[Int(newest)].newer = slot }
        newest = slot
        if unrecorded == Self.none { unrecorded = slot }
    }

    private mutating func removeFromOrder(_ slot: Int32) {
        let older = slots[Int(slot)].older
        let newer = slots[Int(slot)].newer
        if older == Self.none { oldest = newer } else { slots[Int(older)].newer = newer }
        if newer == Self.none { newest = older } else { slots[Int(newer)].older = older }
        if unrecorded == slot { unrecorded = newer }
    }

    // MARK: Places

    private mutating func appendPlace(for slot: Int32, key: Int64) {
        let place = makePlace(
            Place(slot: slot, key: key, nextOfDelivery: slots[Int(slot)].firstPlace)
        )
        slots[Int(slot)].firstPlace = place
        if let last = lanes[key]?.last {
            places[Int(last)].nextInLane = place
            lanes[key]?.last = place
            lanes[key]?.length += 1
            slots[Int(slot)].lanesAhead += 1
        } else {
            lanes[key] = Lane(first: place, last: place)
        }
    }

    private mutating func makePlace(_ new: Place) -> Int32 {
        guard let free = freePlaces.popLast() else {
            places.append(new)
            return Int32(places.count - 1)
        }
        places[Int(free)] = new
        return free
    }

    /// Removes the place at the head of its lane; returns the delivery that heads all its lanes by that.
    private mutating func advanceLane(from place: Int32) -> Ticket? {
        let key = places[Int(place)].key
        let next = places[Int(place)].nextInLane
        precondition(lanes[key]?.first == place, "only a delivery that heads its lanes may leave")
        freePlaces.append(place)
        guard next != Self.none else {
            lanes[key] = nil
            return nil
        }
        lanes[key]?.first = next
        lanes[key]?.length -= 1
        let slot = places[Int(next)].slot
        slots[Int(slot)].lanesAhead -= 1
        return slots[Int(slot)].lanesAhead == 0 ? ticket(at: slot) : nil
    }
}
