// The seam between the console and the engine: everything that pages, JSON and metrics show, and what operators do.
// The console depends on nothing else of the engine; the values are its own, and tests answer with fixtures.

/// What the console asks the engine.
///
/// Calls come from several requests at once. `overview` is called about once a second and must answer from memory,
/// also while the database is away; every other call may ask the database. Values of messages are shown to the
/// operator and go nowhere else.
public protocol ConsoleBackend: Sendable {
    /// The state of everything, as it is known in memory.
    func overview() async -> Overview

    /// Stored messages, newest first.
    func messages(_ query: MessageQuery) async throws(BackendError) -> MessagePage

    /// One message with its fields, bytes, deliveries and attempts; nil when it is not stored (any more).
    func message(_ number: MessageNumber) async throws(BackendError) -> MessageView?

    /// What is parked, by destination and reason, largest group first.
    func parkedGroups() async throws(BackendError) -> ParkedGroupList

    /// Parked deliveries in the order received.
    func parked(_ query: ParkedQuery) async throws(BackendError) -> ParkedPage

    /// Which of these parked deliveries would arrive after something newer of the same lane; empty when none would.
    func overtaken(by deliveries: [DeliveryNumber]) async throws(BackendError) -> [OvertakenDelivery]

    /// Releases parked deliveries to the tail of their lanes. The operator has seen what they would overtake.
    func retry(_ deliveries: [DeliveryNumber]) async throws(BackendError) -> ActionOutcome

    /// Discards parked deliveries for good.
    func discard(_ deliveries: [DeliveryNumber], reason: String) async throws(BackendError) -> ActionOutcome

    /// Starts no more deliveries to a destination; what is in flight is finished.
    func pause(destination: String) async throws(BackendError)

    /// Starts deliveries to a destination again, at once also if it was waiting after a fault.
    func resume(destination: String) async throws(BackendError)
}

/// Why the engine could not do what the console asked; the texts are shown to operators and hold no patient data.
public enum BackendError: Error, Hashable, Sendable {
    /// There is no such thing, such as `destination "ehr"`.
    case notFound(String)
    /// It cannot be done as asked, for this reason.
    case invalid(String)
    /// It cannot be done now, such as while the database is away.
    case unavailable(String)
}

extension BackendError: CustomStringConvertible {
    /// One sentence for the operator.
    public var description: String {
        switch self {
        case .notFound(let what): "there is no \(what)"
        case .invalid(let why), .unavailable(let why): why
        }
    }
}
