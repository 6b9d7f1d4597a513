// Requests that wait for one commit: each is resumed once, by the commit, by its failing, or by its own clock.

import Listeners
import MessageStore
import NIOCore
import Synchronization

/// What requests wait for.
final class CommitWait: Sendable {
    /// How a waiting ended.
    enum Ending: Hashable, Sendable {
        /// The message is durable, under this number.
        case durable(MessageID)
        /// It will not be stored.
        case failed
        /// Nobody knows yet.
        case tooLate
    }

    private struct State {
        var outcome: Ending?
        var isGivenUp = false
        var waiters: [Int: CheckedContinuation<Ending, Never>] = [:]
        var count = 0
    }

    private let state = Mutex(State())

    /// What the store says; only the first word counts.
    func end(_ outcome: Acceptance.Outcome) {
        let ending: Ending
        switch outcome {
        case .durable(let id): ending = .durable(id)
        case .failed: ending = .failed
        }
        let waiters = state.withLock { state -> [CheckedContinuation<Ending, Never>] in
            guard state.outcome == nil else { return [] }
            state.outcome = ending
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.resume(returning: ending) }
    }

    /// Waits for the store's word, at most so long.
    func ending(within limit: Duration, on eventLoop: any EventLoop) async -> Ending {
        let number = state.withLock { state in
            state.count += 1
            return state.count
        }
        let deadline = eventLoop.scheduleTask(in: TimeAmount(limit)) { self.giveUp(number) }
        defer { deadline.cancel() }
        return await withCheckedContinuation { continuation in
            let known = state.withLock { state in
                if state.outcome == nil { state.waiters[number] = continuation }
                return state.outcome
            }
            if let known { continuation.resume(returning: known) }
        }
    }

    /// Whether somebody waited and was told that it took too long.
    var isGivenUp: Bool { state.withLock(\.isGivenUp) }

    private func giveUp(_ number: Int) {
        let waiter = state.withLock { state in
            let waiter = state.waiters.removeValue(forKey: number)
            state.isGivenUp = state.isGivenUp || waiter != nil
            return waiter
        }
        waiter?.resume(returning: .tooLate)
    }
}
