// Values of JSON: read into the pool by kind, or stepped over.

extension JSONScanner {
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
}
