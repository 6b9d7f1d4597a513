// The durable queue: accept, settle, recover, park, look up. The only module that knows SQL.
// It does not deliver, parse or decide anything; order among deliveries is kept by their owner, in memory.

public import PostgreSQL

/// The durable queue in PostgreSQL.
///
/// Three connections, each on its own thread: one accepts and holds the feeds' advisory locks, one settles, one
/// reads. Messages are durable together with their deliveries or not at all.
public final class MessageStore: Sendable {
    /// How a store is opened.
    public struct Configuration: Sendable {
        /// The database.
        public var connection: ConnectionSettings
        /// The bounds.
        public var limits = StoreLimits()
        /// Milliseconds since 1970; tests inject their own.
        public var clock: @Sendable () -> Int64

        /// A configuration with default bounds and the system's clock.
        public init(connection: ConnectionSettings) {
            self.connection = connection
            clock = SystemClock.millisecondsSince1970
        }
    }

    init() {}

    /// Connects, migrates the schema under an advisory lock, and creates the partitions of today and tomorrow.
    public static func open(_ configuration: Configuration) async throws(StoreError) -> MessageStore {
        throw .closed
    }

    /// Sets the handlers; call once, before the first claim.
    public func setEvents(_ events: StoreEvents) {}

    /// Stops accepting, writes what is under way, gives up all feeds, disconnects.
    public func close() async {}

    /// Whether the accepting connection is up and its feeds are owned.
    ///
    /// When false, stop reading.
    public var isAvailable: Bool { false }
}

// Names.
extension MessageStore {
    /// The number of a feed's name, given to it at first use.
    public func feed(named name: String) async throws(StoreError) -> FeedID { throw .closed }
    /// The number of a route's name, given to it at first use.
    public func route(named name: String) async throws(StoreError) -> RouteID { throw .closed }
    /// The number of a destination's name, given to it at first use.
    public func destination(named name: String) async throws(StoreError) -> DestinationID { throw .closed }
    /// The number of a site's files as a whole; the same files and build get the same number again.
    public func siteVersion(of files: [SiteText], engineBuild: String) async throws(StoreError) -> SiteVersion
    {
        throw .closed
    }
    /// The files of a site version, by path; empty when there is no such version.
    public func siteFiles(of version: SiteVersion) async throws(StoreError) -> [SiteText] { throw .closed }
}

// Feeds.
extension MessageStore {
    /// Takes a feed into ownership; nil when another process has it.
    public func claim(_ feed: FeedID) async throws(StoreError) -> FeedClaim? { throw .closed }
    /// Gives a feed to whoever claims it next, once everything accepted is committed and everything settled is
    /// written.
    public func release(_ feed: FeedID) async throws(StoreError) {}
    /// Accepts a message: it goes into the open batch, and `committed` or `failed` tells what became of it.
    ///
    /// Callable from any thread, never blocks. False when the waiting batches are at their limit: stop reading until
    /// `roomAgain`.
    public func accept(_ message: NewMessage) -> Bool { false }
    /// Writes outcomes down, in order, in batches; never blocks and never refuses.
    public func settle(_ settlements: [Settlement]) {}
    /// Whether `settleCongestionChanged(true)` holds.
    public var isSettleCongested: Bool { false }
    /// Reports progress, about once a second.
    ///
    /// `collect` is called at once with the feeds that are owned.
    public func report(_ collect: ([FeedID]) -> [FeedProgress]) {}
}

// Recovery.
extension MessageStore {
    /// A page of a claimed feed's unfinished deliveries below `claim.firstNewID`, tail and pending merged in
    /// total order.
    ///
    /// Begin with `after: nil`. What waits for the destinations in `saturated` is left in `pending`.
    public func recover(
        _ claim: FeedClaim,
        after: MessageID?,
        saturated: Set<DestinationID> = [],
        limit: Int = 500
    ) async throws(StoreError) -> RecoveredPage { throw .closed }
    /// The next deliveries of this process's feeds that wait in `pending` for a destination, in total order.
    ///
    /// Sees everything that was settled before the call.
    public func refill(
        _ destination: DestinationID,
        after: Place?,
        limit: Int = 500
    ) async throws(StoreError) -> [QueuedDelivery] { throw .closed }
}

// Operators.
extension MessageStore {
    /// The latest messages, newest first, below an id; `status` narrows the list.
    public func latestMessages(
        before: MessageID? = nil,
        status: MessageStatus? = nil,
        feed: FeedID? = nil,
        limit: Int = 50
    ) async throws(StoreError) -> [MessageSummary] { throw .closed }
    /// The messages with a control id, newest first.
    public func messages(
        controlID: String,
        before: MessageID? = nil,
        limit: Int = 50
    ) async throws(StoreError) -> [MessageSummary] { throw .closed }
    /// Everything about one message; nil when it is not stored (any more).
    public func message(_ id: MessageID, logLimit: Int = 200) async throws(StoreError) -> MessageDetail? {
        throw .closed
    }
    /// What is parked, in order, after a delivery.
    public func parked(
        destination: DestinationID? = nil,
        reason: String? = nil,
        after: DeliveryID? = nil,
        limit: Int = 50
    ) async throws(StoreError) -> [ParkedDelivery] { throw .closed }
    /// What is parked, by destination and reason.
    public func parkedGroups() async throws(StoreError) -> ParkedGroups { throw .closed }
    /// What waits in `pending` for a destination, in total order.
    public func pending(
        destination: DestinationID,
        after: Place? = nil,
        limit: Int = 50
    ) async throws(StoreError) -> [PendingSummary] { throw .closed }
    /// What releasing these would overtake.
    public func releaseGuards(_ deliveries: [DeliveryID]) async throws(StoreError) -> [ReleaseGuard] {
        throw .closed
    }
    /// Moves parked deliveries to `pending`, at the tail of their feeds, in the order received.
    public func retry(_ deliveries: [DeliveryID]) async throws(StoreError) -> OperatorOutcome {
        throw .closed
    }
    /// Discards parked deliveries for good.
    public func discard(_ deliveries: [DeliveryID], reason: String) async throws(StoreError)
        -> OperatorOutcome
    {
        throw .closed
    }
    /// The stat rows of all feeds.
    public func feedStatistics() async throws(StoreError) -> [FeedStatistics] { throw .closed }
    /// The stat rows of all destinations.
    public func destinationStatistics() async throws(StoreError) -> [DestinationStatistics] { throw .closed }
    /// Drops whole days older than `days`, never one that holds anything unfinished, pending or parked.
    public func dropDays(olderThan days: Int) async throws(StoreError) -> Int { throw .closed }
}
