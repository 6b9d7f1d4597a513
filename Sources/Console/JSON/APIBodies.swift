// The bodies of the `/api/` paths that are not values of the seam.

/// The answer to a request that was refused.
public struct APIProblem: Hashable, Sendable, Codable {
    /// One sentence, for people.
    public var error: String
    /// What a retry would overtake, where that is why it was refused.
    public var overtaken: [OvertakenDelivery]?

    /// Describes a problem.
    public init(error: String, overtaken: [OvertakenDelivery]? = nil) {
        self.error = error
        self.overtaken = overtaken
    }
}

/// The body of `POST /api/retry`.
public struct APIRetry: Hashable, Sendable, Codable {
    /// Which parked deliveries.
    public var deliveries: [DeliveryNumber]
    /// Retry also what would overtake something newer; without it such a request is refused with 409.
    public var anyway: Bool?

    /// Describes a retry.
    public init(deliveries: [DeliveryNumber], anyway: Bool? = nil) {
        self.deliveries = deliveries
        self.anyway = anyway
    }
}

/// The body of `POST /api/discard`.
public struct APIDiscard: Hashable, Sendable, Codable {
    /// Which parked deliveries.
    public var deliveries: [DeliveryNumber]
    /// Why; kept in the log, so without patient data.
    public var reason: String

    /// Describes a discard.
    public init(deliveries: [DeliveryNumber], reason: String) {
        self.deliveries = deliveries
        self.reason = reason
    }
}

/// The answer to `POST /api/destinations/NAME/pause` and `…/resume`.
public struct APIDestinationState: Hashable, Sendable, Codable {
    /// Which destination.
    public var destination: String
    /// Whether it is paused now.
    public var paused: Bool

    /// Describes the state.
    public init(destination: String, paused: Bool) {
        self.destination = destination
        self.paused = paused
    }
}
