// Which bytes of a text JSON must escape, and how (RFC 8259 §7).

enum JSONText {
    /// Whether a text stands in JSON as it is.
    @inline(__always)
    static func isPlain(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let raw = bytes.bytes
        precondition(range.lowerBound >= 0 && range.upperBound <= raw.byteCount)
        var index = range.lowerBound
        // Unsafe memory: eight bytes at once, inside the range that was checked above.
        while index + 8 <= range.upperBound {
            let word = raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
            if needsEscape(word) { return false }
            index += 8
        }
        if index < range.upperBound, range.count >= 8 {
            // The last eight, some of which were looked at already.
            let last = range.upperBound - 8
            return !needsEscape(raw.unsafeLoadUnaligned(fromUncheckedByteOffset: last, as: UInt64.self))
        }
        while index < range.upperBound {
            if needsEscape(bytes[index]) { return false }
            index += 1
        }
        return true
    }

    /// Whether any of eight bytes is a control character, a quotation mark or a backslash.
    ///
    /// For each byte `(b - n) & ~b` has its high bit set if `b < n` for `n` up to 128; a borrow from a byte
    /// below can only come from one that was found already.
    @inline(__always)
    private static func needsEscape(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let high = ones << 7
        let quote = word ^ ones &* UInt64(UInt8(ascii: "\""))
        let backslash = word ^ ones &* UInt64(UInt8(ascii: "\\"))
        let control = (word &- ones &* 0x20) & ~word
        let found = control | (quote &- ones) & ~quote | (backslash &- ones) & ~backslash
        return found & high != 0
    }

    @inline(__always)
    static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// Appends a text with its escapes, without quotes.
    static func appendEscaped(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) {
        for byte in bytes {
            if needsEscape(byte) {
                appendEscape(of: byte, to: &output)
            } else {
                output.append(byte)
            }
        }
    }

    private static func appendEscape(of byte: UInt8, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
        case 0x0a: output.append(UInt8(ascii: "n"))
        case 0x0d: output.append(UInt8(ascii: "r"))
        case 0x09: output.append(UInt8(ascii: "t"))
        default:
            output.append(contentsOf: [UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0")])
            output.append(hexadecimal[Int(byte >> 4)])
            output.append(hexadecimal[Int(byte & 15)])
        }
    }

    private static let hexadecimal = Array("0123456789abcdef".utf8)
}
