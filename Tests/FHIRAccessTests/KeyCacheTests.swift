import Testing

@testable import FHIRAccess

/// When keys are asked for.
struct KeyCacheTests {
    private typealias Cache = KeyCache<Set<String>>
    private let start = ContinuousClock.now

    /// What is done for a token at a time: the keys that are used, or a question.
    private func step(_ cache: inout Cache, _ id: String, at time: Duration) -> (
        keys: Set<String>?, asks: Bool
    ) {
        switch cache.step(now: start + time, isKnown: { $0.contains(id) }) {
        case .use(let keys): (keys, false)
        case .fetch: (nil, true)
        }
    }

    @Test func `keys are asked for once, and then used`() {
        var cache = Cache()
        #expect(step(&cache, "a", at: .zero).asks)
        cache.fetched(["a"], now: start)
        #expect(step(&cache, "a", at: .seconds(3599)) == (["a"], false))
        #expect(step(&cache, "a", at: .seconds(3600)).asks)
    }

    @Test func `a key that is not known is looked for, not too often`() {
        var cache = Cache()
        #expect(step(&cache, "a", at: .zero).asks)
        cache.fetched(["a"], now: start)
        #expect(step(&cache, "b", at: .seconds(29)) == (["a"], false))
        #expect(step(&cache, "b", at: .seconds(30)).asks)
        cache.fetched(["a", "b"], now: start + .seconds(30))
        #expect(step(&cache, "b", at: .seconds(31)) == (["a", "b"], false))
    }

    @Test func `an issuer that is away harms nobody for a day`() {
        var cache = Cache()
        #expect(step(&cache, "a", at: .zero).asks)
        #expect(step(&cache, "a", at: .seconds(29)) == (nil, false))
        #expect(step(&cache, "a", at: .seconds(30)).asks)
        cache.fetched(["a"], now: start + .seconds(30))
        let day = Duration.seconds(86_430)
        #expect(step(&cache, "a", at: day - .seconds(40)).asks)
        #expect(cache.remaining(now: start + day - .seconds(1)) == ["a"])
        #expect(step(&cache, "a", at: day - .seconds(20)) == (["a"], false))
        #expect(cache.remaining(now: start + day) == nil)
        #expect(step(&cache, "a", at: day + .seconds(1)).asks)
    }
}
