// Bytes to text, in every set. Nothing fails: bytes that are not of the set are read in another one, and counted.

/// Text as read from bytes.
struct DecodedText {
    /// The text in UTF-8.
    var utf8: [UInt8] = []
    /// Whether all bytes were characters of the set.
    var isValid = true

    var string: String { String(decoding: utf8, as: UTF8.self) }

    mutating func append(_ point: UInt16) {
        guard let scalar = Unicode.Scalar(point) else {
            isValid = false
            return utf8.append(contentsOf: "\u{FFFD}".utf8)
        }
        utf8.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    mutating func append(_ other: DecodedText) {
        utf8 += other.utf8
        isValid = isValid && other.isValid
    }
}

extension CharacterEncoding {
    /// Decodes bytes; never fails, and takes time linear in their number.
    ///
    /// - Parameters:
    ///   - bytes: text in this set. The sets of ISO 2022 start in ASCII; UTF-16 and UTF-32 tell their byte order
    ///     by a mark, else it is the high byte first.
    ///   - fallback: the 8-bit set that bytes which are not of this set are read in. Where UTF-8 was declared or
    ///     nothing was, it holds for all of `bytes` as soon as one of them is not valid UTF-8.
    /// - Returns: the text.
    public func decode(
        _ bytes: ArraySlice<UInt8>,
        fallback: CharacterEncoding = CharacterReading.default.fallback
    ) -> String {
        switch self {
        case .ascii, .utf8, .unknown:
            // The usual case, without a copy.
            if let text = String(validating: bytes, as: UTF8.self) { return text }
            fallthrough
        default:
            return read(bytes, fallback: fallback).string
        }
    }

    /// The text of bytes, and whether they are all of this set.
    func read(_ bytes: ArraySlice<UInt8>, fallback: CharacterEncoding) -> DecodedText {
        let other = SingleByteTable.named(fallback) ?? .windows1252
        switch self {
        case .ascii, .utf8, .unknown:
            if String(validating: bytes, as: UTF8.self) != nil {
                return DecodedText(utf8: Array(bytes), isValid: true)
            }
            var text = Self.read(bytes, in: other, fallback: .latin1)
            text.isValid = false
            return text
        case .utf16, .utf32:
            return WideText.read(bytes, in: self)
        case .jisX0208, .jisX0212:
            return ShiftedText(base: .ascii, fallback: fallback).read(bytes)
        case .gb18030, .ksX1001, .cns11643, .big5:
            return readMultibyte(bytes, fallback: other)
        default:
            guard let table = SingleByteTable.named(self) else {
                return Self.unknown.read(bytes, fallback: fallback)
            }
            return Self.read(bytes, in: table, fallback: other)
        }
    }

    private static func read(
        _ bytes: ArraySlice<UInt8>,
        in table: SingleByteTable,
        fallback: SingleByteTable
    ) -> DecodedText {
        var text = DecodedText()
        text.utf8.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            guard byte >= 0x80 else {
                text.utf8.append(byte)
                continue
            }
            if let point = table.point(of: byte) {
                text.append(point)
            } else {
                text.isValid = false
                text.append(fallback.point(of: byte) ?? UInt16(byte))
            }
        }
        return text
    }

    private func readMultibyte(_ bytes: ArraySlice<UInt8>, fallback: SingleByteTable) -> DecodedText {
        guard let name = systemName, let converter = SystemConverter(from: name, to: "UTF-8") else {
            var text = Self.unknown.read(bytes, fallback: .windows1252)
            text.isValid = false
            return text
        }
        var isValid = true
        var utf8: [UInt8] = []
        converter.convert(bytes, into: &utf8) { offset, utf8 in
            isValid = false
            var one = DecodedText()
            one.append(fallback.point(of: bytes[offset]) ?? UInt16(bytes[offset]))
            utf8 += one.utf8
            return 1
        }
        return DecodedText(utf8: utf8, isValid: isValid)
    }

    /// What the system calls a multi-byte set.
    var systemName: String? {
        switch self {
        case .gb18030: "GB18030"
        case .ksX1001: "EUC-KR"
        case .cns11643: "EUC-TW"
        case .big5: "BIG5"
        default: nil
        }
    }
}
