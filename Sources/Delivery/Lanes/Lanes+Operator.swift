// What people and other processes do to the lanes: resume, discard, take a feed away.

import MessageStore

extension Lanes {
    mutating func resumed(at now: ContinuousClock.Instant) {
        parkRun.reset()
        health.resumed(at: now)
    }

    mutating func discarded(_ id: DeliveryID) {
        marks.remove(id)
        guard let ticket = arena.ticket(for: id), arena[ticket].departure == nil else { return }
        arena[ticket].departure = .discarded
        switch arena[ticket].standing {
        case .inFlight:
            // It cannot be called back: what becomes of it decides.
            return
        case .held:
            // It is parked, and whoever discarded it among the parked has told the store.
            break
        case .waiting, .ready, .retrying:
            actions.append(.settle(arena[ticket].delivery, .discarded))
        }
        arena[ticket].delivery.isRecorded = true
        dropContent(ticket)
        if arena[ticket].lanesAhead == 0 { leave(ticket) }
    }

    /// Another process delivers this feed now: what is waiting leaves without a word.
    ///
    /// The one event that looks at every delivery in memory; it comes with the loss of a database session.
    mutating func feedLost(_ feed: FeedID) {
        var heads: [Ticket] = []
        arena.forEach { ticket in
            guard arena[ticket].delivery.place.rank.feed == feed else { return }
            if arena[ticket].lanesAhead == 0 { heads.append(ticket) }
        }
        arena.modifyEach { slot in
            guard slot.delivery.place.rank.feed == feed, slot.departure == nil else { return }
            slot.departure = .disowned
            slot.delivery.isRecorded = true
        }
        for ticket in heads where arena.isValid(ticket) && arena[ticket].standing != .inFlight {
            leave(ticket)
        }
        feeds.remove(feed)
        overflow.feedLost(feed)
    }

    private mutating func dropContent(_ ticket: Ticket) {
        arena[ticket].delivery.content = nil
        arena[ticket].delivery.rendered = nil
        count(ticket)
    }
}
