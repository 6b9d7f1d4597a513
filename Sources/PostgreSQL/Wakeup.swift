// Wakes a connection's thread out of poll(), and only when it has said that it sleeps.

import CSupport
import Glibc
import Synchronization

/// An eventfd with a flag in front of it: a thread that is busy anyway costs its callers one atomic exchange.
final class Wakeup: Sendable {
    /// For poll().
    let descriptor: Int32
    private let sleeps = Atomic<Bool>(false)

    init() {
        descriptor = corridor_wakeup_open()
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// The thread is about to look for work a last time, and then to sleep.
    func willSleep() {
        sleeps.store(true, ordering: .sequentiallyConsistent)
    }

    /// The thread is awake.
    func isAwake() {
        sleeps.store(false, ordering: .sequentiallyConsistent)
        corridor_wakeup_drain(descriptor)
    }

    /// There is work for the thread; it has been put where the thread looks for it.
    func signal() {
        if sleeps.exchange(false, ordering: .sequentiallyConsistent) { corridor_wakeup_signal(descriptor) }
    }

    /// Wakes the thread even where it waits for an answer and looks for no work.
    func signalAlways() {
        corridor_wakeup_signal(descriptor)
    }
}
