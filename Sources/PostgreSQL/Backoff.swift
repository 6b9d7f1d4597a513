// How long to wait before the next attempt: doubling from a first pause to a longest one.

/// Pauses that double.
public struct Backoff: Sendable {
    private let first: Int32
    private let longest: Int32
    private var pause: Int32

    /// Pauses between `first` and `longest`.
    public init(firstMilliseconds first: Int32, longestMilliseconds longest: Int32) {
        self.first = first
        self.longest = longest
        pause = first
    }

    /// The pause before the next attempt.
    public mutating func next() -> Int32 {
        defer { pause = min(longest, pause * 2) }
        return pause
    }

    /// It worked: begin with the first pause again.
    public mutating func reset() {
        pause = first
    }
}
