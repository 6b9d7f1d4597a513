// A position that walks over a range of bytes; the matchers of primitives are written with it.

struct TextCursor {
    private(set) var position: Int
    let end: Int

    init(bytes range: Range<Int>) {
        position = range.lowerBound
        end = range.upperBound
    }

    var isAtEnd: Bool { position == end }
    var remaining: Int { end - position }

    /// The byte here, without moving.
    @inline(__always)
    func peek(_ bytes: Span<UInt8>) -> UInt8? {
        position < end ? bytes[position] : nil
    }

    /// The byte here; moves past it.
    @inline(__always)
    mutating func next(_ bytes: Span<UInt8>) -> UInt8? {
        guard position < end else { return nil }
        position &+= 1
        return bytes[position &- 1]
    }

    /// Moves past one character if it stands here.
    @inline(__always)
    mutating func skip(character: Unicode.Scalar, _ bytes: Span<UInt8>) -> Bool {
        guard position < end, bytes[position] == UInt8(ascii: character) else { return false }
        position &+= 1
        return true
    }

    /// Moves past a text if it stands here.
    mutating func skip(_ text: StaticString, _ bytes: Span<UInt8>) -> Bool {
        let expected = text.description.utf8
        guard remaining >= expected.count else { return false }
        for (offset, byte) in expected.enumerated() where bytes[position + offset] != byte { return false }
        position += expected.count
        return true
    }

    /// Moves past digits; how many they were.
    @inline(__always)
    mutating func skipDigits(_ bytes: Span<UInt8>) -> Int {
        let start = position
        while position < end, bytes[position] &- UInt8(ascii: "0") < 10 { position &+= 1 }
        return position &- start
    }

    /// Moves past two digits and gives their value.
    @inline(__always)
    mutating func twoDigits(_ bytes: Span<UInt8>) -> Int? {
        guard remaining >= 2 else { return nil }
        let tens = bytes[position] &- UInt8(ascii: "0")
        let ones = bytes[position &+ 1] &- UInt8(ascii: "0")
        guard tens < 10, ones < 10 else { return nil }
        position &+= 2
        return Int(tens) * 10 + Int(ones)
    }
}
