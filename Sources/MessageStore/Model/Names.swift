// Small numbers that stand for the names of a site: feeds, routes, destinations, site versions.
// The names themselves live in tables and are interned once, at start or reload.

/// The number of a feed, 1 to 255; every message id carries it.
public struct FeedID: Hashable, Comparable, Sendable, RawRepresentable {
    /// The stored number.
    public let rawValue: Int16

    /// Takes a number as it stands in the database.
    public init(rawValue: Int16) {
        self.rawValue = rawValue
    }

    /// The highest number that fits the bits a message id has for it.
    public static let limit: Int16 = 255

    /// Orders by number.
    public static func < (left: FeedID, right: FeedID) -> Bool { left.rawValue < right.rawValue }
}

/// The number of a route's name.
public struct RouteID: Hashable, Comparable, Sendable, RawRepresentable {
    /// The stored number; 0 where no route was chosen, as for a suspect message.
    public let rawValue: Int32

    /// Takes a number as it stands in the database.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// No route: the message was parked before it was routed.
    public static let none = RouteID(rawValue: 0)

    /// Orders by number.
    public static func < (left: RouteID, right: RouteID) -> Bool { left.rawValue < right.rawValue }
}

/// The number of a destination's name.
public struct DestinationID: Hashable, Comparable, Sendable, RawRepresentable {
    /// The stored number; 0 where no destination was chosen.
    public let rawValue: Int32

    /// Takes a number as it stands in the database.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// No destination: the message was parked before it was routed.
    public static let none = DestinationID(rawValue: 0)

    /// Orders by number.
    public static func < (left: DestinationID, right: DestinationID) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// The number of one version of the site's files; any outbound payload can be rendered again from it.
public struct SiteVersion: Hashable, Comparable, Sendable, RawRepresentable {
    /// The stored number.
    public let rawValue: Int32

    /// Takes a number as it stands in the database.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// Orders by number, which is the order of loading.
    public static func < (left: SiteVersion, right: SiteVersion) -> Bool { left.rawValue < right.rawValue }
}
