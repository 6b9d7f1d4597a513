// Which routes take a message: pure, decided from the message and the site alone.

public import FHIR
public import HL7v2

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
    }

    private let groups: [RouteGroup]
    private let routes: [Route]

    init(listener: String, groups: [RouteGroup], routes: [Route]) {
        self.groups = groups.filter { $0.listeners.contains(listener) }
        self.routes = routes
    }

    /// Decides where a message goes.
    public func decide(_ message: HL7v2.Message) -> Decision {
        decide { $0.holds(for: message) }
    }

    /// Decides where a resource goes.
    public func decide(_ resource: Tree) -> Decision {
        decide { $0.holds(for: resource) }
    }

    private func decide(_ holds: (RouteCondition) -> Bool) -> Decision {
        var decision = Decision()
        for group in groups where group.condition.map(holds) ?? true {
            var taken = false
            for index in group.members where routes[index].condition.map(holds) ?? true {
                taken = true
                record(index, in: &decision)
                if group.match == .first { break }
            }
            if !taken, let otherwise = group.otherwise,
                routes[otherwise].condition.map(holds) ?? true
            {
                record(otherwise, in: &decision)
            }
        }
        return decision
    }

    private func record(_ index: Int, in decision: inout Decision) {
        decision.takers.append(index)
        switch routes[index].action {
        case .deliver: decision.routes.append(index)
        case .drop(let reason): decision.dropReason = decision.dropReason ?? reason
        }
    }
}
