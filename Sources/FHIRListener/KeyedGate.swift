// Lets requests through one after the other where they depend on the same resources: between looking and storing,
// nobody else may store what was looked for.

import Synchronization

/// Keeps requests apart that share a key; those that share none pass side by side.
///
/// Who comes first goes first. Each waits for those before it at most as long as they wait for their commits.
final class KeyedGate<Key: Hashable & Sendable>: Sendable {
    private struct Waiter {
        let keys: Set<Key>
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var held: Set<Key> = []
        /// In the order of their coming.
        var waiters: [Waiter] = []

        /// Lets in whoever shares nothing with those inside or those that came before.
        mutating func admit() -> [CheckedContinuation<Void, Never>] {
            var blocked = held
            var admitted: [CheckedContinuation<Void, Never>] = []
            waiters.removeAll { waiter in
                let isFree = blocked.isDisjoint(with: waiter.keys)
                blocked.formUnion(waiter.keys)
                guard isFree else { return false }
                held.formUnion(waiter.keys)
                admitted.append(waiter.continuation)
                return true
            }
            return admitted
        }
    }

    private let state = Mutex(State())

    /// Waits until nobody inside has one of the keys, and keeps them until ``leave(_:)``.
    func enter(_ keys: Set<Key>) async {
        if keys.isEmpty { return }
        await withCheckedContinuation { continuation in
            let admitted = state.withLock { state in
                state.waiters.append(Waiter(keys: keys, continuation: continuation))
                return state.admit()
            }
            for continuation in admitted { continuation.resume() }
        }
    }

    /// How many wait.
    var waiterCount: Int { state.withLock(\.waiters.count) }

    /// Gives the keys back.
    func leave(_ keys: Set<Key>) {
        let admitted = state.withLock { state in
            state.held.subtract(keys)
            return state.admit()
        }
        for continuation in admitted { continuation.resume() }
    }
}
