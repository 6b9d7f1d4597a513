// The character sets that text can be read from, by the names of table 0211 and those that practice uses.
//
// Only sets that agree with ASCII below 0x80 are here; the ones that switch by escape sequences are not yet.

/// A character set that a message's text can be decoded from.
public enum CharacterEncoding: Sendable, Hashable {
    /// ASCII; also what an empty MSH-18 means.
    case ascii
    /// UTF-8.
    case utf8
    /// ISO 8859-1, Western European.
    case latin1
    /// ISO 8859-15, Western European with the euro sign.
    case latin9
    /// Windows code page 1252.
    case windows1252
    /// A set that is not known here; read as UTF-8 where valid, else as windows-1252.
    case unknown

    /// Reads the first repetition of MSH-18.
    public init(declared name: some StringProtocol) {
        let letters = name.uppercased().filter { $0.isLetter || $0.isNumber }
        self =
            switch letters {
            case "", "ASCII", "USASCII", "ISOIR6": .ascii
            case "UTF8", "UNICODE", "UNICODEUTF8": .utf8
            case "88591", "ISO88591", "ISOIR100", "LATIN1": .latin1
            case "885915", "ISO885915", "LATIN9": .latin9
            case "WINDOWS1252", "CP1252": .windows1252
            default: .unknown
            }
    }

    /// Decodes bytes; never fails, never loses their number of characters in an 8-bit set.
    ///
    /// Where UTF-8 was declared or nothing was, bytes that are not valid UTF-8 are read as windows-1252.
    public func decode(_ bytes: ArraySlice<UInt8>) -> String {
        switch self {
        case .latin1: Self.eightBit(bytes) { UInt16($0) }
        case .latin9: Self.eightBit(bytes, SingleByteTable.latin9)
        case .windows1252: Self.eightBit(bytes, SingleByteTable.windows1252)
        case .ascii, .utf8, .unknown:
            String(validating: bytes, as: UTF8.self) ?? Self.eightBit(bytes, SingleByteTable.windows1252)
        }
    }

    private static func eightBit(_ bytes: ArraySlice<UInt8>, _ table: (UInt8) -> UInt16) -> String {
        String(decoding: bytes.map(table), as: UTF16.self)
    }
}

/// The 8-bit sets as functions from byte to code point; all of them lie in the basic plane.
enum SingleByteTable {
    static func latin9(_ byte: UInt8) -> UInt16 {
        switch byte {
        case 0xA4: 0x20AC
        case 0xA6: 0x0160
        case 0xA8: 0x0161
        case 0xB4: 0x017D
        case 0xB8: 0x017E
        case 0xBC: 0x0152
        case 0xBD: 0x0153
        case 0xBE: 0x0178
        default: UInt16(byte)
        }
    }

    static func windows1252(_ byte: UInt8) -> UInt16 {
        (0x80...0x9F).contains(byte) ? windows1252Upper[Int(byte) - 0x80] : UInt16(byte)
    }

    /// The code points of 0x80 to 0x9F; the five unassigned bytes stand for themselves.
    private static let windows1252Upper: [UInt16] = [
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
        0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
    ]
}
