/// The wait before another attempt: exponential, with a cap, a random part and `Retry-After`.
///
/// A pure calculation. Chance comes from the caller's generator, so that a test or a simulation
/// can repeat a run exactly.
public struct Backoff: Hashable, Sendable {
    private let policy: RetryPolicy

    /// Creates the calculation for one policy.
    public init(_ policy: RetryPolicy) {
        self.policy = policy
    }

    /// Returns how long to wait after a number of failures in a row.
    ///
    /// - Parameters:
    ///   - failures: How often it has failed, from 1.
    ///   - retryAfter: What the destination asked for. A longer request than the calculated wait wins,
    ///     up to ``RetryPolicy/longestRetryAfter``; a shorter one is ignored.
    ///   - random: Where the random part comes from.
    /// - Returns: The wait.
    public func delay(
        afterFailures failures: Int,
        retryAfter: Duration? = nil,
        using random: inout some RandomNumberGenerator
    ) -> Duration {
        let full = exponential(failures)
        let kept = 1 - policy.jitter * Double.random(in: 0..<1, using: &random)
        let delay = full * kept
        guard let retryAfter else { return delay }
        return max(delay, min(retryAfter, RetryPolicy.longestRetryAfter))
    }

    private func exponential(_ failures: Int) -> Duration {
        var delay = policy.first
        var remaining = failures - 1
        // A factor of 1 never reaches the cap: nothing changes however long the loop would run.
        while remaining > 0, delay < policy.max, policy.factor > 1 {
            delay = delay * policy.factor
            remaining -= 1
        }
        return min(delay, policy.max)
    }
}
