// Waits between attempts: growth, cap, chance and the destination's own wish.

import Delivery
import Testing

struct BackoffTests {
    private var random = RandomSource(seed: 1)

    @Test(arguments: [(1, 1), (2, 2), (3, 4), (6, 32), (9, 256), (10, 300), (1_000_000, 300)])
    func `Waits double up to the longest one`(failures: Int, seconds: Int) {
        var random = random
        let backoff = Backoff(RetryPolicy(jitter: 0))
        #expect(backoff.delay(afterFailures: failures, using: &random) == .seconds(seconds))
    }

    @Test
    func `A factor of one never grows and never loops`() {
        var random = random
        let backoff = Backoff(RetryPolicy(first: .seconds(3), factor: 1, jitter: 0))
        #expect(backoff.delay(afterFailures: .max, using: &random) == .seconds(3))
    }

    @Test
    func `Chance takes off at most the share that the policy names`() {
        var random = random
        let backoff = Backoff(RetryPolicy(first: .seconds(10), jitter: 0.25))
        let delays = (0..<1_000).map { _ in backoff.delay(afterFailures: 1, using: &random) }
        #expect(delays.allSatisfy { $0 > .seconds(7.5) && $0 <= .seconds(10) })
        #expect(Set(delays).count > 900)
    }

    @Test
    func `Equal seeds give equal waits`() {
        var first = RandomSource(seed: 9)
        var second = RandomSource(seed: 9)
        let backoff = Backoff(RetryPolicy())
        for failures in 1...20 {
            let delay = backoff.delay(afterFailures: failures, using: &first)
            #expect(delay == backoff.delay(afterFailures: failures, using: &second))
        }
    }

    @Test(arguments: [(0, 1), (1, 1), (60, 60), (3_600, 3_600), (3_601, 3_600), (86_400, 3_600)])
    func `The destination may ask for a longer wait, within reason`(asked: Int, seconds: Int) {
        var random = random
        let backoff = Backoff(RetryPolicy(jitter: 0))
        let delay = backoff.delay(afterFailures: 1, retryAfter: .seconds(asked), using: &random)
        #expect(delay == .seconds(seconds))
    }
}
