// A message in another character set, for a receiver that wants its own.
//
// Only the encoding changes, and what the header says about it: MSH-18, and MSH-20 where sets are reached by
// escape sequences (HL7 v2.9 §2.14.9.18, §2.14.9.20). Pure; the message itself stays as it came.

/// A message's bytes in another character set.
public struct RecodedMessage: Sendable {
    /// The message.
    public let bytes: [UInt8]
    /// How many characters the set does not have; each became `?`, or `x` where that is a delimiter, and katakana of
    /// half width their full width.
    public let substitutions: Int
}

extension Message {
    /// The message in another character set; as received where it is in that set already and says so.
    ///
    /// Bytes spelt by `\X..\` that are beyond ASCII are spelt in the new set; other escape sequences stay. What
    /// stood before the header goes. Line ends, blanks and trailing bytes stay.
    ///
    /// A set that is switched to, in a message whose delimiters stand in the switches, cannot be used; ASCII is then.
    ///
    /// - Parameter target: the receiver's set; a set that is not known is written as ASCII.
    /// - Returns: the bytes, and how many characters could not be said.
    public func recoded(in target: CharacterEncoding) -> RecodedMessage {
        guard !isIn(target) else { return RecodedMessage(bytes: encoded, substitutions: 0) }
        let separators = [delimiters.field] + delimiters.encodingCharacters
        let target = target.isShifted && separators.contains(where: ShiftedText.switches) ? .ascii : target
        var recoder = Recoder(message: self, target: target)
        recoder.recode()
        let substitute: Unicode.Scalar = separators.contains(UInt8(ascii: "?")) ? "x" : "?"
        // Messages in JIS X 0201 may switch sets, so an escape character of the text would be read as a switch.
        if target == .jisX0201 { recoder.replaceEscapeCharacters(by: substitute) }
        if target.isShifted { recoder.widenKatakana() }
        let result = target.encode(recoder.text, substitute: substitute)
        return RecodedMessage(
            bytes: result.bytes,
            substitutions: result.substitutions + recoder.substitutions
        )
    }

    private func isIn(_ target: CharacterEncoding) -> Bool {
        target == characterEncoding && !header.characterSet.isEmpty && !warnings.contains(.invalidCharacters)
    }
}

extension Message {
    /// Bytes that repeat parts of the message's copy in UTF-8, in the set that the message came in.
    ///
    /// UTF-16 and UTF-32 keep the sender's byte order, and its byte order mark or want of one.
    func inOwnCharacters(_ bytes: [UInt8]) -> [UInt8] {
        guard let received = index.received else { return bytes }
        if let form = WideText.form(of: received[...]) {
            let wide = WideText.encode(String(decoding: bytes, as: UTF8.self), as: form)
            // What its framing would tear apart nobody could read.
            return wide.holdsFraming ? bytes : wide
        }
        guard bytes.contains(where: { $0 >= 0x80 }) else { return bytes }
        let text = String(decoding: bytes, as: UTF8.self)
        return characterEncoding.encode(text)
            ?? CharacterEncoding.jisX0212.encode(text, substitute: "?").bytes
    }

    /// The first line of a message as it came, without its end: all of it that a header can be read from.
    public static func headerBytes(of bytes: [UInt8]) -> [UInt8] { Array(WideText.firstLine(of: bytes)) }
}

extension [UInt8] {
    /// Whether MLLP would see the beginning or the end of a block within these bytes or at their end.
    fileprivate var holdsFraming: Bool {
        var before: UInt8 = 0
        for byte in self {
            if byte == 0x0B || (byte == 0x0D && before == 0x1C) { return true }
            before = byte
        }
        return before == 0x1C
    }
}

/// Writes a message's text field by field, so that one field's bad bytes do not change how others are read.
private struct Recoder {
    let message: Message
    let target: CharacterEncoding
    var text = ""
    var substitutions = 0

    mutating func recode() {
        let index = message.index
        var offset = index.segments.first.map { Int($0.start) } ?? 0
        for (number, segment) in index.segments.enumerated() {
            append(offset..<Int(segment.start))
            let isHeader = number == 0 && segment.name == .messageHeader
            if isHeader { appendHeader(segment) } else { appendFields(of: segment) }
            offset = Int(segment.end)
        }
        append(offset..<index.bytes.count)
    }

    mutating func replaceEscapeCharacters(by substitute: Unicode.Scalar) {
        let escape = Unicode.Scalar(ShiftedText.escape)
        substitutions += text.unicodeScalars.count { $0 == escape }
        text = String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == escape ? substitute : $0 }))
    }

    mutating func widenKatakana() {
        let widened = HalfwidthKatakana.widened(text)
        text = widened.text
        substitutions += widened.count
    }

    private mutating func appendFields(of segment: SegmentRecord) {
        for (number, field) in fields(of: segment).enumerated() {
            if number > 0 { appendSeparator() }
            if segment.isHeader, number < 2 { append(field) } else { appendValue(field) }
        }
    }

    /// The header, with MSH-18 and MSH-20 replaced; of MSH, what stands at a place is the next field but one.
    private mutating func appendHeader(_ segment: SegmentRecord) {
        let fields = fields(of: segment)
        let hasSwitches = fields.count > 19 && !fields[19].isEmpty
        let last = max(fields.count, target.isShifted ? 20 : 18)
        for number in 0..<last {
            if number > 0 { appendSeparator() }
            if number == 17 {
                text += names
            } else if number == 19, hasSwitches || target.isShifted {
                text += target.isShifted ? "ISO 2022-1994" : ""
            } else if number < fields.count {
                if number < 2 { append(fields[number]) } else { appendValue(fields[number]) }
            }
        }
    }

    /// MSH-18: sets that are switched to are named after the default one, ASCII, which is not named.
    private var names: String {
        let delimiters = [message.delimiters.field] + message.delimiters.encodingCharacters
        func name(_ encoding: CharacterEncoding) -> String { encoding.name(without: delimiters) }
        guard target.isShifted, let repetition = message.delimiters.repetition else {
            return name(target == .unknown ? .ascii : target)
        }
        let mark = String(Unicode.Scalar(repetition))
        let kanji = mark + name(.jisX0208)
        return target == .jisX0208 ? kanji : kanji + mark + name(target)
    }

    private func fields(of segment: SegmentRecord) -> [Range<Int>] {
        var fields: [Range<Int>] = []
        var start = Int(segment.start)
        for position in Int(segment.firstSeparator)..<Int(segment.endSeparator) {
            let separator = Int(message.index.separators[position])
            fields.append(start..<separator)
            start = separator + 1
        }
        fields.append(start..<Int(segment.end))
        return fields
    }

    private mutating func appendSeparator() {
        text.unicodeScalars.append(Unicode.Scalar(message.delimiters.field))
    }

    private mutating func append(_ range: Range<Int>) {
        text += message.decode(message.index.bytes[range])
    }

    /// A field's text, with hexadecimal sequences beyond ASCII spelt in the new set.
    private mutating func appendValue(_ range: Range<Int>) {
        let bytes = message.index.bytes
        guard let escape = message.delimiters.escape, bytes.first(escape, in: range) < range.upperBound else {
            return append(range)
        }
        var start = range.lowerBound
        for run in EscapeSequences.hexadecimalRuns(in: bytes[range], escape: escape)
        where run.bytes.contains(where: { $0 >= 0x80 }) {
            append(start..<run.range.lowerBound)
            let characters = message.index.characters
            let spelt = target.encode(
                characters.declared.decode(run.bytes[...], fallback: characters.fallback),
                substitute: "?"
            )
            substitutions += spelt.substitutions
            let mark = String(Unicode.Scalar(escape))
            text += "\(mark)X\(EscapeSequences.hexadecimalDigits(spelt.bytes))\(mark)"
            start = run.range.upperBound
        }
        append(start..<range.upperBound)
    }
}
