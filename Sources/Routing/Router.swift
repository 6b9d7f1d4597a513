// Which routes take a message: pure, decided from the message and the site alone.

public import FHIR
public import HL7v2
import Mapping

/// The routes of one listener, ready to choose among.
public struct Router: Sendable {
    /// What becomes of a message.
    public struct Decision: Sendable {
        /// The routes that deliver it, as indices into the site's, in the file's order.
        public internal(set) var routes: [Int] = []
        /// The routes that take it, those among them that deliver nothing, in the file's order.
        public internal(set) var takers: [Int] = []
        /// Why it is deliberately not delivered, where a route says so.
        public internal(set) var dropReason: String?
        /// Which parts of it a route takes, by route; of a route that is not here, all.
        var parts: [Int: Set<Int>] = [:]
        /// How many parts no route of their group took.
        var unroutedParts = 0
    }

    private let groups: [RouteGroup]
    private let routes: [Route]

    init(listener: String, groups: [RouteGroup], routes: [Route]) {
        self.groups = groups.filter { $0.listeners.contains(listener) }
        self.routes = routes
    }

    /// Decides where a message goes.
    ///
    /// - Parameters:
    ///   - message: the message.
    ///   - read: reads the bytes of a part, where a group takes the message apart.
    /// - Returns: the routes that take it, and which parts of it.
    public func decide(
        _ message: HL7v2.Message,
        reading read: ([UInt8]) throws(ParseError) -> HL7v2.Message = { bytes throws(ParseError) in
            try HL7v2.Message(bytes)
        }
    ) -> Decision {
        var decision = Decision()
        for group in groups where group.condition?.holds(for: message) ?? true {
            // What cannot be taken apart is looked at as a whole; its deliveries say why.
            var parts = [message]
            if case .parts(let several)? = group.split?.parts(of: message, reading: read) { parts = several }
            guard parts.count > 1 else {
                _ = decide(group, part: nil, in: &decision) { takes($0, message) }
                continue
            }
            for (number, part) in parts.enumerated() {
                let isTaken = decide(group, part: number, in: &decision) { takes($0, part) }
                if !isTaken { decision.unroutedParts += 1 }
            }
        }
        return decision
    }

    private func takes(_ route: Route, _ message: HL7v2.Message) -> Bool {
        guard route.condition?.holds(for: message) ?? true else { return false }
        return route.receiver.map { $0.chosen(for: message) != nil } ?? true
    }

    /// Decides where a resource goes.
    public func decide(_ resource: Tree) -> Decision {
        var decision = Decision()
        for group in groups where group.condition?.holds(for: resource) ?? true {
            _ = decide(group, part: nil, in: &decision) { takes($0, resource) }
        }
        return decision
    }

    private func takes(_ route: Route, _ resource: Tree) -> Bool {
        guard route.condition?.holds(for: resource) ?? true else { return false }
        return route.receiver.map { $0.chosen(for: resource) != nil } ?? true
    }

    /// Decides by one group; whether a route of it took the message, or the part.
    private func decide(
        _ group: RouteGroup,
        part: Int?,
        in decision: inout Decision,
        takes: (Route) -> Bool
    ) -> Bool {
        var isTaken = false
        for index in group.members where takes(routes[index]) {
            isTaken = true
            record(index, part, in: &decision)
            if group.match == .first { break }
        }
        if !isTaken, let otherwise = group.otherwise, takes(routes[otherwise]) {
            isTaken = true
            record(otherwise, part, in: &decision)
        }
        return isTaken
    }

    private func record(_ index: Int, _ part: Int?, in decision: inout Decision) {
        if !decision.takers.contains(index) { decision.takers.append(index) }
        switch routes[index].action {
        case .deliver:
            if !decision.routes.contains(index) { decision.routes.append(index) }
            if let part { decision.parts[index, default: []].insert(part) }
        case .drop(let reason): decision.dropReason = decision.dropReason ?? reason
        }
    }
}
