// Which bytes of a text JSON must escape, and how (RFC 8259 §7).

enum JSONText {
    /// Whether a text stands in JSON as it is.
    @inline(__always)
    static func isPlain(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        !EightBytes.any(bytes, range, inEight: needsEscape, inOne: needsEscape)
    }

    /// Whether any of eight bytes is a control character, a quotation mark or a backslash.
    @inline(__always)
    private static func needsEscape(_ word: UInt64) -> Bool {
        let found =
            EightBytes.below(0x20, in: word) | EightBytes.equal(to: UInt8(ascii: "\""), in: word)
            | EightBytes.equal(to: UInt8(ascii: "\\"), in: word)
        return found != 0
    }

    @inline(__always)
    static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// Appends a text with its escapes, without quotes.
    static func appendEscaped(_ bytes: UnsafeRawBufferPointer, to output: inout ByteSink) {
        for byte in bytes {
            if needsEscape(byte) {
                appendEscape(of: byte, to: &output)
            } else {
                output.append(byte)
            }
        }
    }

    private static func appendEscape(of byte: UInt8, to output: inout ByteSink) {
        output.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
        case 0x0a: output.append(UInt8(ascii: "n"))
        case 0x0d: output.append(UInt8(ascii: "r"))
        case 0x09: output.append(UInt8(ascii: "t"))
        default:
            output.append("u00")
            output.append(hexadecimal[Int(byte >> 4)])
            output.append(hexadecimal[Int(byte & 15)])
        }
    }

    private static let hexadecimal = Array("0123456789abcdef".utf8)
}
