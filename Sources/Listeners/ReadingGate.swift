// Stops and resumes reading on all connections of a listener, for several reasons at once.
//
// A pure count of reasons with a shell that tells the server: reading goes on only when no reason is left.

import Synchronization

/// Whether a listener's connections are read.
public final class ReadingGate: Sendable {
    /// Why reading stops.
    public enum Reason: Hashable, Sendable {
        /// The store cannot make messages durable.
        case unavailable
        /// The store has no room for now.
        case room
    }

    private let reasons = Mutex<Set<Reason>>([])
    private let change: Mutex<@Sendable (Bool) -> Void> = Mutex { _ in }

    /// An open gate.
    public init() {}

    /// Sets what happens when reading must stop (`false`) or may go on (`true`); called at once when it is closed.
    public func onChange(_ change: @escaping @Sendable (_ isOpen: Bool) -> Void) {
        self.change.withLock { $0 = change }
        if reasons.withLock({ !$0.isEmpty }) { change(false) }
    }

    /// Stops reading for a reason.
    public func close(_ reason: Reason) {
        reasons.withLock { reasons in
            let wasOpen = reasons.isEmpty
            reasons.insert(reason)
            // Told under the lock, so that two changes are told in the order in which they happened.
            if wasOpen { change.withLock { $0 }(false) }
        }
    }

    /// Takes a reason back.
    public func open(_ reason: Reason) {
        reasons.withLock { reasons in
            guard reasons.remove(reason) != nil, reasons.isEmpty else { return }
            change.withLock { $0 }(true)
        }
    }
}
