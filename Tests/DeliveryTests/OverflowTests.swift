// Beyond the memory limit: what goes to the store, when it is asked for, and how the overflow ends.

import MessageStore
import Testing

@testable import Delivery

struct OverflowTests {
    private func bench(items: Int = 4, bytes: Int = 1 << 20) -> LaneBench {
        LaneBench(LaneRules(concurrency: 1, memory: MemoryLimit(items: items, bytes: bytes)))
    }

    private func page(_ numbers: ClosedRange<Int>) -> [LaneDelivery] {
        numbers.map { number in
            var delivery = LaneBench.delivery(number, keys: [1])
            delivery.isRecorded = true
            return delivery
        }
    }

    @Test(arguments: [4, 5])
    func `Deliveries are spilled from the first beyond the limit on`(count: Int) {
        var bench = bench()
        var spilled: [Int] = []
        for number in 1...count {
            bench.arrive(number, keys: [1])
            spilled += bench.settled.map(\.0)
        }
        #expect(spilled == (count > 4 ? [5] : []))
    }

    @Test
    func `Bytes count as well as deliveries`() {
        var bench = bench(items: 100, bytes: 10_000)
        bench.arrive(1, keys: [1], bytes: 9_000)
        bench.arrive(2, keys: [1], bytes: 9_000)
        #expect(bench.outcomes == [.spilled])
    }

    @Test
    func `A delivery larger than the limit is taken when nothing else is there`() {
        var bench = bench(items: 100, bytes: 10_000)
        bench.arrive(1, keys: [1], bytes: 1_000_000)
        #expect(bench.started == [1])
    }

    @Test
    func `Half of the memory free asks for what follows`() {
        var bench = bench()
        for number in 1...8 { bench.arrive(number, keys: [1]) }
        bench.end(1, .delivered)
        #expect(bench.refills.isEmpty)
        bench.end(2, .delivered)
        #expect(bench.refills.map(\.after) == [LaneBench.delivery(4, keys: []).place])
        #expect(bench.refills.map(\.items) == [2])
    }

    @Test
    func `What arrives during the last refill follows it without touching the store`() {
        var bench = bench()
        for number in 1...5 { bench.arrive(number, keys: [1]) }
        bench.end(1, .delivered)
        bench.end(2, .delivered)
        bench.arrive(6, keys: [1])
        #expect(bench.settled.isEmpty)
        bench.receive(.refilled(page(5...5)))
        #expect(bench.refills.count == 0)
        bench.end(3, .delivered)
        #expect(bench.refills.map(\.after) == [LaneBench.delivery(5, keys: []).place])
        bench.receive(.refilled([]))
        for number in 4...5 { bench.end(number, .delivered) }
        #expect(bench.started == [6])
        #expect(!bench.lanes.overflow.isActive)
    }

    @Test
    func `Between two refills the waiting room goes to the store before what does not fit it`() {
        var bench = bench()
        for number in 1...5 { bench.arrive(number, keys: [1]) }
        bench.end(1, .delivered)
        bench.end(2, .delivered)
        bench.arrive(6, keys: [1])
        bench.receive(.refilled(page(5...5)))
        bench.arrive(7, keys: [1])
        #expect(bench.settled.map(\.0) == [6, 7])
        #expect(bench.outcomes == [.spilled, .spilled])
    }

    @Test
    func `While much is left in the store, what arrives goes there`() {
        var bench = bench()
        for number in 1...20 { bench.arrive(number, keys: [1]) }
        bench.end(1, .delivered)
        bench.end(2, .delivered)
        bench.arrive(21, keys: [1])
        bench.receive(.refilled(page(5...6)))
        #expect(bench.settled.map(\.0) == [21])
        #expect(bench.outcomes == [.spilled])
    }

    @Test
    func `A refill that failed is asked for again after a while`() {
        var bench = bench()
        for number in 1...5 { bench.arrive(number, keys: [1]) }
        bench.end(1, .delivered)
        bench.end(2, .delivered)
        bench.arrive(6, keys: [1])
        bench.receive(.refillFailed)
        #expect(bench.settled.map(\.0) == [6])
        #expect(bench.lanes.nextWake == bench.now + Lanes.storeRetryDelay)
        bench.pass(Lanes.storeRetryDelay)
        #expect(bench.refills.count == 1)
    }

    @Test
    func `A row that memory has already is not taken twice`() {
        var bench = bench()
        bench.arrive(1, keys: [1])
        bench.receive(.released)
        bench.receive(.refilled(page(1...2)))
        bench.end(1, .delivered)
        #expect(bench.started == [2])
        #expect(bench.lanes.snapshot().waiting == 0)
    }

    @Test
    func `A row that finished while it was read is not taken again`() {
        var bench = bench()
        bench.receive(.recoveryEnded(FeedID(rawValue: 1)))
        bench.receive(.refilled(page(1...1)))
        bench.receive(.released)
        bench.end(1, .delivered)
        bench.receive(.refilled(page(1...1)))
        #expect(bench.started == [])
        #expect(bench.lanes.inFlightCount == 0)
    }

    @Test
    func `Recovery writes the tail down and reads everything in order`() {
        var bench = bench()
        bench.receive(.recovered([LaneBench.delivery(3, keys: [1])]))
        #expect(bench.outcomes == [.spilled])
        bench.receive(.recoveryEnded(FeedID(rawValue: 1)))
        #expect(bench.refills.map(\.after) == [nil])
        bench.receive(.refilled(page(1...3)))
        #expect(bench.started == [1])
    }

    @Test
    func `What is pending of a feed stays in the store until its tail is there too`() {
        var bench = bench()
        bench.receive(.released)
        bench.receive(.refilled(page(2...2)))
        #expect(bench.started == [])
        bench.receive(.recovered([LaneBench.delivery(1, keys: [1])]))
        bench.receive(.recoveryEnded(FeedID(rawValue: 1)))
        bench.receive(.refilled([]))
        bench.receive(.refilled(page(1...2)))
        #expect(bench.started == [1])
    }
}
