// The real parts together: PostgreSQL, libcurl and a real HTTP server that misbehaves.

import Peers
import Synchronization
import Testing

@testable import Delivery
@testable import MessageStore

@Suite(.serialized)
struct IntegrationTests {
    private let quick = RetryPolicy(first: .milliseconds(5), max: .milliseconds(50))

    /// One of five patients, and for every seventh message a merge of two.
    private func keys(of number: Int) -> [Int64] {
        let key = Int64(number % 5)
        return number % 7 == 0 ? [key, (key + 1) % 5].sorted() : [key]
    }

    private func expectOrder(_ arrivals: [Arrivals.Arrival]) {
        for key in Int64(0)..<5 {
            var seen: Set<Int> = []
            // A repetition is recognisable; what counts is when each arrived first.
            let lane = arrivals.map(\.number).filter {
                keys(of: $0).contains(key) && seen.insert($0).inserted
            }
            #expect(lane == lane.sorted())
        }
    }

    @Test
    func `Order is kept across every kind of failure, and each delivery carries its own key`() async throws {
        let arrivals = Arrivals()
        let dice = Mutex(RandomSource(seed: 4))
        let receiver = try await HTTPReceiver.start { request in
            switch dice.withLock({ $0.next() % 20 }) {
            case 0: arrivals.note(request, 503)
            case 1, 2: arrivals.note(request, 422)
            case 3: arrivals.note(request, 0)
            default: arrivals.note(request, 200)
            }
        }
        let rules = LaneRules(
            retry: quick,
            poisonAfter: PoisonLimit(attempts: 1_000),
            memory: MemoryLimit(items: 64)
        )
        let engine = try await Engine(try await RealCluster.settings(), port: receiver.port, rules: rules)
        for number in 1...300 { engine.accept(number, keys: keys(of: number)) }
        try await engine.wait("everything to arrive") { Set(arrivals.taken.map(\.number)).count == 300 }
        try await engine.waitUntilNothingIsPending()
        await engine.end()
        await receiver.stop()

        expectOrder(arrivals.taken)
        let keysOfNumbers = Dictionary(grouping: arrivals.all, by: \.number).mapValues { Set($0.map(\.key)) }
        #expect(keysOfNumbers.values.allSatisfy { $0.count == 1 })
        #expect(Set(keysOfNumbers.values).count == 300)
    }

    @Test
    func `After a restart everything undelivered arrives in order, before what is new`() async throws {
        let arrivals = Arrivals()
        let isUp = Mutex(false)
        let receiver = try await HTTPReceiver.start { request in
            arrivals.note(request, isUp.withLock { $0 } ? 200 : 503)
        }
        let settings = try await RealCluster.settings()
        let rules = LaneRules(retry: quick, memory: MemoryLimit(items: 40))
        let first = try await Engine(settings, port: receiver.port, rules: rules)
        for number in 1...150 { first.accept(number, keys: keys(of: number)) }
        try await first.wait("an overflow") {
            try await first.store.pending(destination: first.destination, limit: 200).count >= 110
        }
        await first.end()
        #expect(arrivals.taken.isEmpty)

        let second = try await Engine(settings, port: receiver.port, rules: rules)
        for number in 151...200 { second.accept(number, keys: keys(of: number)) }
        isUp.withLock { $0 = true }
        try await second.wait("everything to arrive") { arrivals.taken.count >= 200 }
        try await second.waitUntilNothingIsPending()
        await second.end()
        await receiver.stop()

        #expect(arrivals.taken.count == 200)
        expectOrder(arrivals.taken)
    }

    @Test
    func `What an operator releases is delivered after what went on without it`() async throws {
        let arrivals = Arrivals()
        let isMended = Mutex(false)
        let receiver = try await HTTPReceiver.start { request in
            let isBad = request.body == Array("1".utf8) && !isMended.withLock { $0 }
            return arrivals.note(request, isBad ? 422 : 200)
        }
        let rules = LaneRules(retry: quick, poisonAfter: PoisonLimit(attempts: 2))
        let engine = try await Engine(try await RealCluster.settings(), port: receiver.port, rules: rules)
        for number in 1...3 { engine.accept(number, keys: [1]) }
        try await engine.wait("the others") { arrivals.taken.count == 2 }
        try await engine.wait("the park") { try await !engine.store.parked().isEmpty }
        let parked = try await engine.store.parked()
        #expect(parked.map(\.reason) == ["http-422"])

        isMended.withLock { $0 = true }
        _ = try await engine.store.retry(parked.map(\.id))
        try await engine.wait("the released one") { arrivals.taken.count == 3 }
        try await engine.waitUntilNothingIsPending()
        #expect(arrivals.taken.map(\.number) == [2, 3, 1])
        #expect(Set(arrivals.all.filter { $0.number == 1 }.map(\.key)).count == 1)
        await engine.end()
        await receiver.stop()
    }
}
