// A route: which messages of which listeners go where, in which form.
//
// Reading happens in `Route+read.swift`, choosing in `Router.swift`.

import HL7v2
public import LocatedYAML
public import Mapping

/// One rule of where messages go.
public struct Route: Sendable {
    /// What happens to a message that the route takes.
    public enum Action: Sendable {
        /// It is delivered to every one of the destinations (indices into the site's), in this form.
        case deliver(Form, to: [Int])
        /// It is deliberately not delivered, for this reason.
        case drop(reason: String)
    }

    /// The form in which a message is delivered.
    public enum Form: Sendable {
        /// The bytes as received.
        case received
        /// Through the first of these maps that takes it; as received where none reads what came in.
        case mapped(RouteMaps)
        /// Taken apart and edited; then through the first of these maps that takes it, where there are any.
        case edited(MessageEdits, then: RouteMaps?)
    }

    /// A route's maps, by what they read.
    public struct RouteMaps: Sendable {
        /// Those that read HL7 v2.
        public let messages: [MessageMap]
        /// Those that make messages of FHIR.
        public let resources: [ResourceMap]
        /// Those that make FHIR of FHIR.
        public let changes: [ResourceChange]
        /// Those that make messages, for the versions that destinations of the route ask for.
        var versions: [Version: [ResourceMap]] = [:]

        /// The maps that make messages for a destination.
        func resources(for destination: Destination) -> [ResourceMap] {
            destination.heading.version.flatMap { versions[$0] } ?? resources
        }
    }

    /// The name, unique within the site; a member of a group is named `group/member`.
    public let name: String
    /// Where it was declared.
    public let location: SourceLocation
    /// Which messages it takes; `nil` takes all.
    public let condition: RouteCondition?
    /// What happens to them.
    public let action: Action
    /// Chooses one of the destinations; `nil` where the message goes to all of them.
    var receiver: RouteReceiver?

    /// The destination of a delivery by its part number, as an index into the site's.
    ///
    /// The parts of a message are numbered in its order, and those of one part by destination.
    public func destination(ofPart part: Int) -> Int? {
        guard case .deliver(_, let destinations) = action, part >= 0, !destinations.isEmpty else {
            return nil
        }
        return destinations[part % destinations.count]
    }
}

/// Routes that stand together.
public struct RouteGroup: Sendable {
    /// How many of a group's routes may take a message.
    public enum Match: String, CaseIterable, Sendable {
        /// Each one that wants it. The default.
        case all
        /// The first one that wants it, in the file's order.
        case first
    }

    /// Its name; `nil` for a route that stands by itself.
    public let name: String?
    /// The listeners whose messages are looked at.
    public let listeners: Set<String>
    /// Which messages the group looks at; `nil` looks at all.
    public let condition: RouteCondition?
    /// How the group takes messages apart, each part of which then finds its own routes; `nil` for whole messages.
    var split: MessageEdits?
    /// How many routes may take a message.
    public let match: Match
    /// Indices into the site's routes, in order.
    public let members: [Int]
    /// The route for what no member took: an index into the site's routes.
    public let otherwise: Int?
}
