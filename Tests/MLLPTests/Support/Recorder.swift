// Collects what happens on other threads, and lets a test wait for it with a deadline instead of sleeping.

import Synchronization

/// Something that should have happened did not.
struct DeadlinePassed: Error, CustomStringConvertible {
    let description: String
}

final class Recorder<Element: Sendable>: Sendable {
    private struct Waiter {
        let id: Int
        let count: Int
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var items: [Element] = []
        var waiters: [Waiter] = []
        var lastWaiter = 0
    }

    private let state = Mutex(State())

    var items: [Element] { state.withLock(\.items) }

    func append(_ item: Element) {
        append(contentsOf: [item])
    }

    func append(contentsOf items: [Element]) {
        let ready = state.withLock { state in
            state.items.append(contentsOf: items)
            let count = state.items.count
            defer { state.waiters.removeAll { $0.count <= count } }
            return state.waiters.filter { $0.count <= count }
        }
        for waiter in ready { waiter.continuation.resume(returning: true) }
    }

    /// The items, once there are at least this many.
    @discardableResult
    func wait(for count: Int, within limit: Duration = .seconds(20)) async throws -> [Element] {
        let hasCome = await withCheckedContinuation { continuation in
            let id: Int? = state.withLock { state in
                guard state.items.count < count else { return nil }
                state.lastWaiter += 1
                state.waiters.append(
                    Waiter(id: state.lastWaiter, count: count, continuation: continuation)
                )
                return state.lastWaiter
            }
            guard let id else {
                continuation.resume(returning: true)
                return
            }
            Task {
                try await Task.sleep(for: limit)
                giveUp(id)
            }
        }
        let items = self.items
        guard hasCome else { throw DeadlinePassed(description: "\(items.count) of \(count) have come") }
        return items
    }

    private func giveUp(_ id: Int) {
        let late = state.withLock { state in
            defer { state.waiters.removeAll { $0.id == id } }
            return state.waiters.first { $0.id == id }
        }
        late?.continuation.resume(returning: false)
    }
}

/// Waits until something holds that gives no signal of its own, and gives up after a while.
func until(within limit: Duration = .seconds(20), _ condition: () async -> Bool) async throws {
    let deadline = ContinuousClock.now + limit
    while await !condition() {
        guard ContinuousClock.now < deadline else {
            throw DeadlinePassed(description: "it did not come true")
        }
        try await Task.sleep(for: .milliseconds(1))
    }
}
