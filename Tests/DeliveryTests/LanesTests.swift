// The lanes case by case: order, limits, faults, parking, operators. Random orders are in LanesPropertyTests.

import MessageStore
import Testing

@testable import Delivery

struct LanesTests {
    private let exact = RetryPolicy(jitter: 0)

    @Test
    func `Deliveries of one lane start one after the other, those of others at once`() {
        var bench = LaneBench()
        bench.arrive(1, keys: [7])
        #expect(bench.started == [1])
        bench.arrive(2, keys: [7])
        #expect(bench.started == [])
        bench.arrive(3, keys: [8])
        #expect(bench.started == [3])
        bench.end(1, .delivered)
        #expect(bench.started == [2])
    }

    @Test
    func `A merge waits for the lanes of every patient it names, and they wait for it`() {
        var bench = LaneBench()
        bench.arrive(1, keys: [7])
        bench.arrive(2, keys: [8])
        bench.arrive(3, keys: [7, 8])
        bench.arrive(4, keys: [8])
        #expect(bench.lanes.blockers(of: LaneBench.delivery(3, keys: []).id).count == 2)
        bench.end(2, .delivered)
        #expect(bench.started == [])
        #expect(
            bench.lanes.blockers(of: LaneBench.delivery(3, keys: []).id).map { $0.message.milliseconds } == [
                1
            ]
        )
        bench.end(1, .delivered)
        #expect(bench.started == [3])
        bench.end(3, .delivered)
        #expect(bench.started == [4])
    }

    @Test
    func `A delivery without keys waits for nothing`() {
        var bench = LaneBench()
        for number in 1...5 { bench.arrive(number, keys: []) }
        #expect(bench.lanes.inFlightCount == 5)
    }

    @Test
    func `The limit on deliveries in flight is kept and filled`() {
        var bench = LaneBench(LaneRules(concurrency: 3))
        for number in 1...9 { bench.arrive(number, keys: [Int64(number)]) }
        #expect(bench.lanes.inFlightCount == 3)
        bench.end(2, .delivered)
        #expect(bench.started == [4])
        #expect(bench.lanes.inFlightCount == 3)
    }

    @Test
    func `A long lane does not keep a short one waiting`() {
        var bench = LaneBench(LaneRules(concurrency: 1))
        for number in 1...100 { bench.arrive(number, keys: [1]) }
        bench.arrive(101, keys: [2])
        bench.end(1, .delivered)
        #expect(bench.started == [101])
    }

    @Test
    func `A retry holds its lane, and one without order steps aside`() {
        var bench = LaneBench(LaneRules(concurrency: 1, retry: exact))
        bench.arrive(1, keys: [7])
        bench.arrive(2, keys: [7])
        bench.arrive(3, keys: [])
        bench.end(1, .messageFault)
        #expect(bench.started == [3])
        #expect(bench.outcomes == [.retry(at: bench.now + .seconds(1), wasAnswered: true)])
        bench.end(3, .messageFault)
        #expect(bench.started == [])
        bench.pass(.milliseconds(999))
        #expect(bench.started == [])
        bench.pass(.milliseconds(1))
        #expect(bench.started == [1])
    }

    @Test
    func `A delivery is parked after ten faults of its own, and its lane goes on marked`() {
        var bench = LaneBench(LaneRules(retry: RetryPolicy(max: .seconds(30), jitter: 0)))
        bench.arrive(1, keys: [7])
        bench.arrive(2, keys: [7])
        for _ in 1...9 {
            bench.end(1, .messageFault)
            bench.pass(.seconds(30))
            #expect(bench.started == [1])
        }
        bench.end(1, .messageFault)
        #expect(bench.outcomes == [.parked(.status(422))])
        #expect(bench.started == [2])
        #expect(bench.marked == [2])
    }

    @Test
    func `A rejected delivery is parked at its first attempt, and the next goes out marked`() {
        var bench = LaneBench()
        bench.arrive(1, keys: [7])
        bench.arrive(2, keys: [7])
        bench.end(1, .rejected)
        #expect(bench.outcomes == [.parked(.status(422))])
        #expect(bench.started == [2])
        #expect(bench.marked == [2])
    }

    @Test
    func `A delivery is parked after fifteen minutes of faults, whatever their number`() {
        var bench = LaneBench()
        bench.arrive(1, keys: [7])
        bench.end(1, .messageFault)
        bench.pass(.seconds(15 * 60))
        bench.end(1, .messageFault)
        #expect(bench.outcomes == [.parked(.status(422))])
    }

    @Test
    func `Time does not count while the destination is away`() {
        var bench = LaneBench(LaneRules(concurrency: 1, retry: exact))
        bench.arrive(1, keys: [7])
        bench.end(1, .messageFault)
        bench.pass(.seconds(1))
        bench.end(1, .destinationFault(retryAfter: nil))
        for _ in 1...200 {
            bench.pass(.seconds(3_600))
            bench.end(1, .destinationFault(retryAfter: nil))
        }
        bench.pass(.seconds(3_600))
        bench.end(1, .messageFault)
        #expect(bench.outcomes.count == 1)
        guard case .retry = bench.outcomes.first else {
            Issue.record("it was given up because of an outage")
            return
        }
    }

    @Test
    func `With hold the lane waits for the operator behind what is parked`() {
        var bench = LaneBench(LaneRules(poisonAfter: PoisonLimit(attempts: 1), onPark: .hold))
        bench.arrive(1, keys: [7])
        bench.arrive(2, keys: [7])
        bench.end(1, .messageFault)
        #expect(bench.outcomes == [.parked(.status(422))])
        #expect(bench.started == [])
        #expect(bench.lanes.snapshot().holders.map(\.behind) == [1])
        bench.receive(.discarded(LaneBench.delivery(1, keys: []).id))
        #expect(bench.started == [2])
        #expect(bench.settled.isEmpty)
    }

    @Test
    func `What is held goes on in its place when it is released`() {
        var bench = LaneBench(LaneRules(poisonAfter: PoisonLimit(attempts: 1), onPark: .hold))
        bench.arrive(1, keys: [7])
        bench.arrive(2, keys: [7])
        bench.end(1, .messageFault)
        bench.receive(.released)
        #expect(bench.refills.count == 1)
        var released = LaneBench.delivery(1, keys: [7])
        released.place = Place(rank: MessageID(rawValue: 9 << 21 | 1 << 13), delivery: released.id)
        bench.receive(.refilled([released]))
        #expect(bench.started == [1])
        bench.end(1, .delivered)
        #expect(bench.started == [2])
    }

    @Test
    func `A fault of the destination stops all lanes, probes with one, and goes on at full speed`() {
        var bench = LaneBench()
        for number in 1...4 { bench.arrive(number, keys: [Int64(number)]) }
        bench.end(1, .destinationFault(retryAfter: nil))
        #expect(bench.outcomes == [.attemptFailed])
        for number in 2...4 { bench.end(number, .destinationFault(retryAfter: nil)) }
        bench.arrive(5, keys: [5])
        #expect(bench.started == [])
        #expect(bench.lanes.snapshot().destinationFailures == 1)
        bench.pass(.seconds(1))
        #expect(bench.started.count == 1)
        bench.end(bench.started[0], .delivered)
        #expect(bench.started.count == 4)
    }

    @Test
    func `A probe that fails makes the wait longer, and Retry-After longer still`() {
        var bench = LaneBench()
        bench.arrive(1, keys: [1])
        bench.end(1, .destinationFault(retryAfter: nil))
        bench.pass(.seconds(1))
        bench.end(1, .destinationFault(retryAfter: nil))
        #expect(bench.lanes.nextWake == bench.now + .seconds(2))
        bench.pass(.seconds(2))
        bench.end(1, .destinationFault(retryAfter: .seconds(90)))
        #expect(bench.lanes.nextWake == bench.now + .seconds(90))
    }

    @Test
    func `A refusal of the message is proof that the destination works`() {
        var bench = LaneBench()
        bench.arrive(1, keys: [1])
        bench.arrive(2, keys: [2])
        bench.end(1, .destinationFault(retryAfter: nil))
        bench.end(2, .destinationFault(retryAfter: nil))
        bench.pass(.seconds(1))
        bench.end(bench.started[0], .messageFault)
        #expect(bench.started.count == 1)
        #expect(bench.lanes.snapshot().waitsUntil == nil)
    }

    @Test
    func `Silence is the destination's fault until others arrive meanwhile`() {
        var bench = LaneBench()
        bench.arrive(1, keys: [1])
        bench.end(1, .unknown)
        #expect(bench.outcomes == [.unanswered])
        bench.pass(.seconds(1))
        bench.end(1, .delivered)
        bench.arrive(2, keys: [2])
        bench.arrive(3, keys: [3])
        bench.end(3, .delivered)
        bench.end(2, .unknown)
        #expect(bench.outcomes == [.retry(at: bench.now + .seconds(1), wasAnswered: false)])
    }

    @Test
    func `With hold an unknown outcome is parked at once`() {
        var bench = LaneBench(LaneRules(unknownOutcome: .hold))
        bench.arrive(1, keys: [1])
        bench.end(1, .unknown)
        #expect(bench.outcomes == [.parked(.unknownOutcome)])
    }

    @Test
    func `Twenty parked in a row for one reason pause the destination until an operator resumes it`() {
        var bench = LaneBench(LaneRules(concurrency: 1))
        for number in 1...30 { bench.arrive(number, keys: [Int64(number)]) }
        for number in 1...20 { bench.failRendering(number) }
        #expect(bench.alerts == [.parkedInARow(.rendering)])
        #expect(bench.started == [])
        bench.receive(.resumed)
        #expect(bench.started == [21])
    }

    @Test
    func `A delivery in between breaks the row`() {
        var bench = LaneBench(LaneRules(concurrency: 1))
        for number in 1...45 { bench.arrive(number, keys: [Int64(number)]) }
        for number in 1...19 { bench.failRendering(number) }
        bench.end(20, .delivered)
        for number in 21...39 { bench.failRendering(number) }
        #expect(bench.alerts.isEmpty)
        #expect(bench.started == [40])
    }

    @Test
    func `A paused destination finishes what is in flight and starts nothing`() {
        var bench = LaneBench()
        bench.arrive(1, keys: [1])
        bench.receive(.paused(.byOperator))
        bench.arrive(2, keys: [2])
        bench.end(1, .delivered)
        #expect(bench.started == [])
        bench.receive(.resumed)
        #expect(bench.started == [2])
    }

    @Test
    func `Nothing starts while the store is congested, or after the end has begun`() {
        var bench = LaneBench()
        bench.receive(.congested(true))
        bench.arrive(1, keys: [1])
        #expect(bench.started == [])
        bench.receive(.congested(false))
        #expect(bench.started == [1])
        bench.receive(.stopping)
        bench.arrive(2, keys: [2])
        bench.end(1, .delivered)
        #expect(bench.outcomes == [.delivered])
        #expect(bench.started == [])
    }

    @Test
    func `What is discarded while it waits is never sent, and holds nobody up`() {
        var bench = LaneBench()
        bench.arrive(1, keys: [1])
        bench.arrive(2, keys: [1])
        bench.arrive(3, keys: [1])
        bench.receive(.discarded(LaneBench.delivery(2, keys: []).id))
        #expect(bench.outcomes == [.discarded])
        bench.end(1, .delivered)
        #expect(bench.started == [3])
    }

    @Test
    func `Another owner's feed leaves without a word`() {
        var bench = LaneBench(LaneRules(concurrency: 1))
        for number in 1...5 { bench.arrive(number, keys: [Int64(number % 2)]) }
        bench.receive(.feedLost(FeedID(rawValue: 1)))
        #expect(bench.settled.isEmpty)
        bench.end(1, .destinationFault(retryAfter: nil))
        bench.pass(.seconds(60))
        #expect(bench.started == [])
        #expect(bench.lanes.snapshot().laneCount == 0)
    }

    @Test
    func `A late answer about a delivery that has left changes nothing`() {
        var bench = LaneBench()
        bench.arrive(1, keys: [1])
        bench.end(1, .delivered)
        bench.end(1, .messageFault)
        #expect(bench.settled.isEmpty)
        #expect(bench.lanes.inFlightCount == 0)
    }

    @Test
    func `What has waited half a minute is recorded once, so that the watermark can move on`() {
        var bench = LaneBench(LaneRules(concurrency: 1))
        bench.arrive(1, keys: [1])
        bench.arrive(2, keys: [1])
        bench.pass(.seconds(29))
        #expect(bench.settled.isEmpty)
        #expect(bench.lanes.progress().lowestUnrecorded?.milliseconds == 1)
        bench.arrive(3, keys: [1])
        bench.pass(.seconds(1))
        #expect(bench.outcomes == [.recorded, .recorded])
        #expect(bench.lanes.progress().lowestUnrecorded?.milliseconds == 3)
        bench.pass(.seconds(1))
        #expect(bench.settled.isEmpty)
    }
}
