// The numbers that a site's names have in the database.

public import MessageStore

/// The stored numbers of a site version, of its routes and of its destinations.
public struct SiteNumbers: Sendable {
    /// The site version.
    public let version: SiteVersion
    /// The routes' numbers, in the site's order.
    public let routes: [RouteID]
    /// The destinations' numbers, in the site's order.
    public let destinations: [DestinationID]

    /// Pairs a site with its numbers.
    public init(version: SiteVersion, routes: [RouteID], destinations: [DestinationID]) {
        self.version = version
        self.routes = routes
        self.destinations = destinations
    }
}
