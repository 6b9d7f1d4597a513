// What may be lost on the way to FHIR and back, with the reason of each: Fixtures/round-trip/losses.tsv.
//
// A line is `place`, `messages` and `reason`, parted by tabs. A place is a segment, a field or a component, and stands for
// all that is in it; `*` is a whole message. `messages` are structures or names of files, or `*`.

/// The list of losses.
struct RoundTripLosses {
    /// One line.
    struct Line {
        let number: Int
        let place: String
        let messages: [Substring]
        let reason: Substring
    }

    let lines: [Line]
    private var used: Set<Int> = []

    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
            index,
            line in
            guard !line.isEmpty, !line.hasPrefix("#") else { return nil }
            let columns = line.split(separator: "\t")
            guard columns.count == 3 else { return nil }
            return Line(
                number: index + 1,
                place: String(columns[0]),
                messages: columns[1].split(separator: " "),
                reason: columns[2]
            )
        }
    }

    /// The reason of a loss, if it is on the list; the line is marked as needed.
    mutating func reason(of place: String, in message: String, _ structure: String) -> Substring? {
        let found = lines.filter { line in
            (line.place == place || place.hasPrefix(line.place + "-") || place.hasPrefix(line.place + "."))
                && line.messages.contains { $0 == "*" || $0 == message || $0 == structure }
        }
        // The line that says most about it: the longest place, a message rather than all of them.
        let best = found.max { left, right in
            (left.place.count, left.messages == ["*"] ? 0 : 1) < (
                right.place.count, right.messages == ["*"] ? 0 : 1
            )
        }
        if let best { used.insert(best.number) }
        return best?.reason
    }

    /// The lines that no loss needed.
    var stale: [String] {
        lines.filter { !used.contains($0.number) }.map { "line \($0.number): \($0.place) \($0.reason)" }
    }
}
