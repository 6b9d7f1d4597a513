// What of a message is there again after it went to FHIR and back.
//
// Segments of a name are compared in their order where there are as many as before, else each with the one most like it;
// so are repetitions. What is there in addition is no loss. A time that got the seconds or the offset that FHIR demands
// is the same time; lines of notes are the same wherever they are broken.

/// The comparison of one message.
struct RoundTripComparison {
    /// Something that is not there again.
    struct Loss {
        /// `PID-3.4`, or the segment alone where all of it is gone.
        let place: String
        let text: String
    }

    private(set) var kept: [String: Int] = [:]
    private(set) var losses: [Loss] = []
    private let notes: Set<String>

    init(_ sent: MessageLeaves, _ returned: MessageLeaves) {
        notes = Set(
            returned.segments(named: "NTE").flatMap { Self.lines(of: $0.fields[3] ?? []) }
        )
        for name in Set(sent.segments.map(\.name)).sorted() {
            let before = sent.segments(named: name)
            let after = returned.segments(named: name)
            for (one, other) in Self.pairs(before, after, likeness: Self.likeness) { compare(one, other) }
        }
    }

    private mutating func compare(_ one: MessageLeaves.Segment, _ other: MessageLeaves.Segment?) {
        if one.name == "NTE", Self.lines(of: one.fields[3] ?? []).allSatisfy(notes.contains) {
            kept["NTE-3", default: 0] += 1
            if other == nil { return }
        }
        guard let other else {
            losses.append(Loss(place: one.name, text: "\(one.fields.count) fields"))
            return
        }
        for (number, repetitions) in one.fields.sorted(by: { $0.key < $1.key }) {
            if one.name == "NTE", number == 3 { continue }
            let place = "\(one.name)-\(number)"
            let pairs = Self.pairs(repetitions, other.fields[number] ?? [], likeness: Self.likeness)
            for (value, match) in pairs { compare(value, match ?? [:], at: place) }
        }
    }

    private mutating func compare(
        _ one: MessageLeaves.Repetition,
        _ other: MessageLeaves.Repetition,
        at place: String
    ) {
        let isSimple = one.keys.allSatisfy { $0.component == 1 }
        for (part, text) in one.sorted(by: { $0.key < $1.key }) {
            if Self.isSame(text, other[part]) {
                kept[place, default: 0] += 1
            } else {
                losses.append(Loss(place: isSimple ? place : "\(place).\(part.component)", text: text))
            }
        }
    }

    // MARK: Likeness

    /// Pairs by order, or by likeness where the numbers differ.
    private static func pairs<Value>(
        _ before: [Value],
        _ after: [Value],
        likeness: (Value, Value) -> Int
    ) -> [(Value, Value?)] {
        if before.count == after.count, Value.self == MessageLeaves.Segment.self {
            return zip(before, after).map { ($0, $1) }
        }
        var free = Array(after.indices)
        return before.enumerated().map { index, value in
            let best = free.max { left, right in
                (likeness(value, after[left]), left == index ? 1 : 0, right)
                    < (likeness(value, after[right]), right == index ? 1 : 0, left)
            }
            guard let best else { return (value, nil) }
            free.removeAll { $0 == best }
            return (value, after[best])
        }
    }

    private static func likeness(_ one: MessageLeaves.Segment, _ other: MessageLeaves.Segment) -> Int {
        one.fields.reduce(0) { sum, field in
            guard let first = field.value.first, let match = other.fields[field.key]?.first else {
                return sum
            }
            return sum + likeness(first, match)
        }
    }

    private static func likeness(_ one: MessageLeaves.Repetition, _ other: MessageLeaves.Repetition) -> Int {
        one.count { isSame($0.value, other[$0.key]) }
    }

    private static func isSame(_ one: String, _ other: String?) -> Bool {
        guard let other else { return false }
        return one == other || normal(one) == normal(other)
    }

    /// A time without what FHIR adds to it.
    private static func normal(_ text: String) -> Substring {
        guard let match = text.wholeMatch(of: /(\d{8})(\d{0,6})(\.\d+)?([+\-]\d{4})?/) else {
            return text[...]
        }
        var time = match.2
        while time.last == "0" { time.removeLast() }
        return match.1 + time
    }

    private static func lines(of repetitions: [MessageLeaves.Repetition]) -> [String] {
        repetitions.flatMap { repetition in
            repetition.sorted { $0.key < $1.key }.map(\.value).joined(separator: "^")
                .replacing(/\\\.[a-z]+\d*\\/, with: "\n").split(separator: "\n")
                .map { String($0).trimmingPrefix(" ") }.map { String($0) }
        }
    }
}
