// Why a message goes where it goes: every route of a listener, with what its condition saw.
//
// Holds values of the message: it is for whoever asks about one message, and never logged or stored.

public import LocatedYAML

/// What became of a message at a listener, and why.
public struct Explanation: Sendable {
    /// The listener.
    public let listener: String
    /// Why it was not looked at by routes; `nil` where it was.
    public let refusal: String?
    /// The listener's routes, in the order of the files.
    public let routes: [RouteExplanation]
}

/// What one route made of a message.
public struct RouteExplanation: Sendable {
    /// How a route decided.
    public enum Verdict: Hashable, Sendable {
        /// It delivers the message.
        case delivers
        /// It takes the message and delivers nothing, for this reason.
        case drops(String)
        /// Its condition does not hold.
        case conditionFails
        /// The condition of its group does not hold.
        case groupConditionFails
        /// It was not asked: an earlier route of its group took the message.
        case passedOver(by: String)
        /// It is for what no route of its group takes, and one did.
        case notNeeded
    }

    /// The route's name.
    public let name: String
    /// Where it stands.
    public let location: SourceLocation
    /// How it decided.
    public let verdict: Verdict
    /// The condition of its group; `nil` without one.
    public let groupCondition: ConditionExplanation?
    /// Its own condition; `nil` without one, or where nobody asked.
    public let condition: ConditionExplanation?
    /// What it delivers.
    public let deliveries: [DeliveryExplanation]
}

/// A condition, or a part of one, with what it saw.
public struct ConditionExplanation: Sendable {
    /// The expression.
    public let text: String
    /// Whether it holds; `nil` where that cannot be said of it alone.
    public let holds: Bool?
    /// The parts that are joined by `and`, `or`, `xor`, `implies` or `not`.
    public let parts: [ConditionExplanation]
    /// What it reads, with the texts found.
    public let readings: [Reading]

    /// A location or path, and what stands there.
    public struct Reading: Sendable {
        /// The location or path.
        public let text: String
        /// The texts; none where there is nothing.
        public let values: [String]
    }
}

/// One delivery that a message leads to.
public struct DeliveryExplanation: Sendable {
    /// The destination's name.
    public let destination: String
    /// What is sent, or why nothing can be.
    public let payload: Payload
    /// The lanes in which it waits its turn, sorted.
    public let lanes: [String]
}
