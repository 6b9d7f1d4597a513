// The waits that end first: a binary heap of instants. A wait is never taken out early; whoever pops
// it finds by the ticket's generation that it is no longer meant.

/// Tickets ordered by the instant at which they are due.
struct TimerQueue: Sendable {
    private struct Entry: Sendable {
        var due: ContinuousClock.Instant
        var ticket: Ticket
    }

    private var heap: [Entry] = []

    /// The earliest instant in the queue.
    var nextDue: ContinuousClock.Instant? { heap.first?.due }

    mutating func insert(_ ticket: Ticket, due: ContinuousClock.Instant) {
        heap.append(Entry(due: due, ticket: ticket))
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].due < heap[parent].due else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    /// Takes out the earliest ticket if it is due.
    mutating func popDue(at now: ContinuousClock.Instant) -> Ticket? {
        guard let first = heap.first, first.due <= now else { return nil }
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        sink(from: 0)
        return first.ticket
    }

    private mutating func sink(from start: Int) {
        var parent = start
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && heap[child].due < heap[least].due {
                least = child
            }
            guard least != parent else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
