import Synchronization
import Testing

@testable import FHIRListener

/// What tasks write down together.
private final class Book<Entry: Sendable>: Sendable {
    let entries = Mutex<[Entry]>([])
}

/// Requests that must not pass side by side.
struct KeyedGateTests {
    @Test func `who shares a key passes one after the other, and nobody else waits`() async {
        let gate = KeyedGate<Int>()
        let inside = Book<Int>()
        await withTaskGroup { group in
            for number in 0..<200 {
                group.addTask {
                    let keys: Set = [number % 3, 10 + number % 5]
                    await gate.enter(keys)
                    inside.entries.withLock { held in
                        #expect(Set(held).isDisjoint(with: keys))
                        held += keys
                    }
                    await Task.yield()
                    inside.entries.withLock { held in held.removeAll { keys.contains($0) } }
                    gate.leave(keys)
                }
            }
        }
        let left = inside.entries.withLock(\.count)
        #expect(left == 0)
        // Nothing is left behind: all keys are free.
        await gate.enter([0, 1, 2, 10, 11, 12, 13, 14])
    }

    @Test func `who comes first goes first`() async {
        let gate = KeyedGate<Int>()
        let order = Book<String>()
        await gate.enter([1])
        let wide = Task {
            await gate.enter([1, 2])
            order.entries.withLock { $0.append("wide") }
            gate.leave([1, 2])
        }
        while gate.waiterCount < 1 { await Task.yield() }
        let narrow = Task {
            await gate.enter([2])
            order.entries.withLock { $0.append("narrow") }
            gate.leave([2])
        }
        while gate.waiterCount < 2 { await Task.yield() }
        await gate.enter([3])
        gate.leave([3])
        gate.leave([1])
        await wide.value
        await narrow.value
        let first = order.entries.withLock(\.first)
        #expect(first == "wide")
    }
}
