// Text to bytes, in every set.

/// Text written in a set.
public struct EncodedText: Hashable, Sendable {
    /// The bytes.
    public var bytes: [UInt8] = []
    /// How many characters the set does not have; each became the substitute.
    public var substitutions = 0
}

extension CharacterEncoding {
    /// Encodes text; `nil` where the set lacks one of its characters.
    public func encode(_ text: String) -> [UInt8]? {
        let encoded = encode(text, substitute: "?")
        return encoded.substitutions == 0 ? encoded.bytes : nil
    }

    /// Encodes text, with a substitute for each character that the set lacks.
    ///
    /// Text in a set of ISO 2022 starts and ends in ASCII. UTF-16 and UTF-32 start with a byte order mark. A set
    /// that is not known is written as ASCII.
    ///
    /// - Parameters:
    ///   - text: what is encoded.
    ///   - substitute: one ASCII character.
    /// - Returns: the bytes, and how many characters were substituted.
    public func encode(_ text: String, substitute: Unicode.Scalar) -> EncodedText {
        let mark = UInt8(truncatingIfNeeded: substitute.value)
        switch self {
        case .utf8: return EncodedText(bytes: Array(text.utf8))
        case .utf16, .utf32: return EncodedText(bytes: WideText.encode(text, in: self))
        case .jisX0208, .jisX0212:
            return ShiftedText.encode(text, supplementary: self == .jisX0212, substitute: mark)
        case .gb18030, .ksX1001, .cns11643, .big5: return encodeMultibyte(text, substitute: mark)
        default: return encodeSingleBytes(text, substitute: mark)
        }
    }

    private func encodeSingleBytes(_ text: String, substitute: UInt8) -> EncodedText {
        let table = SingleByteTable.named(self)
        var encoded = EncodedText()
        encoded.bytes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                encoded.bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            } else if let point = UInt16(exactly: scalar.value), let byte = table?.bytes[point] {
                encoded.bytes.append(byte)
            } else {
                encoded.bytes.append(substitute)
                encoded.substitutions += 1
            }
        }
        return encoded
    }

    private func encodeMultibyte(_ text: String, substitute: UInt8) -> EncodedText {
        guard let name = systemName, let converter = SystemConverter(from: "UTF-8", to: name) else {
            return Self.ascii.encodeSingleBytes(text, substitute: substitute)
        }
        var encoded = EncodedText()
        let utf8 = Array(text.utf8)
        var substitutions = 0
        converter.convert(utf8[...], into: &encoded.bytes) { offset, bytes in
            bytes.append(substitute)
            substitutions += 1
            // The whole character: its first byte and those that continue it.
            return 1 + utf8[(offset + 1)...].prefix { $0 & 0xC0 == 0x80 }.count
        }
        encoded.substitutions = substitutions
        return encoded
    }
}
