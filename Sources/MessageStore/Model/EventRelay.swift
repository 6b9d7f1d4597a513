// The handlers that the owner has set, where both writers find them.

import Synchronization

/// Holds the owner's handlers.
final class EventRelay: Sendable {
    private let handlers = Mutex(StoreEvents())
    private let whenOwnershipSettled = Mutex<(@Sendable () -> Void)?>(nil)

    var current: StoreEvents { handlers.withLock { $0 } }

    func set(_ events: StoreEvents) {
        handlers.withLock { $0 = events }
    }

    /// The settling side waits while ownership is in doubt.
    func onOwnershipSettled(_ body: @escaping @Sendable () -> Void) {
        whenOwnershipSettled.withLock { $0 = body }
    }

    func ownershipSettled() {
        whenOwnershipSettled.withLock { $0 }?()
    }
}
