// Writes the segments of an acknowledgment: MSH, MSA and ERR as the version has them.

struct AcknowledgmentWriter {
    let delimiters: Delimiters
    /// The version whose ERR is written; unknown ones get the present form.
    let version: Version
    private(set) var bytes: [UInt8] = []

    init(delimiters: Delimiters, version: Version?) {
        self.delimiters = delimiters
        self.version = version ?? .newest
    }

    /// The header of an answer: who sent receives, MSH-11, MSH-12 and MSH-18 as they came.
    mutating func header(answering message: Message, controlID: String, date: DateTime) {
        func raw(_ field: Int) -> ArraySlice<UInt8> {
            message.field(field, ofSegment: 0).map { message.rawBytes($0) } ?? []
        }
        let event = message.header.triggerEvent
        header(
            names: [raw(5), raw(6), raw(3), raw(4)],
            date: date,
            type: messageType(event: escaped(event)),
            controlID: controlID,
            tail: [raw(11), raw(12), [], [], [], [], [], raw(18)]
        )
    }

    /// A header for bytes that had none.
    mutating func header(controlID: String, date: DateTime) {
        let tail: [ArraySlice<UInt8>] = [ArraySlice("P".utf8), ArraySlice(version.text.utf8)]
        header(
            names: [[], [], [], []],
            date: date,
            type: Array("ACK".utf8),
            controlID: controlID,
            tail: tail
        )
    }

    /// MSA; its text only where the version still has it.
    mutating func acknowledgment(_ code: Acknowledgment.Code, answering id: ArraySlice<UInt8>, text: String?)
    {
        var fields = [Array(code.rawValue.utf8), Array(id)]
        if let text, version < .v2_5 { fields.append(escaped(text)) }
        segment("MSA", fields)
    }

    /// One ERR with a repeating ERR-1 up to version 2.4, one ERR for each problem since.
    mutating func errors(_ problems: [Acknowledgment.Problem]) {
        guard !problems.isEmpty else { return }
        guard version < .v2_5 else {
            for problem in problems { segment("ERR", fields(of: problem)) }
            return
        }
        let separator = delimiters.repetition.map { [$0] }
        let listed = separator == nil ? problems.prefix(1) : problems[...]
        segment("ERR", [Array(listed.map(codeAndLocation).joined(separator: separator ?? []))])
    }

    private mutating func header(
        names: [ArraySlice<UInt8>],
        date: DateTime,
        type: [UInt8],
        controlID: String,
        tail: [ArraySlice<UInt8>]
    ) {
        let fields =
            [delimiters.encodingCharacters] + names.map(Array.init)
            + [Array(date.hl7Text.utf8), [], type, escaped(controlID)] + tail.map(Array.init)
        segment("MSH", fields)
    }

    private mutating func segment(_ name: StaticString, _ fields: [[UInt8]]) {
        bytes += name.withUTF8Buffer { Array($0) }
        let last = fields.lastIndex { !$0.isEmpty } ?? -1
        for field in fields[...last] {
            bytes.append(delimiters.field)
            bytes += field
        }
        bytes.append(UInt8(ascii: "\r"))
    }

    /// `ACK^R01^ACK`, and less in versions that know less.
    private func messageType(event: [UInt8]) -> [UInt8] {
        let code = Array("ACK".utf8)
        guard version >= .v2_3, !event.isEmpty else { return code }
        return components(version >= .v2_3_1 ? [code, event, code] : [code, event])
    }

    /// ERR-2, ERR-3, ERR-4 and ERR-8.
    private func fields(of problem: Acknowledgment.Problem) -> [[UInt8]] {
        let code = [String(problem.code.rawValue), problem.code.text, "HL70357"].map(escaped)
        return [
            [], location(problem.location), components(code), Array(problem.severity.rawValue.utf8), [], [],
            [],
            escaped(problem.text),
        ]
    }

    private func location(_ location: ErrorLocation?) -> [UInt8] {
        guard let location else { return [] }
        // A repetition is 1 where the field is meant and no other was named.
        let repetition = location.repetition ?? (location.field == nil ? nil : 1)
        let numbers = [
            location.sequence, location.field, repetition, location.component, location.subcomponent,
        ]
        return components(
            [escaped(location.segment.description)]
                + numbers.map { number in
                    number.map { Array(String($0).utf8) } ?? []
                }
        )
    }

    /// ERR-1 of version 2.4 and before: segment, sequence, field, and the code with its text as subcomponents.
    private func codeAndLocation(_ problem: Acknowledgment.Problem) -> [UInt8] {
        let location = problem.location
        var code = Array(String(problem.code.rawValue).utf8)
        if let separator = delimiters.subcomponent {
            code += [separator] + escaped(problem.code.text) + [separator] + Array("HL70357".utf8)
        }
        return components([
            location.map { escaped($0.segment.description) } ?? [],
            location.map { Array(String($0.sequence).utf8) } ?? [],
            location?.field.map { Array(String($0).utf8) } ?? [],
            code,
        ])
    }

    private func components(_ parts: [[UInt8]]) -> [UInt8] {
        let last = parts.lastIndex { !$0.isEmpty } ?? -1
        return Array(parts[...last].joined(separator: [delimiters.component]))
    }

    private func escaped(_ text: String) -> [UInt8] {
        EscapeSequences.encode(text.utf8, delimiters: delimiters)
    }
}
