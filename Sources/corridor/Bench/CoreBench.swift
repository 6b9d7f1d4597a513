// Measures pure work on one core: so many times a second, as medians of rounds of processor time.

import Foundation

/// A piece of work that is done again and again on this thread.
struct CoreBench {
    /// Rounds, of which the median and the best are told.
    static let rounds = 7
    /// The least processor time of a round.
    static let roundSeconds = 0.4

    /// What a round took.
    struct Figures {
        /// Seconds of processor time for once, the median of the rounds.
        let median: Double
        /// The same of the quickest round.
        let best: Double

        /// `1,234,567/s (0.8 µs)`, and the best.
        var text: String {
            "\(Self.rate(median))/s, \(Self.time(median)) each (best \(Self.rate(best))/s)"
        }

        private static func rate(_ seconds: Double) -> String {
            let digits = String(Int((1 / seconds).rounded()))
            var grouped = ""
            for (position, digit) in digits.enumerated() {
                if position > 0, (digits.count - position).isMultiple(of: 3) { grouped.append(",") }
                grouped.append(digit)
            }
            return grouped
        }

        private static func time(_ seconds: Double) -> String {
            seconds < 1e-3
                ? String(format: "%.2f µs", seconds * 1e6) : String(format: "%.2f ms", seconds * 1e3)
        }
    }

    /// Does the work for all rounds; it returns a number so that nothing of it can be left out.
    static func measure(_ work: () throws -> Int) rethrows -> Figures {
        var kept = try work()
        var count = 1
        // As often as fills a round.
        while true {
            let start = processorSeconds()
            for _ in 0..<count { kept &+= try work() }
            if processorSeconds() - start > roundSeconds / 4 { break }
            count *= 2
        }
        count *= 4
        var times: [Double] = []
        for _ in 0..<rounds {
            let start = processorSeconds()
            for _ in 0..<count { kept &+= try work() }
            times.append((processorSeconds() - start) / Double(count))
        }
        withExtendedLifetime(kept) {}
        times.sort()
        return Figures(median: times[times.count / 2], best: times[0])
    }

    /// The processor time of this thread.
    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
