// Escape sequences of HL7 v2.9 §2.6, both ways, over bytes.
//
// Decoding is one pass from left to right, nothing nests, and codes are case sensitive. Delimiters and `\X..\`
// are always decoded. What is local (`\Z..\`), switches character sets (`\C..\`, `\M..\`), lays out
// text (see `FormattedText`) or is unknown stays as it is: unescaped backslashes, as in Windows paths, are common.

/// Escaping and unescaping of values.
public enum EscapeSequences {
    /// Decodes the delimiters' and the hexadecimal sequences of a value.
    ///
    /// The bytes of a hexadecimal sequence are bytes of the message's character set, so text is decoded after.
    public static func decode(_ bytes: ArraySlice<UInt8>, delimiters: Delimiters) -> [UInt8] {
        decode(bytes, delimiters: delimiters) { _ in nil }
    }

    /// Decodes a value; sequences that are neither delimiters nor hexadecimal are offered to `layout`.
    static func decode(
        _ bytes: ArraySlice<UInt8>,
        delimiters: Delimiters,
        layout: (ArraySlice<UInt8>) -> [UInt8]?
    ) -> [UInt8] {
        guard let escape = delimiters.escape else { return Array(bytes) }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var offset = bytes.startIndex
        while offset < bytes.endIndex {
            let byte = bytes[offset]
            offset += 1
            guard byte == escape, let code = code(in: bytes, from: offset, escape: escape) else {
                decoded.append(byte)
                continue
            }
            if let meaning = meaning(of: code, delimiters: delimiters) ?? layout(code) {
                decoded += meaning
            } else {
                decoded.append(escape)
                decoded += code
                decoded.append(escape)
            }
            offset = code.endIndex + 1
        }
        return decoded
    }

    /// Escapes a value's delimiters, and line ends as hexadecimal, so that it can stand in a field.
    ///
    /// A character that is no delimiter in the message is left alone. Where the message has no escape
    /// character, delimiters cannot be said and become blanks.
    public static func encode(_ bytes: some Sequence<UInt8>, delimiters: Delimiters) -> [UInt8] {
        var encoded: [UInt8] = []
        for byte in bytes {
            guard let code = code(for: byte, delimiters: delimiters) else {
                encoded.append(byte)
                continue
            }
            guard let escape = delimiters.escape else {
                encoded.append(0x20)
                continue
            }
            encoded.append(escape)
            encoded += code.utf8
            encoded.append(escape)
        }
        return encoded
    }

    private static func code(for byte: UInt8, delimiters: Delimiters) -> String? {
        switch byte {
        case delimiters.escape: "E"
        case delimiters.field: "F"
        case delimiters.component: "S"
        case delimiters.subcomponent: "T"
        case delimiters.repetition: "R"
        case 0x0D: "X0D"
        case 0x0A: "X0A"
        default: nil
        }
    }

    /// The code between an escape character and the next, or `nil` when this is no sequence.
    private static func code(in bytes: ArraySlice<UInt8>, from start: Int, escape: UInt8) -> ArraySlice<
        UInt8
    >? {
        var end = start
        while end < bytes.endIndex, bytes[end] != escape, mayStandInCode(bytes[end]) { end += 1 }
        guard end > start, end < bytes.endIndex, bytes[end] == escape else { return nil }
        return bytes[start..<end]
    }

    /// Letters, digits, and the signs and blanks of layout commands.
    private static func mayStandInCode(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122: true
        case UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: " "): true
        default: false
        }
    }

    private static func meaning(of code: ArraySlice<UInt8>, delimiters: Delimiters) -> [UInt8]? {
        guard let letter = code.first else { return nil }
        if letter == UInt8(ascii: "X") { return hexadecimal(code.dropFirst()) }
        guard code.count == 1 else { return nil }
        let delimiter: UInt8? =
            switch letter {
            case UInt8(ascii: "F"): delimiters.field
            case UInt8(ascii: "S"): delimiters.component
            case UInt8(ascii: "T"): delimiters.subcomponent ?? Delimiters.standard.subcomponent
            case UInt8(ascii: "R"): delimiters.repetition ?? Delimiters.standard.repetition
            case UInt8(ascii: "E"): delimiters.escape
            case UInt8(ascii: "P"): delimiters.truncation ?? UInt8(ascii: "#")
            default: nil
            }
        return delimiter.map { [$0] }
    }

    /// The bytes that pairs of hexadecimal digits spell; `nil` for anything else.
    private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> [UInt8]? {
        guard !digits.isEmpty, digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for digit in digits {
            guard let value = hexadecimalValue(digit) else { return nil }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return bytes
    }

    private static func hexadecimalValue(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 48...57: digit - 48
        case 65...70: digit - 55
        case 97...102: digit - 87
        default: nil
        }
    }
}
