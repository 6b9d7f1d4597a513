/// How long a delivery is tried again, and how long between two attempts.
///
/// Only faults of the message use up a policy's limits. While a destination is away or paused
/// the delivery's clock stands still, so nothing is given up because of an outage.
public struct RetryPolicy: Hashable, Sendable {
    /// The longest wait a destination's `Retry-After` may impose.
    public static let longestRetryAfter: Duration = .seconds(3_600)

    /// The wait after the first failed attempt.
    public var first: Duration

    /// What each further wait is multiplied by; at least 1.
    public var factor: Double

    /// The longest wait between two attempts.
    public var max: Duration

    /// The longest time a delivery is tried while its destination is up; then it is parked.
    public var giveUpAfter: Duration

    /// The share of a wait that chance may take off, from 0 (none) to 1 (all of it).
    public var jitter: Double

    /// Creates a policy; the defaults are those of a site file that says nothing.
    public init(
        first: Duration = .seconds(1),
        factor: Double = 2,
        max: Duration = .seconds(300),
        giveUpAfter: Duration = .seconds(3 * 86_400),
        jitter: Double = 0.2
    ) {
        self.first = first
        self.factor = Swift.max(1, factor)
        self.max = Swift.max(first, max)
        self.giveUpAfter = giveUpAfter
        self.jitter = Swift.min(1, Swift.max(0, jitter))
    }
}

/// When a delivery that keeps failing while its destination answers is parked.
///
/// Whichever limit is reached first counts. The time runs from the first failure and stands still
/// while the destination is away or paused.
public struct PoisonLimit: Hashable, Sendable {
    /// The failed attempts after which a delivery is parked; at least 1.
    public var attempts: Int

    /// The time since its first failure after which a delivery is parked at its next failure.
    public var time: Duration

    /// Creates a limit; the defaults are those of a site file that says nothing.
    public init(attempts: Int = 10, time: Duration = .seconds(15 * 60)) {
        self.attempts = Swift.max(1, attempts)
        self.time = time
    }
}
