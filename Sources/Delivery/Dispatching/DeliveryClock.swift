// The two clocks of delivering: one that never jumps, to wait by, and the calendar's, to write down.

import Foundation

/// Where the dispatcher reads the time.
public struct DeliveryClock: Sendable {
    /// A moment to measure and wait by.
    public var now: @Sendable () -> ContinuousClock.Instant

    /// Milliseconds since 1970 UTC.
    public var milliseconds: @Sendable () -> Int64

    /// Creates a clock.
    public init(
        now: @escaping @Sendable () -> ContinuousClock.Instant,
        milliseconds: @escaping @Sendable () -> Int64
    ) {
        self.now = now
        self.milliseconds = milliseconds
    }

    /// The machine's clocks.
    public static let system = DeliveryClock(
        now: { ContinuousClock.now },
        milliseconds: { Int64(Date().timeIntervalSince1970 * 1_000) }
    )

    /// Turns a moment into milliseconds since 1970 UTC.
    func milliseconds(at instant: ContinuousClock.Instant) -> Int64 {
        milliseconds() + (instant - now()).wholeMilliseconds
    }
}

extension Duration {
    /// The duration in milliseconds, rounded towards zero.
    var wholeMilliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}
