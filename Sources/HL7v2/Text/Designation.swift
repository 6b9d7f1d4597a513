// Escape sequences of ISO 2022 that designate a set, as HL7 v2.9 §2.6.3 and §2.14.9.20 use them.
//
// The same bytes stand after an ESC in a message and, in hexadecimal, in `\C..\` and `\M..\`. Single and locking
// shifts are not known: HL7 does not use them.

/// A set that an escape sequence switches to, and which bytes are read in it.
struct Designation {
    /// A set that can be switched to.
    enum Graphic {
        /// ASCII, or the left half of JIS X 0201 that is read as ASCII.
        case ascii
        /// Half-width katakana.
        case katakana
        /// The upper half of an 8-bit set.
        case upper(SingleByteTable)
        /// Two bytes a character.
        case double(DoubleByteTable)
    }

    /// What is switched to.
    let graphic: Graphic
    /// Whether bytes from 0x80 on are read in it; the others otherwise.
    let isUpper: Bool
    /// How long the sequence is, without the ESC.
    let length: Int

    /// Reads the bytes after an ESC; `nil` when they designate nothing that is known here.
    init?(_ bytes: ArraySlice<UInt8>) {
        let start = bytes.startIndex
        guard bytes.count >= 2 else { return nil }
        let (first, second) = (bytes[start], bytes[start + 1])
        switch first {
        case UInt8(ascii: "("): self.init(Self.single(second), isUpper: false, length: 2)
        case UInt8(ascii: ")"): self.init(Self.single(second), isUpper: true, length: 2)
        case UInt8(ascii: "-"): self.init(Self.latin(second), isUpper: true, length: 2)
        case UInt8(ascii: "$"):
            switch second {
            case UInt8(ascii: "@"), UInt8(ascii: "A"), UInt8(ascii: "B"):
                self.init(Self.double(second), isUpper: false, length: 2)
            case UInt8(ascii: "("), UInt8(ascii: ")"):
                guard bytes.count >= 3 else { return nil }
                let isUpper = second == UInt8(ascii: ")")
                self.init(Self.double(bytes[start + 2]), isUpper: isUpper, length: 3)
            default: return nil
            }
        default: return nil
        }
    }

    private init?(_ graphic: Graphic?, isUpper: Bool, length: Int) {
        guard let graphic else { return nil }
        self.graphic = graphic
        self.isUpper = isUpper
        self.length = length
    }

    private static func single(_ final: UInt8) -> Graphic? {
        switch final {
        case UInt8(ascii: "B"), UInt8(ascii: "J"): .ascii
        case UInt8(ascii: "I"): .katakana
        default: nil
        }
    }

    private static func double(_ final: UInt8) -> Graphic? {
        switch final {
        case UInt8(ascii: "@"), UInt8(ascii: "B"): .double(.jisX0208)
        case UInt8(ascii: "D"): .double(.jisX0212)
        case UInt8(ascii: "A"): .double(.gb2312)
        case UInt8(ascii: "C"): .double(.ksX1001)
        case UInt8(ascii: "G"): .double(.cns11643)
        default: nil
        }
    }

    private static func latin(_ final: UInt8) -> Graphic? {
        let encoding: CharacterEncoding? =
            switch final {
            case UInt8(ascii: "A"): .latin1
            case UInt8(ascii: "B"): .latin2
            case UInt8(ascii: "C"): .latin3
            case UInt8(ascii: "D"): .latin4
            case UInt8(ascii: "L"): .cyrillic
            case UInt8(ascii: "G"): .arabic
            case UInt8(ascii: "F"): .greek
            case UInt8(ascii: "H"): .hebrew
            case UInt8(ascii: "M"): .latin5
            case UInt8(ascii: "b"): .latin9
            default: nil
            }
        return encoding.flatMap { SingleByteTable.named($0) }.map { .upper($0) }
    }
}
