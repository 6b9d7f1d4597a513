// What is parked, by groups and one by one, and what operators do with it.

/// The groups of what is parked.
public struct ParkedGroupList: Hashable, Sendable, Codable {
    /// Largest first.
    public var groups: [ParkedGroupRow]
    /// False when more is parked than was looked at; counts are then lower bounds.
    public var isComplete: Bool

    /// Describes the groups.
    public init(groups: [ParkedGroupRow], isComplete: Bool = true) {
        self.groups = groups
        self.isComplete = isComplete
    }
}

/// Parked deliveries of one destination and reason.
public struct ParkedGroupRow: Hashable, Sendable, Codable {
    /// Where they would have gone; nil for suspect messages.
    public var destination: String?
    /// The short code that groups them, such as `mapping-failed`.
    public var reason: String
    /// How many.
    public var count: Int

    /// Describes a group.
    public init(destination: String?, reason: String, count: Int) {
        self.destination = destination
        self.reason = reason
        self.count = count
    }
}

/// Which parked deliveries are listed.
public struct ParkedQuery: Hashable, Sendable {
    /// Only to this destination.
    public var destination: String?
    /// Only with this reason.
    public var reason: String?
    /// Only those that stand behind this one.
    public var after: DeliveryNumber?
    /// How many at most.
    public var limit = 50

    /// Everything that is parked.
    public init() {}
}

/// A page of parked deliveries, in the order received.
public struct ParkedPage: Hashable, Sendable, Codable {
    /// The deliveries.
    public var deliveries: [ParkedRow]
    /// Pass it as `after` for the next page; nil on the last one.
    public var next: DeliveryNumber?

    /// Describes a page.
    public init(deliveries: [ParkedRow], next: DeliveryNumber? = nil) {
        self.deliveries = deliveries
        self.next = next
    }
}

/// A delivery that was given up until an operator acts.
public struct ParkedRow: Hashable, Sendable, Codable {
    /// Its number.
    public var number: DeliveryNumber
    /// The route that planned it; nil for a suspect message.
    public var route: String?
    /// Where it would have gone; nil for a suspect message.
    public var destination: String?
    /// When it was parked.
    public var parkedAt: Moment
    /// The short code that groups it.
    public var reason: String
    /// What was wrong and where, without a value of the message.
    public var diagnostics: String
    /// The status or acknowledgment code of the last answer; nil where there was none.
    public var code: String?
    /// Attempts made.
    public var attempts = 0

    /// Describes a parked delivery that was not attempted.
    public init(
        number: DeliveryNumber,
        route: String?,
        destination: String?,
        parkedAt: Moment,
        reason: String,
        diagnostics: String
    ) {
        self.number = number
        self.route = route
        self.destination = destination
        self.parkedAt = parkedAt
        self.reason = reason
        self.diagnostics = diagnostics
    }
}

/// A parked delivery whose release would put something old after something newer of the same lane.
public struct OvertakenDelivery: Hashable, Sendable, Codable {
    /// The parked delivery.
    public var delivery: DeliveryNumber
    /// Newer messages of the same lane that arrived at the same destination since, newest last, some of them.
    public var newer: [MessageNumber]

    /// Describes what would be overtaken.
    public init(delivery: DeliveryNumber, newer: [MessageNumber]) {
        self.delivery = delivery
        self.newer = newer
    }
}

/// What became of a request to retry or discard.
public struct ActionOutcome: Hashable, Sendable, Codable {
    /// The deliveries that were changed.
    public var changed: [DeliveryNumber]
    /// The deliveries that were not parked (any more).
    public var missing: [DeliveryNumber]

    /// Describes an outcome.
    public init(changed: [DeliveryNumber], missing: [DeliveryNumber] = []) {
        self.changed = changed
        self.missing = missing
    }
}
