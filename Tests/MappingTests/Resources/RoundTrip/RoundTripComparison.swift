// What of a message is there again after it went to FHIR and back.
//
// Segments of a name are compared in their order where there are as many as before, or each with the one most like it
// where that fits better; so are repetitions. What is there in addition is no loss. A time that got the seconds or the offset that FHIR demands
// is the same time; lines of notes are the same wherever they are broken; a separator that its sender left bare in a
// simple value comes back escaped;
// what was said twice, word for word, comes back once.

import HL7v2

/// The comparison of one message.
struct RoundTripComparison {
    /// Something that is not there again.
    struct Loss {
        /// `PID-3.4`, without the component where the field has no others.
        let place: String
        let text: String
        /// The segment of which all is gone, or empty.
        var segment = ""
    }

    private(set) var kept: [String: Int] = [:]
    private(set) var moved: [String: Int] = [:]
    private(set) var losses: [Loss] = []
    private let notes: Set<String>
    private let returned: MessageLeaves
    private let moves: RoundTripMoves

    init(_ sent: MessageLeaves, _ returned: MessageLeaves, moves: RoundTripMoves) {
        self.returned = returned
        self.moves = moves
        notes = Set(
            returned.segments(named: "NTE").flatMap { Self.lines(of: $0.fields[3] ?? []) }
        )
        for name in Set(sent.segments.map(\.name)).sorted() {
            let before = sent.segments(named: name)
            let after = returned.segments(named: name)
            let pairs = Self.pairs(before, after, likeness: Self.likeness)
            for (one, other) in pairs {
                let again = pairs.first { $0.1 != nil && Self.says($0.0, all: one) }?.1
                compare(one, other ?? again ?? after.first { Self.says($0, all: one) })
            }
        }
    }

    private mutating func compare(_ one: MessageLeaves.Segment, _ other: MessageLeaves.Segment?) {
        for (number, repetitions) in one.fields.sorted(by: { $0.key < $1.key }) {
            let place = "\(one.name)-\(number)"
            if place == "NTE-3", Self.lines(of: repetitions).allSatisfy(notes.contains) {
                kept[place, default: 0] += 1
                continue
            }
            // Set ids are counted anew.
            if number == 1, Self.isSetID(one.name) { continue }
            let matches = other?.fields[number] ?? []
            let pairs = Self.pairs(repetitions, matches, likeness: Self.likeness)
            for (value, match) in pairs {
                compare(value, match ?? [:], at: place, gone: other == nil ? one.name : "")
            }
        }
    }

    private mutating func compare(
        _ one: MessageLeaves.Repetition,
        _ other: MessageLeaves.Repetition,
        at field: String,
        gone: String
    ) {
        let isSimple = one.keys.allSatisfy { $0.component == 1 }
        let isSame = MessageLeaves.flat(one) == MessageLeaves.flat(other)
        for (part, text) in one.sorted(by: { $0.key < $1.key }) {
            let place = "\(field).\(part.component)"
            if isSame || Self.isSame(text, other[part]) {
                kept[field, default: 0] += 1
            } else if moves.places(of: place).contains(where: { stands(text, at: $0) }) {
                moved[field, default: 0] += 1
            } else {
                losses.append(Loss(place: isSimple ? field : place, text: text, segment: gone))
            }
        }
    }

    /// Whether a text stands in a field, or in a component of it.
    private func stands(_ text: String, at place: MessagePlace) -> Bool {
        returned.segments(named: place.segment).contains { segment in
            (segment.fields[place.field] ?? []).contains { repetition in
                repetition.contains { part, value in
                    (place.component == nil || part.component == place.component)
                        && Self.isSame(text, value)
                }
            }
        }
    }

    // MARK: Likeness

    /// Whether a segment's first field is its set id.
    private static func isSetID(_ segment: String) -> Bool {
        guard let name = SegmentName(wellFormed: segment) else { return false }
        return Definitions.shared.segment(name)?.field(1)?.datatype == "SI"
    }

    /// Whether a segment says what another one does, but for the set id: what was sent twice comes back once, and lines
    /// of text that agree in code are one result.
    private static func says(_ other: MessageLeaves.Segment, all one: MessageLeaves.Segment) -> Bool {
        one.fields.allSatisfy { number, repetitions in
            let found = other.fields[number] ?? []
            if number == 1 { return true }
            if one.name == "OBX", number == 5 {
                return Set(lines(of: repetitions)).isSubset(of: lines(of: found))
            }
            return repetitions.allSatisfy { value in
                found.contains { match in value.allSatisfy { isSame($0.value, match[$0.key]) } }
            }
        }
    }

    /// Pairs by order where there are as many, unless those most like each other have more in common.
    private static func pairs<Value>(
        _ before: [Value],
        _ after: [Value],
        likeness: (Value, Value) -> Int
    ) -> [(Value, Value?)] {
        let inOrder = zip(before, after).map { ($0, Optional($1)) }
        let isOrderTaken = before.count == after.count && Value.self == MessageLeaves.Segment.self
        if isOrderTaken, before.count > mostSegmentsReordered { return inOrder }
        let alike = pairsByLikeness(before, after, likeness: likeness)
        func sum(_ pairs: [(Value, Value?)]) -> Int {
            pairs.reduce(0) { sum, pair in sum + (pair.1.map { likeness(pair.0, $0) } ?? 0) }
        }
        return isOrderTaken && sum(inOrder) >= sum(alike) ? inOrder : alike
    }

    /// Up to how many segments of a name another order is looked for.
    private static let mostSegmentsReordered = 80

    private static func pairsByLikeness<Value>(
        _ before: [Value],
        _ after: [Value],
        likeness: (Value, Value) -> Int
    ) -> [(Value, Value?)] {
        // What comes back stands near to where it stood.
        let reach = mostSegmentsReordered + abs(before.count - after.count)
        let candidates = before.indices.flatMap { one in
            after.indices.filter { abs($0 - one) <= reach }.map {
                (one: one, other: $0, likeness: likeness(before[one], after[$0]))
            }
        }
        // The most alike first; of those as alike, the ones that stand nearest to each other.
        let ordered = candidates.sorted { left, right in
            (right.likeness, abs(left.one - left.other), left.one)
                < (left.likeness, abs(right.one - right.other), right.one)
        }
        var matches: [Int: Int] = [:]
        var taken: Set<Int> = []
        for candidate in ordered where matches[candidate.one] == nil && !taken.contains(candidate.other) {
            matches[candidate.one] = candidate.other
            taken.insert(candidate.other)
        }
        return before.enumerated().map { index, value in (value, matches[index].map { after[$0] }) }
    }

    private static func likeness(_ one: MessageLeaves.Segment, _ other: MessageLeaves.Segment) -> Int {
        one.fields.reduce(0) { sum, field in
            guard let first = field.value.first, let match = other.fields[field.key]?.first else {
                return sum
            }
            // The first fields say which thing it is.
            return sum + likeness(first, match) * (field.key < 5 ? 4 : 1)
        }
    }

    private static func likeness(_ one: MessageLeaves.Repetition, _ other: MessageLeaves.Repetition) -> Int {
        one.count { isSame($0.value, other[$0.key]) }
    }

    private static func isSame(_ one: String, _ other: String?) -> Bool {
        guard let other else { return false }
        if one == other { return true }
        // Only times and numbers may be written otherwise.
        guard one.first?.isNumber == true, other.first?.isNumber == true else { return false }
        return normal(one) == normal(other)
            // a time of day without its seconds
            || one.count == 4 && other == one + "00"
    }

    /// A time without what FHIR adds to it.
    private static func normal(_ text: String) -> Substring {
        let digits = text.prefix { $0.isNumber }
        guard (8...14).contains(digits.count), ".+-".contains(text.dropFirst(digits.count).first ?? "+")
        else {
            return text[...]
        }
        var time = digits.dropFirst(8)
        while time.last == "0" { time.removeLast() }
        return digits.prefix(8) + time
    }

    private static func lines(of repetitions: [MessageLeaves.Repetition]) -> [String] {
        repetitions.flatMap { repetition in
            repetition.sorted { $0.key < $1.key }.map(\.value).joined(separator: "^")
                .replacing(/\\\.[a-z]+\d*\\/, with: "\n").split(separator: "\n")
                .map { String($0).trimmingPrefix(" ") }.map { String($0) }
        }
    }
}
