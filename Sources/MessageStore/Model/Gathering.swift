// Waiting a moment for more work of the same kind, so that one commit serves several.

/// When what has begun to wait is written at the latest.
struct Gathering: Sendable {
    /// The moment, in milliseconds.
    let milliseconds: Int64
    private var deadline: Int64?

    init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Whether something waits: then the writing thread looks again by itself.
    var isUnderWay: Bool { deadline != nil }

    /// How long to wait for more, or nil when it is time to write or nothing is worth waiting for.
    mutating func wait(now: Int64, whileWorth isWorth: Bool) -> Int32? {
        guard isWorth else {
            deadline = nil
            return nil
        }
        let end = deadline ?? now + milliseconds
        deadline = now < end ? end : nil
        return now < end ? Int32(clamping: end - now) : nil
    }
}
