// Rates out of totals.

import Testing

@testable import Console

struct `Rate meter` {
    private func meter(_ samples: [(Int64, Int64)]) -> RateMeter {
        var meter = RateMeter()
        for (seconds, total) in samples { meter.record(total, at: Moment(milliseconds: seconds * 1_000)) }
        return meter
    }

    @Test func `knows nothing from one sample`() {
        #expect(meter([]).rate == nil)
        #expect(meter([(0, 5)]).rate == nil)
    }

    @Test func `measures over the last ten seconds`() {
        let steady = (0...60 as ClosedRange<Int64>).map { ($0, max(0, $0 - 30) * 7) }
        #expect(meter(steady).rate == 7)
        #expect(meter([(0, 0), (2, 10)]).rate == 5)
    }

    @Test func `begins anew when the counter does`() {
        #expect(meter([(0, 1_000), (1, 1_010), (2, 4)]).rate == nil)
        #expect(meter([(0, 1_000), (1, 0), (2, 6)]).rate == 6)
    }

    @Test func `ignores a clock that does not go on`() {
        #expect(meter([(0, 0), (5, 50), (5, 90), (3, 100)]).rate == 10)
    }

    @Test func `draws the course of the last minutes`() {
        let burst = (0...20 as ClosedRange<Int64>).map { ($0, max(0, $0 - 10) * 3) }
        #expect(meter(burst).history(stretches: 4, each: .seconds(5)) == [0, 0, 3, 3])
        #expect(meter([]).history(stretches: 3, each: .seconds(5)) == [0, 0, 0])
        #expect(meter([(0, 9)]).history(stretches: 2, each: .seconds(5)) == [0, 0])
    }

    @Test func `keeps a bounded past`() {
        let long = (0...1_000 as ClosedRange<Int64>).map { ($0, $0) }
        let history = meter(long).history(stretches: 100, each: .seconds(5))
        #expect(history.suffix(59).allSatisfy { $0 == 1 })
        #expect(history.first == 0)
    }
}
