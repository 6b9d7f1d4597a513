import Synchronization
import Testing

@testable import Peers

/// Many clients at once.
struct HTTPLoadTests {
    @Test func `every request is sent once, and its answer counted`() async throws {
        let numbers = Mutex<[Int]>([])
        let receiver = try await HTTPReceiver.start { request in
            let number = Int(String(decoding: request.body, as: UTF8.self)) ?? -1
            numbers.withLock { $0.append(number) }
            let isPlain = request.header("X-Test") == "yes" && request.path == "/somewhere"
            return .status(isPlain ? (number.isMultiple(of: 10) ? 429 : 201) : 500, body: request.body)
        }
        var plan = HTTPLoad.Plan(port: receiver.port, path: "/somewhere", connections: 7, requests: 200) {
            Array(String($0).utf8)
        }
        plan.headers = [("X-Test", "yes")]
        let outcome = try await HTTPLoad.run(plan)
        await receiver.stop()
        #expect(numbers.withLock { $0.sorted() } == Array(0..<200))
        #expect(outcome.taken == 180)
        #expect(outcome.refused == 20)
        #expect(outcome.latencies.count == 200)
        #expect(outcome.latency(percentile: 50) <= outcome.latency(percentile: 100))
    }

    @Test func `synthetic results have about 2 KB, and differ`() {
        let resources = SyntheticResources()
        #expect((1_900...2_200).contains(resources.observation(1).count))
        #expect(resources.observation(1) != resources.observation(2))
        #expect(resources.transaction(1).count > 10 * resources.observation(1).count)
    }
}
