// What an owner reports once a second: how far each feed is finished, and what its destinations hold.

/// What one destination holds of one feed, at the moment of the report.
public struct DestinationGauge: Hashable, Sendable {
    /// Which destination.
    public var destination: DestinationID
    /// Waiting in memory and in `pending`.
    public var waiting: Int64
    /// Being sent.
    public var inFlight: Int64
    /// When the oldest one that waits was received, milliseconds since 1970.
    public var oldestReceivedAt: Int64?

    /// Describes a gauge.
    public init(destination: DestinationID, waiting: Int64, inFlight: Int64, oldestReceivedAt: Int64? = nil) {
        self.destination = destination
        self.waiting = waiting
        self.inFlight = inFlight
        self.oldestReceivedAt = oldestReceivedAt
    }
}

/// How far a feed is finished.
public struct FeedProgress: Hashable, Sendable {
    /// Which feed.
    public var feed: FeedID
    /// The lowest message in memory whose deliveries are not all settled; nil when there is none.
    public var lowestUnfinished: MessageID?
    /// What its destinations hold.
    public var gauges: [DestinationGauge]

    /// Describes progress.
    public init(feed: FeedID, lowestUnfinished: MessageID?, gauges: [DestinationGauge] = []) {
        self.feed = feed
        self.lowestUnfinished = lowestUnfinished
        self.gauges = gauges
    }
}

/// A feed that this process owns.
public struct FeedClaim: Hashable, Sendable {
    /// Which feed.
    public let feed: FeedID
    /// Grows with every claim; outcomes of an older one are refused.
    public let epoch: Int64
    /// Where recovery begins.
    public let watermark: MessageID
    /// Where recovery ends: every message accepted under this claim has a higher id, or this one.
    public let firstNewID: MessageID
}

/// One file of a site, kept with its version so that any outbound payload can be rendered again.
public struct SiteText: Hashable, Sendable {
    /// Relative to the site folder.
    public var path: String
    /// The whole file.
    public var text: String

    /// Describes a file.
    public init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}
