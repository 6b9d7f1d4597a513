// The site's names for the numbers that the database keeps.

import Listeners
import MessageStore
import Routing
import Synchronization

/// Names of feeds, routes and destinations, of every site version met so far.
final class Names: Sendable {
    private struct Tables {
        var feeds: [FeedID: String] = [:]
        var routes: [RouteID: String] = [:]
        var destinations: [DestinationID: String] = [:]
    }

    private let tables = Mutex(Tables())

    /// Learns the names of a feed.
    func add(_ feed: FeedID, _ name: String) { tables.withLock { $0.feeds[feed] = name } }

    /// Learns the names of a site version.
    func add(_ runtime: SiteRuntime) {
        tables.withLock { tables in
            for (number, route) in zip(runtime.numbers.routes, runtime.site.routes) {
                tables.routes[number] = route.name
            }
            for (number, destination) in zip(runtime.numbers.destinations, runtime.site.destinations) {
                tables.destinations[number] = destination.name
            }
        }
    }

    /// The name of a feed; its number where the site no longer has it.
    func feed(_ feed: FeedID) -> String {
        tables.withLock { $0.feeds[feed] } ?? "feed \(feed.rawValue)"
    }

    /// The name of a route; its number where the site no longer has it, nothing for a message never routed.
    func route(_ route: RouteID) -> String? {
        route == .none ? nil : tables.withLock { $0.routes[route] } ?? "route \(route.rawValue)"
    }

    /// The name of a destination; its number where the site no longer has it, nothing for a message never routed.
    func destination(_ destination: DestinationID) -> String? {
        destination == .none
            ? nil : tables.withLock { $0.destinations[destination] } ?? "destination \(destination.rawValue)"
    }

    /// The number of a destination's name.
    func destination(named name: String) -> DestinationID? {
        tables.withLock { tables in tables.destinations.first { $0.value == name }?.key }
    }

    /// The number of a feed's name.
    func feed(named name: String) -> FeedID? {
        tables.withLock { tables in tables.feeds.first { $0.value == name }?.key }
    }
}
