// Writes the segments of an acknowledgment: MSH, MSA and ERR as the version has them.

struct AcknowledgmentWriter {
    let delimiters: Delimiters
    /// The version whose ERR is written; unknown ones get the present form.
    let version: Version
    private(set) var bytes: [UInt8] = []
    private var waitingSeparators = 0

    init(delimiters: Delimiters, version: Version?) {
        self.delimiters = delimiters
        self.version = version ?? .newest
        bytes.reserveCapacity(Self.usualSize)
    }

    /// Bytes that most answers fit in.
    private static let usualSize = 192

    /// The header of an answer: who sent receives, MSH-11, MSH-12 and MSH-18 as they came.
    mutating func header(answering message: Message, controlID: String, date: DateTime, wantsNoAnswer: Bool) {
        let type = message.field(9, ofSegment: 0)
        let event = type.flatMap { message.component(2, of: $0) }.map { message.text($0) } ?? ""
        begin("MSH")
        field(delimiters.encodingCharacters)
        // MSH-5, MSH-6, MSH-3 and MSH-4.
        for number in [5, 6, 3, 4] { field(copiedFrom: message, number) }
        field(Array(date.hl7Text.utf8))
        field([])
        field(messageType(event: escaped(event)))
        field(escaped(controlID))
        field(copiedFrom: message, 11)
        field(copiedFrom: message, 12)
        field([])
        field([])
        // MSH-15 and MSH-16.
        for _ in 15...16 { field(wantsNoAnswer ? Array("NE".utf8) : []) }
        field([])
        field(copiedFrom: message, 18)
        end()
    }

    /// A header for bytes that had none.
    mutating func header(controlID: String, date: DateTime) {
        begin("MSH")
        field(delimiters.encodingCharacters)
        for _ in 3...6 { field([]) }
        field(Array(date.hl7Text.utf8))
        field([])
        field(Array("ACK".utf8))
        field(escaped(controlID))
        field(Array("P".utf8))
        field(Array(version.text.utf8))
        end()
    }

    /// FHS or BHS of a reply: who sent receives, and the control id answered is the one referred to.
    mutating func batchHeader(
        _ name: StaticString,
        answering header: Message,
        controlID: String,
        date: DateTime
    ) {
        begin(name)
        field(delimiters.encodingCharacters)
        // FHS-5, FHS-6, FHS-3 and FHS-4.
        for number in [5, 6, 3, 4] { field(copiedFrom: header, number) }
        field(Array(date.hl7Text.utf8))
        for _ in 8...10 { field([]) }
        field(escaped(controlID))
        field(copiedFrom: header, 11)
        end()
    }

    /// MSA; its text only where the version still has it.
    mutating func acknowledgment(
        _ code: Acknowledgment.Code,
        answering id: ArraySlice<UInt8>,
        text: String?,
        expectedSequence: Int64? = nil
    ) {
        begin("MSA")
        field(Array(code.rawValue.utf8))
        field(id)
        field(version < .v2_5 ? text.map(escaped) ?? [] : [])
        field(expectedSequence.map { Array(String($0).utf8) } ?? [])
        end()
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

    // MARK: Fields

    private mutating func begin(_ name: StaticString) {
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        waitingSeparators = 0
    }

    /// Writes the next field; separators of empty ones wait, so that none stand at a segment's end.
    private mutating func field(_ content: some Collection<UInt8>) {
        waitingSeparators += 1
        guard !content.isEmpty else { return }
        for _ in 0..<waitingSeparators { bytes.append(delimiters.field) }
        waitingSeparators = 0
        let lineFeed = UInt8(ascii: "\n")
        guard content.contains(lineFeed) else { return bytes.append(contentsOf: content) }
        // A line feed that was data in the request might begin a segment here.
        let spelt = delimiters.escape.map { [$0] + "X0A".utf8 + [$0] } ?? [0x20]
        for byte in content { if byte == lineFeed { bytes += spelt } else { bytes.append(byte) } }
    }

    private mutating func field(copiedFrom message: Message, _ number: Int) {
        if let element = message.field(number, ofSegment: 0) {
            field(message.rawBytes(element))
        } else {
            field([])
        }
    }

    private mutating func end() {
        bytes.append(UInt8(ascii: "\r"))
    }

    mutating func segment(_ name: StaticString, _ fields: [[UInt8]]) {
        begin(name)
        for content in fields { field(content) }
        end()
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
        var joined: [UInt8] = []
        for (index, part) in parts.prefix(through: parts.lastIndex { !$0.isEmpty } ?? -1).enumerated() {
            if index > 0 { joined.append(delimiters.component) }
            joined.append(contentsOf: part)
        }
        return joined
    }

    private func escaped(_ text: String) -> [UInt8] {
        if text.isEmpty { return [] }
        return EscapeSequences.encode(text.utf8, delimiters: delimiters)
    }
}
