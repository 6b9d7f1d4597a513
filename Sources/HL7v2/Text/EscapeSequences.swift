// Escape sequences of HL7 v2.9 §2.6, both ways, over bytes.
//
// Decoding is one pass from left to right, nothing nests, and codes are case sensitive. Delimiters and `\X..\`
// are always decoded; `\C..\` and `\M..\` become the escape sequences of ISO 2022 that they spell (see
// `Designation`) where text is wanted. What is local (`\Z..\`), lays out text (see `FormattedText`) or is unknown
// stays as it is: unescaped backslashes, as in Windows paths, are common.

/// Escaping and unescaping of values.
public enum EscapeSequences {
    /// Decodes the delimiters' and the hexadecimal sequences of a value.
    ///
    /// The bytes of a hexadecimal sequence are bytes of the message's character set, so text is decoded after.
    /// Sequences that switch character sets stay as they are.
    public static func decode(_ bytes: ArraySlice<UInt8>, delimiters: Delimiters) -> [UInt8] {
        decode(bytes, delimiters: delimiters, meanings: Meanings()).bytes
    }

    /// What sequences mean beside delimiters and bytes.
    struct Meanings {
        /// What a layout sequence becomes.
        var layout: (ArraySlice<UInt8>) -> [UInt8]? = { _ in nil }
        /// What the bytes of hexadecimal sequences become.
        var hexadecimal: ([UInt8]) -> [UInt8] = { $0 }
        /// Whether switches of the character set become escape sequences of ISO 2022.
        var followsSwitches = false
    }

    /// A value with its sequences decoded.
    struct Decoded {
        var bytes: [UInt8] = []
        /// Whether there are escape sequences of ISO 2022 in it now.
        var hasSwitches = false
    }

    /// Decodes a value; sequences without a meaning stay as they are.
    static func decode(_ bytes: ArraySlice<UInt8>, delimiters: Delimiters, meanings: Meanings) -> Decoded {
        guard let escape = delimiters.escape else { return Decoded(bytes: Array(bytes)) }
        var decoded = Decoded()
        decoded.bytes.reserveCapacity(bytes.count)
        var waiting: [UInt8] = []
        var offset = bytes.startIndex
        // Bytes of sequences that touch are one run, for a character's bytes may be spread over them.
        func flush() {
            guard !waiting.isEmpty else { return }
            decoded.bytes += decoded.hasSwitches ? waiting : meanings.hexadecimal(waiting)
            waiting = []
        }
        while offset < bytes.endIndex {
            let byte = bytes[offset]
            guard byte == escape, let code = code(in: bytes, from: offset + 1, escape: escape) else {
                flush()
                decoded.bytes.append(byte)
                offset += 1
                continue
            }
            offset = code.endIndex + 1
            if code.first == UInt8(ascii: "X"), let run = hexadecimal(code.dropFirst()) {
                waiting += run
                continue
            }
            flush()
            if meanings.followsSwitches, let sequence = switching(code) {
                decoded.bytes.append(ShiftedText.escape)
                decoded.bytes += sequence
                decoded.hasSwitches = true
            } else if let meaning = meaning(of: code, delimiters: delimiters) ?? meanings.layout(code) {
                decoded.bytes += meaning
            } else {
                decoded.bytes.append(escape)
                decoded.bytes += code
                decoded.bytes.append(escape)
            }
        }
        flush()
        return decoded
    }

    /// The bytes after an ESC that `C` with two or `M` with two or three bytes in hexadecimal spells.
    private static func switching(_ code: ArraySlice<UInt8>) -> [UInt8]? {
        guard code.first == UInt8(ascii: "C") || code.first == UInt8(ascii: "M"),
            let bytes = hexadecimal(code.dropFirst()), let designation = Designation(bytes[...]),
            designation.length == bytes.count
        else { return nil }
        return bytes
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
        guard let letter = code.first, code.count == 1 else { return nil }
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

    /// Where hexadecimal sequences stand, and the bytes that they spell; those that touch are one run.
    static func hexadecimalRuns(
        in bytes: ArraySlice<UInt8>,
        escape: UInt8
    ) -> [(range: Range<Int>, bytes: [UInt8])] {
        var runs: [(range: Range<Int>, bytes: [UInt8])] = []
        var offset = bytes.startIndex
        while offset < bytes.endIndex {
            guard bytes[offset] == escape, let code = code(in: bytes, from: offset + 1, escape: escape) else {
                offset += 1
                continue
            }
            let end = code.endIndex + 1
            if code.first == UInt8(ascii: "X"), let spelt = hexadecimal(code.dropFirst()) {
                if let last = runs.indices.last, runs[last].range.upperBound == offset {
                    runs[last] = (runs[last].range.lowerBound..<end, runs[last].bytes + spelt)
                } else {
                    runs.append((offset..<end, spelt))
                }
            }
            offset = end
        }
        return runs
    }

    /// Bytes as pairs of hexadecimal digits.
    static func hexadecimalDigits(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789ABCDEF")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
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
