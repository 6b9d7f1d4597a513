// What a site says about a destination, as far as the lanes need it.

/// The rules by which one destination's lanes run.
public struct LaneRules: Hashable, Sendable {
    /// How many deliveries may be under way at a time; at least 1.
    public var concurrency: Int

    /// How failed deliveries are repeated.
    public var retry: RetryPolicy

    /// When a delivery that keeps failing is parked.
    public var poisonAfter: PoisonLimit

    /// What becomes of a lane when a delivery in it is parked.
    public var onPark: OnPark

    /// What follows a request that was written but never answered.
    public var unknownOutcome: UnknownOutcomePolicy

    /// What the destination's deliveries may take up in memory.
    public var memory: MemoryLimit

    /// How many deliveries parked in a row for one reason pause the destination.
    public var pauseAfterParked: Int

    /// Creates rules; the defaults are those of a site file that says nothing.
    public init(
        concurrency: Int = 16,
        retry: RetryPolicy = RetryPolicy(),
        poisonAfter: PoisonLimit = PoisonLimit(),
        onPark: OnPark = .continue,
        unknownOutcome: UnknownOutcomePolicy = .retry,
        memory: MemoryLimit = MemoryLimit(),
        pauseAfterParked: Int = 20
    ) {
        self.concurrency = max(1, concurrency)
        self.retry = retry
        self.poisonAfter = poisonAfter
        self.onPark = onPark
        self.unknownOutcome = unknownOutcome
        self.memory = memory
        self.pauseAfterParked = max(1, pauseAfterParked)
    }
}

/// What one destination's deliveries may take up in memory; what is beyond it waits in the store.
public struct MemoryLimit: Hashable, Sendable {
    /// The most deliveries.
    public var items: Int

    /// The most bytes of payloads, with what each delivery costs besides.
    public var bytes: Int

    /// Creates a limit.
    public init(items: Int = 8_192, bytes: Int = 24 << 20) {
        self.items = max(2, items)
        self.bytes = max(1, bytes)
    }
}
