// Which delivery of which message, and its place in the one total order that every lane follows.

/// A delivery: one message on one route, and one part of it where the route splits.
public struct DeliveryID: Hashable, Comparable, Sendable {
    /// The message that is delivered.
    public let message: MessageID
    /// The route that planned it.
    public let route: RouteID
    /// Counts from 0 within message and route.
    public let part: Int16

    /// Names a delivery.
    public init(message: MessageID, route: RouteID, part: Int16) {
        self.message = message
        self.route = route
        self.part = part
    }

    /// Orders by message, then route, then part.
    public static func < (left: DeliveryID, right: DeliveryID) -> Bool {
        (left.message, left.route, left.part) < (right.message, right.route, right.part)
    }
}

extension DeliveryID: CustomStringConvertible, LosslessStringConvertible {
    /// `message.route.part` in decimal: the value of `Idempotency-Key`, stable over restarts.
    public var description: String { "\(message).\(route.rawValue).\(part)" }

    /// Reads `message.route.part`.
    public init?(_ description: String) {
        let pieces = description.split(separator: ".", omittingEmptySubsequences: false)
        guard pieces.count == 3, let message = Int64(pieces[0]), let route = Int32(pieces[1]),
            let part = Int16(pieces[2])
        else { return nil }
        self.init(message: MessageID(rawValue: message), route: RouteID(rawValue: route), part: part)
    }
}

/// Where a delivery stands in the total order of its lanes.
///
/// The rank of a delivery is its message's id until an operator releases it from the parked ones: then it gets
/// a new rank at the tail of its feed, and keeps it over restarts.
public struct Place: Hashable, Comparable, Sendable {
    /// The message id of an ordinary delivery, a fresh id of the feed for a released one.
    public let rank: MessageID
    /// Which delivery stands there.
    public let delivery: DeliveryID

    /// Names a place.
    public init(rank: MessageID, delivery: DeliveryID) {
        self.rank = rank
        self.delivery = delivery
    }

    /// The place of a delivery that was never released.
    public init(_ delivery: DeliveryID) {
        self.init(rank: delivery.message, delivery: delivery)
    }

    /// Orders by rank, then delivery.
    public static func < (left: Place, right: Place) -> Bool {
        (left.rank, left.delivery) < (right.rank, right.delivery)
    }
}
