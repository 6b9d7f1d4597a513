// A first-in, first-out queue in one array that is used round and round.
// Both ends cost O(1); it keeps the room it once needed, up to a limit.

/// A double-ended queue that grows as needed.
struct Ring<Element: Sendable>: Sendable {
    /// The room that is kept when the queue runs empty.
    private static var keptCapacity: Int { 4_096 }

    private var storage: [Element?] = []
    private var head = 0
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    var first: Element? { count == 0 ? nil : storage[head] }

    mutating func append(_ element: Element) {
        if count == storage.count { grow() }
        storage[(head + count) & (storage.count - 1)] = element
        count += 1
    }

    mutating func prepend(_ element: Element) {
        if count == storage.count { grow() }
        head = (head - 1) & (storage.count - 1)
        storage[head] = element
        count += 1
    }

    mutating func popFirst() -> Element? {
        guard count > 0 else { return nil }
        let element = storage[head]
        storage[head] = nil
        head = (head + 1) & (storage.count - 1)
        count -= 1
        if count == 0, storage.count > Self.keptCapacity { self = Ring() }
        return element
    }

    /// Doubles the room; the capacity is always a power of two, so that positions wrap by a mask.
    private mutating func grow() {
        var larger: [Element?] = []
        larger.reserveCapacity(max(16, storage.count * 2))
        for offset in 0..<count { larger.append(storage[(head + offset) & (storage.count - 1)]) }
        larger.append(contentsOf: repeatElement(nil, count: max(16, storage.count * 2) - count))
        storage = larger
        head = 0
    }
}
