// Something that may be asked for twice, by a deadline and by what it waits for, and must happen once.

import Synchronization

/// Does something at the first call and nothing at later ones.
final class Once: Sendable {
    private let action: Mutex<(@Sendable () -> Void)?>

    init(_ action: @escaping @Sendable () -> Void) {
        self.action = Mutex(action)
    }

    func fire() {
        let action = action.withLock { action in
            defer { action = nil }
            return action
        }
        action?()
    }
}
