// What the store tells its owner: commits, failures, availability, lost feeds, releases.
// Every handler runs on a thread of the store and must return quickly: hand over and leave.

/// A message that is durable, together with its deliveries.
public struct CommittedMessage: Sendable {
    /// The number it got.
    public let id: MessageID
    /// What was handed to `accept`.
    public let message: NewMessage
}

/// A message that was not stored; its sender must not get a positive acknowledgment.
public struct FailedMessage: Sendable {
    /// Why a message was not stored.
    public enum Reason: Hashable, Sendable {
        /// The database refuses this very message; the SQLSTATE says why.
        case refusedByDatabase(code: String)
        /// Its feed is not (or no longer) owned by this process; stay silent, the sender will come again.
        case feedNotOwned
        /// The store was closed before the message was durable; stay silent.
        case closed
    }

    /// What was handed to `accept`.
    public let message: NewMessage
    /// Why it was not stored.
    public let reason: Reason
}

/// The handlers of a store's events; set once, before the first claim.
public struct StoreEvents: Sendable {
    /// One call a commit, in the order of ids, on the accepting connection's thread.
    ///
    /// Only now may senders be acknowledged. The store counts the messages as unfinished until the call has
    /// returned.
    public var committed: @Sendable ([CommittedMessage]) -> Void = { _ in }
    /// Messages that will not be stored.
    public var failed: @Sendable ([FailedMessage]) -> Void = { _ in }
    /// The store became unavailable (stop reading) or available again.
    public var availabilityChanged: @Sendable (Bool) -> Void = { _ in }
    /// Another process owns these feeds now: stop listening, drop their deliveries from memory.
    public var feedsLost: @Sendable ([FeedID]) -> Void = { _ in }
    /// There is room again after `accept` returned false.
    public var roomAgain: @Sendable () -> Void = {}
    /// The settle backlog passed its limit (true: start no more deliveries) or is small again (false).
    public var settleCongestionChanged: @Sendable (Bool) -> Void = { _ in }
    /// An operator released deliveries to this destination: call `refill` for it.
    public var released: @Sendable (DestinationID) -> Void = { _ in }

    /// Handlers that do nothing.
    public init() {}
}
