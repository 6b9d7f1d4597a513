// The state of everything at one moment: the engine, its feeds, its destinations and the lanes that wait.

/// The state of everything, answered from memory.
public struct Overview: Hashable, Sendable, Codable {
    /// The process that answers.
    public var engine: EngineRow
    /// Every feed of the site, in the site's order.
    public var feeds: [FeedRow] = []
    /// Every destination of the site, in the site's order.
    public var destinations: [DestinationRow] = []

    /// An overview without feeds and destinations.
    public init(engine: EngineRow) {
        self.engine = engine
    }
}

/// The process that answers, and its store.
public struct EngineRow: Hashable, Sendable, Codable {
    /// The version of Corridor.
    public var version: String
    /// What tells this process from others on the same database, such as host and process number.
    public var instance: String
    /// When it started.
    public var startedAt: Moment
    /// The running version of the site's files.
    public var site: String
    /// Whether messages can be made durable now.
    public var storeIsAvailable = true
    /// Why the store is not available.
    public var storeProblem: String?

    /// Describes a process whose store is available.
    public init(version: String, instance: String, startedAt: Moment, site: String) {
        self.version = version
        self.instance = instance
        self.startedAt = startedAt
        self.site = site
    }
}

/// One feed: a listener and what it received since the beginning.
public struct FeedRow: Hashable, Sendable, Codable {
    /// Whether a feed takes messages.
    public enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// This process owns it and accepts.
        case listening
        /// Another process owns it; this one takes over when that ends.
        case standby
        /// It should listen and does not; `because` says why.
        case stopped
    }

    /// Its name in the site.
    public var name: String
    /// Where it listens, such as `mllp://0.0.0.0:2575`.
    public var address: String
    /// Whether it takes messages.
    public var state: State
    /// Why it is in this state, where that needs saying.
    public var because: String?
    /// The process that owns it; nil when none does.
    public var owner: String?
    /// Open connections.
    public var connections = 0
    /// Messages that came in, whatever became of them.
    public var received: Int64 = 0
    /// Messages that were acknowledged after their commit.
    public var acknowledged: Int64 = 0
    /// Messages that were answered negatively.
    public var refused: Int64 = 0
    /// Acknowledged messages that no route wanted.
    public var unrouted: Int64 = 0
    /// Messages taken although they do not conform to the standard or the listener's profile.
    public var nonconforming: Int64 = 0
    /// Bytes outside of frames, dropped.
    public var bytesOutsideFrames: Int64 = 0
    /// Frames that were begun and not ended, dropped.
    public var cutFrames: Int64 = 0
    /// Frames over the limit, refused.
    public var oversizedFrames: Int64 = 0
    /// Commit blocks of senders that speak MLLP release 2, consumed.
    public var commitBlocks: Int64 = 0
    /// When the last message came.
    public var lastReceivedAt: Moment?
    /// How long acknowledgments took; nil when that is not measured.
    public var acknowledgmentLatency: LatencyHistogram?
    /// Messages received a second, lately; filled in by the console from `received`.
    public var rate: Double?

    /// Describes a feed that received nothing yet.
    public init(name: String, address: String, state: State) {
        self.name = name
        self.address = address
        self.state = state
    }
}

/// One destination and what waits for it.
public struct DestinationRow: Hashable, Sendable, Codable {
    /// Whether a destination takes deliveries.
    public enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// It does.
        case ok
        /// The destination was at fault; the next attempt is made at `until`.
        case waiting
        /// An operator, or a run of parked deliveries, paused it.
        case paused
    }

    /// Its name in the site.
    public var name: String
    /// Its type in the site, such as `fhir`.
    public var type: String
    /// Host and port only: an address may hold secrets in its path.
    public var host: String
    /// Whether it takes deliveries.
    public var state: State
    /// Why it waits or is paused.
    public var because: String?
    /// When it is tried again.
    public var until: Moment?
    /// Deliveries not yet begun, in memory and in the database.
    public var waiting: Int64 = 0
    /// Deliveries being sent.
    public var inFlight: Int64 = 0
    /// Deliveries that failed and are due again later.
    public var retrying: Int64 = 0
    /// Deliveries given up until an operator acts.
    public var parked: Int64 = 0
    /// Deliveries that arrived, since the beginning.
    public var delivered: Int64 = 0
    /// Attempts that failed, since the beginning.
    public var failedAttempts: Int64 = 0
    /// Deliveries that operators discarded, since the beginning.
    public var discarded: Int64 = 0
    /// When the oldest delivery that waits was received.
    public var oldestWaitingSince: Moment?
    /// Lanes that wait behind a delivery, longest first; at most a page of them.
    public var heldLanes: [HeldLane] = []
    /// How many lanes wait behind a delivery altogether.
    public var heldLaneCount = 0
    /// Deliveries that arrived a second, lately; filled in by the console from `delivered`.
    public var rate: Double?

    /// Describes a destination for which nothing waits.
    public init(name: String, type: String, host: String, state: State = .ok) {
        self.name = name
        self.type = type
        self.host = host
        self.state = state
    }
}

/// A lane that does not move because of the delivery at its head.
public struct HeldLane: Hashable, Sendable, Codable {
    /// What tells the lane from others: the hash of its key in hexadecimal, or `listener`; never patient data.
    public var lane: String
    /// The delivery that holds it.
    public var heldBy: DeliveryNumber
    /// Why that delivery does not go on.
    public var because: String
    /// Deliveries that stand behind it.
    public var behind: Int
    /// Attempts made with the delivery that holds it.
    public var attempts: Int
    /// When it is tried again; nil when that is not a matter of time.
    public var nextAttemptAt: Moment?

    /// Describes a lane that waits.
    public init(
        lane: String,
        heldBy: DeliveryNumber,
        because: String,
        behind: Int,
        attempts: Int,
        nextAttemptAt: Moment? = nil
    ) {
        self.lane = lane
        self.heldBy = heldBy
        self.because = because
        self.behind = behind
        self.attempts = attempts
        self.nextAttemptAt = nextAttemptAt
    }
}

/// How long something took, counted in buckets as Prometheus wants them.
public struct LatencyHistogram: Hashable, Sendable, Codable {
    /// Upper bounds in seconds, rising.
    public var bounds: [Double]
    /// How many took at most the bound at the same place, and longer than the bound before; one more than bounds,
    /// the last for everything above.
    public var counts: [Int64]
    /// The sum of all durations in seconds.
    public var sum: Double

    /// Describes a histogram.
    public init(bounds: [Double], counts: [Int64], sum: Double) {
        self.bounds = bounds
        self.counts = counts
        self.sum = sum
    }
}
