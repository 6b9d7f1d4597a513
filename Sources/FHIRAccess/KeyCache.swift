// Fetched keys over time: when to use them, when to ask again. A state machine without I/O; `FetchedKeys` asks.
//
// A token that names an unknown key leads to a look at the issuer's, because issuers change their keys without notice;
// a limit on how often keeps strangers from sending us there. Keys that are gone from the issuer are gone here within
// the hour, and an issuer that does not answer harms nobody for a day.

/// When to ask for keys.
struct KeyCache<Keys> {
    /// What to do for a token.
    enum Step {
        /// The keys at hand are the best there are.
        case use(Keys?)
        /// Ask for them.
        case fetch
    }

    /// The least time between two questions.
    static var pause: Duration { .seconds(30) }
    /// How old keys may be before they are asked for again.
    static var freshness: Duration { .seconds(3600) }
    /// How old keys may be that are used nevertheless.
    static var endurance: Duration { .seconds(86_400) }

    private var keys: (value: Keys, at: ContinuousClock.Instant)?
    private var lastQuestion: ContinuousClock.Instant?

    /// What to do for a token; a fetch counts as begun.
    ///
    /// - Parameters:
    ///   - now: the time.
    ///   - isKnown: whether the key that the token names is among some.
    /// - Returns: what to do.
    mutating func step(now: ContinuousClock.Instant, isKnown: (Keys) -> Bool) -> Step {
        let usable = keys.flatMap { now - $0.at < Self.endurance ? $0 : nil }
        if let usable, now - usable.at < Self.freshness, isKnown(usable.value) { return .use(usable.value) }
        if let lastQuestion, now - lastQuestion < Self.pause { return .use(usable?.value) }
        lastQuestion = now
        return .fetch
    }

    /// Keys have come.
    mutating func fetched(_ value: Keys, now: ContinuousClock.Instant) {
        keys = (value, now)
    }

    /// The keys to use when a fetch has brought none.
    func remaining(now: ContinuousClock.Instant) -> Keys? {
        keys.flatMap { now - $0.at < Self.endurance ? $0.value : nil }
    }
}
