// Numbers, durations and sizes as operators read them at a glance: short, rounded, with a unit.

/// Turns figures into short text.
enum Words {
    /// `1,234,567`.
    static func count(_ number: Int64) -> String {
        let digits = String(number.magnitude)
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result += "," }
            result.append(digit)
        }
        return number < 0 ? "−" + result : result
    }

    /// `one message`, `3 messages`: a count with its noun.
    static func count(_ number: Int64, _ singular: String, _ plural: String) -> String {
        number == 1 ? "1 \(singular)" : "\(count(number)) \(plural)"
    }

    /// A rate a second: `0`, `0.3`, `12`, `1,204`.
    static func rate(_ perSecond: Double) -> String {
        guard perSecond.isFinite, perSecond >= 0.05 else { return "0" }
        guard perSecond < 9.95 else { return count(Int64(min(perSecond, 1e15).rounded())) }
        let tenths = Int64((perSecond * 10).rounded())
        return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
    }

    /// The largest unit and, where it helps, the next one: `3 s`, `4 min`, `2 h 10 min`, `5 d 3 h`.
    static func duration(_ duration: Duration) -> String {
        let seconds = max(0, duration.components.seconds)
        switch seconds {
        case ..<60: return "\(seconds) s"
        case ..<600: return pair(seconds / 60, "min", seconds % 60, "s")
        case ..<3_600: return "\(seconds / 60) min"
        case ..<86_400: return pair(seconds / 3_600, "h", seconds % 3_600 / 60, "min")
        default: return pair(seconds / 86_400, "d", seconds % 86_400 / 3_600, "h")
        }
    }

    /// How long ago: `now`, `3 s ago`.
    static func age(of moment: Moment, at now: Moment) -> String {
        let age = now.since(moment)
        return age < .seconds(1) ? "now" : "\(duration(age)) ago"
    }

    /// How far ahead: `now`, `in 12 s`.
    static func wait(until moment: Moment, at now: Moment) -> String {
        let wait = moment.since(now)
        return wait < .seconds(1) ? "now" : "in \(duration(wait))"
    }

    /// Milliseconds: `850 ms`, `2.4 s`, then as a duration.
    static func latency(_ milliseconds: Int) -> String {
        switch milliseconds {
        case ..<1_000: "\(milliseconds) ms"
        case ..<60_000: "\(milliseconds / 1_000).\(milliseconds % 1_000 / 100) s"
        default: duration(.milliseconds(milliseconds))
        }
    }

    /// A size in bytes: `812 B`, `2.1 kB`, `5.0 MB`.
    static func size(_ bytes: Int) -> String {
        switch bytes {
        case ..<1_000: "\(bytes) B"
        case ..<1_000_000: "\(bytes / 1_000).\(bytes % 1_000 / 100) kB"
        default: "\(bytes / 1_000_000).\(bytes % 1_000_000 / 100_000) MB"
        }
    }

    private static func pair(_ large: Int64, _ largeUnit: String, _ small: Int64, _ smallUnit: String)
        -> String
    {
        small == 0 ? "\(large) \(largeUnit)" : "\(large) \(largeUnit) \(small) \(smallUnit)"
    }
}
