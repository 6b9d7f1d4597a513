// How fast a counter grows: a ring of samples, one about each second, over the last minutes.
// It knows no clock; whoever samples says when.

/// The growth of one counter.
struct RateMeter: Sendable {
    /// Samples kept: five minutes at one a second.
    static let sampleLimit = 300
    /// The stretch that the current rate is measured over.
    static let window = Duration.seconds(10)

    private struct Sample {
        let at: Moment
        let total: Int64
    }

    private var samples: [Sample] = []

    /// Notes a counter's total; a total below the one before means that the counter began anew.
    mutating func record(_ total: Int64, at moment: Moment) {
        if let last = samples.last {
            guard moment > last.at else { return }
            if total < last.total { samples = [] }
        }
        if samples.count == Self.sampleLimit { samples.removeFirst() }
        samples.append(Sample(at: moment, total: total))
    }

    /// Growth a second over the window; nil before two samples.
    var rate: Double? {
        guard let last = samples.last, samples.count > 1 else { return nil }
        let first = samples.last { last.at.since($0.at) >= Self.window } ?? samples[0]
        return Self.rate(from: first, to: last)
    }

    /// Growth a second in equal stretches up to now, oldest first; stretches before the first sample are zero.
    func history(stretches: Int, each stretch: Duration) -> [Double] {
        guard let last = samples.last else { return Array(repeating: 0, count: stretches) }
        var rates: [Double] = []
        var index = samples.startIndex
        for number in (0..<stretches).reversed() {
            let begin = last.at.milliseconds - (Int64(number) + 1) * stretch.inMilliseconds
            let end = begin + stretch.inMilliseconds
            while index < samples.endIndex - 1, samples[index + 1].at.milliseconds <= begin { index += 1 }
            var endIndex = index
            while endIndex < samples.endIndex - 1, samples[endIndex + 1].at.milliseconds <= end {
                endIndex += 1
            }
            rates.append(Self.rate(from: samples[index], to: samples[endIndex]))
        }
        return rates
    }

    private static func rate(from first: Sample, to last: Sample) -> Double {
        let milliseconds = last.at.since(first.at).inMilliseconds
        return milliseconds > 0 ? Double(last.total - first.total) * 1_000 / Double(milliseconds) : 0
    }
}

extension Duration {
    /// Whole milliseconds.
    var inMilliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}
