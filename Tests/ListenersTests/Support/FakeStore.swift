// A store in memory, with as much room as a test gives it; it commits when it is told to.

import Listeners
import MLLP
import MessageStore
import Synchronization

/// Takes messages and keeps them.
final class FakeStore: MessageAccepting {
    private struct State {
        var accepted: [NewMessage] = []
        var isAvailable = true
        var room = Int.max
        var commitsAtOnce = true
        var failsAtOnce = false
    }

    private let state = Mutex(State())

    /// What was taken, in order.
    var accepted: [NewMessage] { state.withLock(\.accepted) }
    /// The control IDs of what was taken.
    var controlIDs: [String] { accepted.map { $0.controlID ?? "" } }

    var isAvailable: Bool { state.withLock(\.isAvailable) }

    func accept(_ message: NewMessage) -> Bool {
        let commits: Bool? = state.withLock { state in
            guard state.room > 0 else { return nil }
            state.room -= 1
            state.accepted.append(message)
            return state.commitsAtOnce
        }
        guard let commits else { return false }
        if state.withLock(\.failsAtOnce) {
            (message.context as? Acceptance)?.failed()
            return true
        }
        if commits { Self.commit(message) }
        return true
    }

    /// Makes the store available or not.
    func setAvailable(_ isAvailable: Bool) { state.withLock { $0.isAvailable = isAvailable } }

    /// Gives room for so many messages.
    func setRoom(_ room: Int) { state.withLock { $0.room = room } }

    /// From now on nothing is answered until ``commitAll()``.
    func holdCommits() { state.withLock { $0.commitsAtOnce = false } }

    /// Whether messages are refused while they are handed over, as those of a feed that is not owned are.
    func failAtOnce(_ fails: Bool) { state.withLock { $0.failsAtOnce = fails } }

    /// From now on everything is answered at once.
    func commitAtOnce() { state.withLock { $0.commitsAtOnce = true } }

    /// Answers one of the messages that were taken.
    func commit(_ position: Int) { Self.commit(accepted[position]) }

    /// One of the messages that were taken will not be stored.
    func fail(_ position: Int) { (accepted[position].context as? Acceptance)?.failed() }

    /// Answers everything that was taken.
    func commitAll() { for message in accepted { Self.commit(message) } }

    /// What the engine does after a commit.
    private static func commit(_ message: NewMessage) {
        guard let acceptance = message.context as? Acceptance else { return }
        if let reply = acceptance.committed(message.status, as: MessageID(rawValue: 1)) {
            reply.token.answer(all: reply.contents)
        }
        acceptance.counters.answered(after: [.now - acceptance.receivedAt])
    }
}

extension ContinuousClock.Instant {
    fileprivate static func - (left: Self, right: Self) -> Duration { right.duration(to: left) }
}
