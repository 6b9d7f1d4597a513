// Messages that came before: a repeat gets the answer of the first and is not processed again (FHIR R4, "Messaging",
// §2.4.3.2, `reliableCache`). In memory only: after a restart a repeat is a message of its own.

import Synchronization

/// The messages that a listener took lately.
final class MessageMemory: Sendable {
    /// How long a message is remembered.
    static let minutes = 60
    private static let time: Duration = .seconds(minutes * 60)
    /// The most messages remembered; the oldest are forgotten first.
    private static let limit = 100_000

    private struct State {
        var waits: [String: CommitWait] = [:]
        /// Oldest first.
        var order: [(key: String, at: ContinuousClock.Instant)] = []
        var head = 0

        mutating func forgetOld(_ now: ContinuousClock.Instant) {
            while head < order.count, order.count - head > limit || order[head].at + time < now {
                waits.removeValue(forKey: order[head].key)
                head += 1
            }
            if head > order.count / 2 {
                order.removeFirst(head)
                head = 0
            }
        }
    }

    private let state = Mutex(State())

    /// What a message waits for, and whether it came before.
    func wait(for key: String, now: ContinuousClock.Instant = .now) -> (wait: CommitWait, isRepeat: Bool) {
        state.withLock { state in
            state.forgetOld(now)
            if let known = state.waits[key] { return (known, true) }
            let wait = CommitWait()
            state.waits[key] = wait
            state.order.append((key, now))
            return (wait, false)
        }
    }

    /// A message was not stored after all: its repeat is a new one.
    func forget(_ key: String) {
        state.withLock { state in
            state.waits.removeValue(forKey: key)
            state.order.removeAll { $0.key == key }
            state.head = 0
        }
    }
}
