// Whether the engine does its work, for load balancers and orchestrators; a destination that is away is no fault of
// the engine and does not count.

/// What `/health` answers.
public struct HealthReport: Hashable, Sendable, Codable {
    /// Whether every feed listens, here or in another process, and the store is available.
    public var healthy: Bool
    /// Everything that is not so.
    public var problems: [String]

    /// Judges an overview.
    init(_ overview: Overview) {
        var problems: [String] = []
        if !overview.engine.storeIsAvailable {
            problems.append("the store is not available" + Self.reason(overview.engine.storeProblem))
        }
        for feed in overview.feeds {
            switch feed.state {
            case .listening:
                break
            case .standby:
                if feed.owner == nil { problems.append("no process owns feed \(feed.name)") }
            case .stopped:
                problems.append("feed \(feed.name) does not listen" + Self.reason(feed.because))
            }
        }
        self.problems = problems
        healthy = problems.isEmpty
    }

    private static func reason(_ text: String?) -> String {
        text.map { ": " + $0 } ?? ""
    }
}

/// What `/health/feeds` answers: which feeds are whose.
public struct FeedHealthReport: Hashable, Sendable, Codable {
    /// One feed.
    public struct Feed: Hashable, Sendable, Codable {
        /// Its name in the site.
        public var name: String
        /// Whether this process owns it.
        public var ownedHere: Bool
        /// The process that owns it; nil when none does.
        public var owner: String?
        /// Whether it takes messages here.
        public var state: FeedRow.State
    }

    /// The process that answers.
    public var instance: String
    /// Every feed of the site.
    public var feeds: [Feed]

    /// Reads an overview.
    init(_ overview: Overview) {
        instance = overview.engine.instance
        feeds = overview.feeds.map { feed in
            Feed(name: feed.name, ownedHere: feed.state != .standby, owner: feed.owner, state: feed.state)
        }
    }
}
