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
    private var places = PlaceCounter()

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
        var cursor = position
        while cursor < source.count, TextFormat.isSpace(source[cursor]) { cursor &+= 1 }
        position = cursor
    }

    mutating func skipByteOrderMark() {
        if source.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
    }

    /// The line and the character in it of a position, both from 1.
    mutating func lineAndColumn(of position: Int) -> OutcomeIssue.Position {
        places.place(of: position, in: source)
    }
}

extension JSONScanner {
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
    mutating func string() -> Result<Text?, Flaw> {
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
    mutating func skipPlain() -> Flaw? {
        var cursor = position
        defer { position = cursor }
        while cursor < source.count {
            let byte = source[cursor]
            if byte >= 0x80 {
                let length = UTF8Sequence.length(source, at: cursor)
                if length == 0 { return .malformedUTF8 }
                cursor &+= length
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                return nil
            } else if byte < 0x20 {
                return .controlCharacter
            } else {
                cursor &+= 1
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
    mutating func escapedScalar() -> Unicode.Scalar? {
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
