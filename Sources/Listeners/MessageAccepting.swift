// What a listener needs of the store, so that it can be tested without a database.

public import MessageStore

/// Takes messages and makes them durable.
public protocol MessageAccepting: Sendable {
    /// Whether messages can be made durable now.
    var isAvailable: Bool { get }
    /// Hands a message over; `false` when there is no room for it now.
    func accept(_ message: NewMessage) -> Bool
}

extension MessageStore: MessageAccepting {}
