// The tokens of JSON (RFC 8259): blanks, strings with their escapes and UTF-8, numbers, literals.
//
// Decoded texts are appended to one pool. Nothing here knows the schema; what is read is judged by the parser.

struct JSONScanner {
    /// What makes input no JSON; the raw value says so to people.
    enum Flaw: String, Error {
        case endOfInput = "the input ends too early"
        case controlCharacter = "a control character stands unescaped in a string"
        case malformedEscape = "malformed escape in a string"
        case malformedUTF8 = "malformed UTF-8"
        case malformedNumber = "malformed number"
        case noValue = "expected a value"
        case malformedObject = "malformed object"
        case malformedList = "malformed list"
        case tooDeep = "nested too deep"
    }

    /// A member's name: in the input if it is plain, in `decodedName` if it had escapes.
    struct Name {
        let range: Range<Int>
        let isPlain: Bool
    }

    /// A value's text in the pool.
    struct Text {
        let range: Range<Int>
        let isPlain: Bool
    }

    let source: [UInt8]
    var position = 0
    var text: [UInt8] = []
    private(set) var decodedName: [UInt8] = []

    init(_ source: [UInt8]) {
        self.source = source
    }

    var isAtEnd: Bool { position >= source.count }

    @inline(__always)
    func peek() -> UInt8? {
        position < source.count ? source[position] : nil
    }

    @inline(__always)
    mutating func skip(_ byte: UInt8) -> Bool {
        guard position < source.count, source[position] == byte else { return false }
        position &+= 1
        return true
    }

    @inline(__always)
    mutating func skipSpace() {
        while position < source.count, TextFormat.isSpace(source[position]) { position &+= 1 }
    }

    mutating func skipByteOrderMark() {
        if source.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
    }
}

extension JSONScanner {
    // MARK: Strings

    /// Reads a name, which starts here with its quote.
    @inline(__always)
    mutating func name() -> Result<Name, Flaw> {
        position &+= 1
        let start = position
        if let flaw = skipPlain() { return .failure(flaw) }
        if source[position] == UInt8(ascii: "\"") {
            position &+= 1
            return .success(Name(range: start..<position &- 1, isPlain: true))
        }
        return nameWithEscapes(from: start)
    }

    private mutating func nameWithEscapes(from start: Int) -> Result<Name, Flaw> {
        let textCount = text.count
        let result = decode(from: start)
        decodedName = Array(text[textCount...])
        text.removeSubrange(textCount...)
        return result.map { _ in Name(range: 0..<decodedName.count, isPlain: false) }
    }

    func byte(of name: Name) -> UInt8 {
        name.isPlain ? source[name.range.lowerBound] : decodedName[name.range.lowerBound]
    }

    func text(of name: Name) -> String {
        String(decoding: name.isPlain ? source[name.range] : decodedName[name.range], as: UTF8.self)
    }

    /// Reads a string into the pool; it starts here with its quote.
    @inline(__always)
    private mutating func string() -> Result<Text?, Flaw> {
        position &+= 1
        let start = position
        if let flaw = skipPlain() { return .failure(flaw) }
        guard source[position] == UInt8(ascii: "\"") else { return decode(from: start).map { $0 } }
        let textStart = text.count
        text.append(contentsOf: source[start..<position])
        position &+= 1
        return .success(Text(range: textStart..<text.count, isPlain: true))
    }

    /// Moves to the next quote or backslash, checking UTF-8 on the way.
    @inline(__always)
    private mutating func skipPlain() -> Flaw? {
        while position < source.count {
            let byte = source[position]
            if byte >= 0x80 {
                let length = UTF8Sequence.length(source, at: position)
                if length == 0 { return .malformedUTF8 }
                position &+= length
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                return nil
            } else if byte < 0x20 {
                return .controlCharacter
            } else {
                position &+= 1
            }
        }
        return .endOfInput
    }

    /// Reads a string that has an escape here and began at `start`.
    private mutating func decode(from start: Int) -> Result<Text, Flaw> {
        let textStart = text.count
        var isPlain = true
        var runStart = start
        while true {
            text.append(contentsOf: source[runStart..<position])
            if skip(UInt8(ascii: "\"")) {
                return .success(Text(range: textStart..<text.count, isPlain: isPlain))
            }
            position += 1
            guard let scalar = escapedScalar() else { return .failure(.malformedEscape) }
            isPlain = isPlain && !(scalar.isASCII && JSONText.needsEscape(UInt8(ascii: scalar)))
            text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            runStart = position
            if let flaw = skipPlain() { return .failure(flaw) }
        }
    }

    /// The character that an escape stands for; the position is after its backslash.
    private mutating func escapedScalar() -> Unicode.Scalar? {
        guard let byte = peek() else { return nil }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return unicodeEscape()
        default: return nil
        }
    }

    /// Four hexadecimal digits, or two times four as a surrogate pair; a surrogate alone is no character.
    private mutating func unicodeEscape() -> Unicode.Scalar? {
        guard let first = fourHexadecimalDigits() else { return nil }
        guard (0xd800..<0xdc00).contains(first) else { return Unicode.Scalar(first) }
        guard skip(UInt8(ascii: "\\")), skip(UInt8(ascii: "u")), let second = fourHexadecimalDigits(),
            (0xdc00..<0xe000).contains(second)
        else { return nil }
        return Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
    }

    private mutating func fourHexadecimalDigits() -> UInt32? {
        guard source.count - position >= 4 else { return nil }
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(source[position])).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}

extension JSONScanner {
    // MARK: Values

    /// Reads a value of a kind into the pool; `nil`, without moving, if another kind stands here.
    @inline(__always)
    mutating func value(of kind: PrimitiveFormat.JSONKind) -> Result<Text?, Flaw> {
        guard let byte = peek() else { return .failure(.endOfInput) }
        switch kind {
        case .string: return byte == UInt8(ascii: "\"") ? string() : .success(nil)
        case .number: return Self.startsNumber(byte) ? number().map { copy($0) } : .success(nil)
        case .boolean: return .success(boolean().map { copy($0) })
        }
    }

    private mutating func copy(_ range: Range<Int>) -> Text {
        let start = text.count
        text.append(contentsOf: source[range])
        return Text(range: start..<text.count, isPlain: true)
    }

    private mutating func number() -> Result<Range<Int>, Flaw> {
        let start = position
        while let byte = peek(), Self.belongsToNumber(byte) { position += 1 }
        let range = start..<position
        return NumberFormat.isDecimal(source.span, range) ? .success(range) : .failure(.malformedNumber)
    }

    private static func startsNumber(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || byte &- UInt8(ascii: "0") < 10
    }

    private static func belongsToNumber(_ byte: UInt8) -> Bool {
        startsNumber(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+")
            || byte | 0x20 == UInt8(ascii: "e")
    }

    private mutating func boolean() -> Range<Int>? {
        let start = position
        return skipWord(Self.trueWord) || skipWord(Self.falseWord) ? start..<position : nil
    }

    mutating func skipNull() -> Bool {
        skipWord(Self.nullWord)
    }

    private mutating func skipWord(_ word: [UInt8]) -> Bool {
        guard source[position...].starts(with: word) else { return false }
        position += word.count
        return true
    }

    private static let trueWord = Array("true".utf8)
    private static let falseWord = Array("false".utf8)
    private static let nullWord = Array("null".utf8)
}

extension JSONScanner {
    // MARK: Stepping over

    /// Steps over any value, checking its grammar and `depth` more levels at most.
    mutating func skipValue(depth: Int) -> Result<Void, Flaw> {
        guard let byte = peek() else { return .failure(.endOfInput) }
        switch byte {
        case UInt8(ascii: "\""): return skipString()
        case UInt8(ascii: "{"): return skipItems(depth, isObject: true)
        case UInt8(ascii: "["): return skipItems(depth, isObject: false)
        default:
            if Self.startsNumber(byte) { return number().map { _ in } }
            return boolean() != nil || skipNull() ? .success(()) : .failure(.noValue)
        }
    }

    mutating func skipString() -> Result<Void, Flaw> {
        guard peek() == UInt8(ascii: "\"") else { return .failure(.noValue) }
        position += 1
        while true {
            if let flaw = skipPlain() { return .failure(flaw) }
            if skip(UInt8(ascii: "\"")) { return .success(()) }
            position += 1
            guard escapedScalar() != nil else { return .failure(.malformedEscape) }
        }
    }

    private mutating func skipItems(_ depth: Int, isObject: Bool) -> Result<Void, Flaw> {
        guard depth > 0 else { return .failure(.tooDeep) }
        let flaw = isObject ? Flaw.malformedObject : .malformedList
        let end = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
        position += 1
        skipSpace()
        if skip(end) { return .success(()) }
        while true {
            if isObject {
                if case .failure(let flaw) = skipString() { return .failure(flaw) }
                skipSpace()
                guard skip(UInt8(ascii: ":")) else { return .failure(flaw) }
                skipSpace()
            }
            if case .failure(let flaw) = skipValue(depth: depth - 1) { return .failure(flaw) }
            skipSpace()
            if skip(end) { return .success(()) }
            guard skip(UInt8(ascii: ",")) else { return .failure(flaw) }
            skipSpace()
        }
    }

    /// The line and the character in it of a position, both from 1.
    func lineAndColumn(of position: Int) -> OutcomeIssue.Position {
        var line = 1
        var column = 1
        for byte in source.prefix(position) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xc0 != 0x80 {
                column += 1
            }
        }
        return OutcomeIssue.Position(line: line, column: column)
    }
}
