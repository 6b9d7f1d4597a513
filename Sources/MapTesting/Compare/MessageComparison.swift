// Two messages of HL7 v2, field by field: what a message says counts, and not with which delimiters.

public import HL7v2

/// Compares messages.
public enum MessageComparison {
    /// Everything in which one message differs from another.
    ///
    /// Segments are paired by their names and by what they are about, then compared by fields, repetitions,
    /// components and subcomponents. Empty ones at the end say nothing.
    public static func differences(
        expected: Message,
        found: Message,
        options: ComparisonOptions = ComparisonOptions()
    ) -> [Difference] {
        let left = (0..<expected.segmentCount).filter { !options.ignores("\(expected.segmentName($0))") }
        let right = (0..<found.segmentCount).filter { !options.ignores("\(found.segmentName($0))") }
        let pairs = Alignment.pairs(
            left.map { keys(of: $0, in: expected) },
            right.map { keys(of: $0, in: found) }
        )
        return pairs.flatMap { pair -> [Difference] in
            switch (pair.expected, pair.found) {
            case (let one?, let other?):
                return SegmentComparison(
                    expected: expected,
                    found: found,
                    expectedSegment: left[one],
                    foundSegment: right[other],
                    options: options
                ).differences()
            case (let one?, nil):
                return [whole(left[one], of: expected, isExpected: true)]
            case (nil, let other?):
                return [whole(right[other], of: found, isExpected: false)]
            case (nil, nil): return []
            }
        }
    }

    /// The fields that say what segments are about.
    private static let subjects: [String: Int] = [
        "OBX": 3, "OBR": 4, "DG1": 3, "AL1": 3, "RXC": 2, "RXE": 2, "NK1": 2, "IN1": 4, "SPM": 4, "NTE": 3,
    ]

    private static func keys(of segment: Int, in message: Message) -> [String] {
        let name = "\(message.segmentName(segment))"
        let subject = subjects[name].flatMap { message.field($0, ofSegment: segment) }
            .map { message.text($0) }
        return [message.rawText(message.segment(segment)), "\(name) \(subject ?? "")", name]
    }

    private static func whole(_ segment: Int, of message: Message, isExpected: Bool) -> Difference {
        let text = message.rawText(message.segment(segment))
        return Difference(
            place: place(of: segment, in: message),
            kind: "\(message.segmentName(segment))",
            expected: isExpected ? text : nil,
            found: isExpected ? nil : text
        )
    }

    /// `OBX[3]`, or `PID` for the only one.
    static func place(of segment: Int, in message: Message) -> String {
        let name = message.segmentName(segment)
        guard message.segments(named: name).count > 1 else { return "\(name)" }
        return "\(name)[\(message.sequence(ofSegment: segment))]"
    }
}

/// Compares one segment with another.
private struct SegmentComparison {
    let expected: Message
    let found: Message
    let expectedSegment: Int
    let foundSegment: Int
    let options: ComparisonOptions

    func differences() -> [Difference] {
        let place = MessageComparison.place(of: expectedSegment, in: expected)
        let name = "\(expected.segmentName(expectedSegment))"
        let fields = max(
            expected.fieldCount(ofSegment: expectedSegment),
            found.fieldCount(ofSegment: foundSegment)
        )
        guard fields > 0 else { return [] }
        return (1...fields).flatMap { number -> [Difference] in
            let kind = "\(name)-\(number)"
            guard !options.ignores(kind) else { return [] }
            let left = expected.field(number, ofSegment: expectedSegment)
            let right = found.field(number, ofSegment: foundSegment)
            return field(left, right, "\(place)-\(number)", kind, isAtomic: name == "MSH" && number <= 2)
        }
    }

    private func field(
        _ left: Element?,
        _ right: Element?,
        _ place: String,
        _ kind: String,
        isAtomic: Bool
    ) -> [Difference] {
        guard left != nil || right != nil else { return [] }
        if isAtomic {
            return leaf(left.map { expected.rawText($0) }, right.map { found.rawText($0) }, place, kind)
        }
        let count = max(
            left.map { expected.repetitionCount($0) } ?? 0,
            right.map { found.repetitionCount($0) } ?? 0
        )
        return (1...max(1, count)).flatMap { number -> [Difference] in
            let one = left.flatMap { expected.repetition(number, of: $0) }
            let other = right.flatMap { found.repetition(number, of: $0) }
            return parts(
                one.map { expected.components(of: $0) } ?? [],
                other.map { found.components(of: $0) } ?? [],
                number: \.component,
                count > 1 ? "\(place)[\(number)]" : place,
                kind
            )
        }
    }

    /// Components, or the subcomponents of one.
    private func parts(
        _ left: [Element],
        _ right: [Element],
        number: KeyPath<Element, Int>,
        _ place: String,
        _ kind: String
    ) -> [Difference] {
        let numbers = Set((left + right).map { $0[keyPath: number] }).sorted()
        let isSingle = numbers == [1]
        return numbers.flatMap { position -> [Difference] in
            let one = left.first { $0[keyPath: number] == position }
            let other = right.first { $0[keyPath: number] == position }
            let partPlace = isSingle ? place : "\(place).\(position)"
            let partKind = isSingle ? kind : "\(kind).\(position)"
            guard !options.ignores(partKind) else { return [] }
            guard number == \.component else {
                return leaf(one.map { expected.text($0) }, other.map { found.text($0) }, partPlace, partKind)
            }
            return parts(
                one.map { expected.subcomponents(of: $0) } ?? [],
                other.map { found.subcomponents(of: $0) } ?? [],
                number: \.subcomponent,
                partPlace,
                partKind
            )
        }
    }

    private func leaf(_ left: String?, _ right: String?, _ place: String, _ kind: String) -> [Difference] {
        left == right ? [] : [Difference(place: place, kind: kind, expected: left, found: right)]
    }
}
