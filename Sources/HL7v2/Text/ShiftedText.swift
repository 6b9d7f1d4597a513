// Text that switches between sets by escape sequences (ISO 2022), both ways.
//
// Reading starts in the message's default set and returns to it at every line end, and at a delimiter where a
// two-byte character should start but none does: senders are to switch back before each (HL7 v2.9 §2.14.9.20),
// and one that forgets must not garble what follows. A delimiter inside a two-byte character is part of it.

struct ShiftedText {
    /// The set before the first switch.
    let base: CharacterEncoding
    /// The set for bytes that are not of the one they are in.
    let fallback: CharacterEncoding
    /// The bytes that end a switch where they cannot be part of a character.
    var delimiters: [UInt8] = []

    static let escape: UInt8 = 0x1B

    /// Whether a byte stands in the sequences that are written to switch sets; a delimiter must not.
    static func switches(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "$") || byte == UInt8(ascii: "(") }

    /// Reads bytes, in one pass.
    func read(_ bytes: ArraySlice<UInt8>) -> DecodedText {
        var reader = Reader(text: self, bytes: bytes)
        reader.read()
        return reader.result
    }

    /// Writes text in JIS X 0208, with `supplementary` also in JIS X 0212; starts and ends in ASCII, and is in
    /// ASCII at line ends.
    static func encode(_ text: String, supplementary: Bool, substitute: UInt8) -> EncodedText {
        var encoded = EncodedText()
        var current = Shift.ascii
        func shift(to wanted: Shift) {
            if current != wanted { encoded.bytes += wanted.sequence }
            current = wanted
        }
        for scalar in text.unicodeScalars {
            // An escape character of the text itself would be read as a switch.
            if scalar.isASCII, scalar.value != UInt32(escape) {
                shift(to: .ascii)
                encoded.bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            } else if let code = DoubleByteTable.jisX0208.code(of: scalar) {
                shift(to: .jisX0208)
                encoded.bytes += [code.0, code.1]
            } else if supplementary, let code = DoubleByteTable.jisX0212.code(of: scalar) {
                shift(to: .jisX0212)
                encoded.bytes += [code.0, code.1]
            } else {
                shift(to: .ascii)
                encoded.bytes.append(substitute)
                encoded.substitutions += 1
            }
        }
        shift(to: .ascii)
        return encoded
    }

    private enum Shift {
        case ascii, jisX0208, jisX0212

        var sequence: [UInt8] {
            switch self {
            case .ascii: [escape] + "(B".utf8
            case .jisX0208: [escape] + "$B".utf8
            case .jisX0212: [escape] + "$(D".utf8
            }
        }
    }
}

/// The state of reading: what the lower and the upper half of the bytes stand for.
private struct Reader {
    let text: ShiftedText
    let bytes: ArraySlice<UInt8>
    var offset: Int
    var lower = Designation.Graphic.ascii
    /// `nil` while the upper half is that of the default set.
    var upper: Designation.Graphic?
    var isShifted = false
    var result = DecodedText()

    init(text: ShiftedText, bytes: ArraySlice<UInt8>) {
        self.text = text
        self.bytes = bytes
        offset = bytes.startIndex
        result.utf8.reserveCapacity(bytes.count)
    }

    mutating func read() {
        while offset < bytes.endIndex {
            let byte = bytes[offset]
            if byte == ShiftedText.escape, let designation = Designation(bytes[(offset + 1)...].prefix(3)) {
                designate(designation)
            } else if !isShifted {
                readUnshifted()
            } else if byte == 0x0D || byte == 0x0A {
                reset()
                keep(byte)
            } else if byte < 0x80 {
                readLower(byte)
            } else {
                readUpper(byte)
            }
        }
    }

    private mutating func designate(_ designation: Designation) {
        if designation.isUpper { upper = designation.graphic } else { lower = designation.graphic }
        if case .ascii? = upper { upper = nil }
        if case .ascii = lower, upper == nil { isShifted = false } else { isShifted = true }
        offset += 1 + designation.length
    }

    private mutating func reset() {
        lower = .ascii
        upper = nil
        isShifted = false
    }

    /// A stretch of the default set, up to the next escape sequence.
    private mutating func readUnshifted() {
        let end = bytes[(offset + 1)...].firstIndex(of: ShiftedText.escape) ?? bytes.endIndex
        result.append(text.base.read(bytes[offset..<end], fallback: text.fallback))
        offset = end
    }

    private mutating func keep(_ byte: UInt8) {
        result.utf8.append(byte)
        offset += 1
    }

    private mutating func readLower(_ byte: UInt8) {
        switch lower {
        case .ascii, .upper: keep(byte)
        case .katakana:
            guard (0x21...0x5F).contains(byte), !text.delimiters.contains(byte) else { return keep(byte) }
            result.append(UInt16(byte) + (0xFF61 - 0x21))
            offset += 1
        case .double(let table): readPair(byte, table)
        }
    }

    private mutating func readUpper(_ byte: UInt8) {
        switch upper {
        case nil: readUpperOfBase()
        case .upper(let table)?: readSingle(table.point(of: byte))
        case .katakana?:
            readSingle((0xA1...0xDF).contains(byte) ? UInt16(byte) + (0xFF61 - 0xA1) : nil)
        case .double(let table)?: readPair(byte, table)
        case .ascii?: readSingle(nil)
        }
    }

    /// A stretch of the default set's upper half.
    private mutating func readUpperOfBase() {
        let end = bytes[offset...].firstIndex { $0 < 0x80 } ?? bytes.endIndex
        result.append(text.base.read(bytes[offset..<end], fallback: text.fallback))
        offset = end
    }

    private mutating func readSingle(_ point: UInt16?) {
        if let point {
            result.append(point)
        } else {
            appendInvalid(bytes[offset])
        }
        offset += 1
    }

    private mutating func readPair(_ first: UInt8, _ table: DoubleByteTable) {
        if offset + 1 < bytes.endIndex, let point = table.point(first, bytes[offset + 1]) {
            result.append(point)
            offset += 2
            return
        }
        if text.delimiters.contains(first) {
            reset()
            return keep(first)
        }
        if first <= 0x20 { return keep(first) }
        appendInvalid(first)
        offset += 1
    }

    private mutating func appendInvalid(_ byte: UInt8) {
        result.isValid = false
        if byte < 0x80 {
            result.utf8.append(byte)
        } else {
            let table = SingleByteTable.named(text.fallback) ?? .windows1252
            result.append(table.point(of: byte) ?? UInt16(byte))
        }
    }
}
