// Messages that came before: a repeat gets the answer of the first and is not processed again (FHIR R4, "Messaging",
// §2.4.3.2, `reliableCache`). What came before this process is looked up in the store.

import Synchronization

/// The messages that a listener took lately.
final class MessageMemory: Sendable {
    /// How long a message is remembered.
    static let minutes = 60
    /// The same in milliseconds.
    static let milliseconds = Int64(minutes) * 60_000
    private static let time: Duration = .seconds(minutes * 60)
    /// The most messages remembered; the oldest are forgotten first.
    private static let limit = 100_000

    private struct State {
        var waits: [String: CommitWait] = [:]
        /// Those that are known to have reached every receiver.
        var arrived: Set<String> = []
        /// Oldest first.
        var order: [(key: String, at: ContinuousClock.Instant)] = []
        var head = 0

        mutating func forgetOld(_ now: ContinuousClock.Instant) {
            while head < order.count, order.count - head > limit || order[head].at + time < now {
                waits.removeValue(forKey: order[head].key)
                arrived.remove(order[head].key)
                head += 1
            }
            if head > order.count / 2 {
                order.removeFirst(head)
                head = 0
            }
        }
    }

    private let state = Mutex(State())
    private let begun = ContinuousClock.now

    /// Whether every message that still counts would be known: not in the first hour, nor after many were forgotten.
    func knowsAll(now: ContinuousClock.Instant = .now) -> Bool {
        begun + Self.time < now && state.withLock { $0.order.count - $0.head < Self.limit }
    }

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

    /// A message reached every receiver.
    func arrived(_ key: String) {
        state.withLock { if $0.waits[key] != nil { $0.arrived.insert(key) } }
    }

    /// Whether a message is known to have reached every receiver.
    func hasArrived(_ key: String) -> Bool { state.withLock { $0.arrived.contains(key) } }

    /// A message was not stored after all: its repeat is a new one.
    func forget(_ key: String) {
        state.withLock { state in
            state.waits.removeValue(forKey: key)
            state.order.removeAll { $0.key == key }
            state.head = 0
        }
    }
}
