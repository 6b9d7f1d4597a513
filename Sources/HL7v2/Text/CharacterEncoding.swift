// The character sets that text can be read from and written in, by the names of table 0211 and of practice.
//
// Reading and writing bytes are in `CharacterEncoding+decode.swift` and `CharacterEncoding+encode.swift`.

/// A character set of a message (HL7 v2.9 table 0211), or one that practice uses beside them.
public enum CharacterEncoding: Sendable, Hashable, CaseIterable {
    /// ASCII; also what an empty MSH-18 means.
    case ascii
    /// UTF-8.
    case utf8
    /// UTF-16 of either byte order; written with the high byte first, after a byte order mark.
    case utf16
    /// UTF-32 of either byte order; written with the high byte first, after a byte order mark.
    case utf32
    /// ISO 8859-1, Western European.
    case latin1
    /// ISO 8859-2, Central European.
    case latin2
    /// ISO 8859-3, Southern European.
    case latin3
    /// ISO 8859-4, Baltic.
    case latin4
    /// ISO 8859-5, Cyrillic.
    case cyrillic
    /// ISO 8859-6, Arabic.
    case arabic
    /// ISO 8859-7, Greek.
    case greek
    /// ISO 8859-8, Hebrew.
    case hebrew
    /// ISO 8859-9, Turkish.
    case latin5
    /// ISO 8859-15, Western European with the euro sign.
    case latin9
    /// Windows code page 1250, Central European.
    case windows1250
    /// Windows code page 1251, Cyrillic.
    case windows1251
    /// Windows code page 1252, Western European.
    case windows1252
    /// Windows code page 1253, Greek.
    case windows1253
    /// Windows code page 1254, Turkish.
    case windows1254
    /// JIS X 0201, IR14: ASCII and half-width katakana. Its yen sign and overline are read as ASCII's
    /// backslash and tilde, whose codes they have, since delimiters are.
    case jisX0201
    /// JIS X 0208, IR87: Japanese, reached from ASCII by escape sequences (ISO 2022).
    case jisX0208
    /// JIS X 0212, IR159: further Japanese characters, reached in the same way.
    case jisX0212
    /// GB 18030-2000, Chinese.
    case gb18030
    /// KS X 1001, Korean, in its 8-bit form (EUC-KR).
    case ksX1001
    /// CNS 11643-1992, Taiwanese, in its 8-bit form (EUC-TW).
    case cns11643
    /// Big5, Taiwanese.
    case big5
    /// A set that is not known here; read as UTF-8 where valid.
    case unknown

    /// Reads one repetition of MSH-18: a name of table 0211 or a usual other one, in any spelling of blanks,
    /// dashes, slashes and letter case.
    public init(declared name: some StringProtocol) { self.init(declared: name.utf8) }

    /// The same by the name's bytes, without a string: this runs for every message.
    init(declared name: some Collection<UInt8>) {
        let letters = CharacterSetName(name)
        // Nothing, blanks and the explicit null name no set.
        self = letters?.isEmpty == true ? .ascii : letters.flatMap { Self.names[$0] } ?? .unknown
    }

    /// The name for MSH-18: that of table 0211, or where it has none the one of practice.
    public var name: String { spellings.first ?? "" }

    /// The first of the names without any of some bytes, such as a message's delimiters; else ``name``.
    func name(without bytes: [UInt8]) -> String {
        spellings.first { $0.utf8.allSatisfy { !bytes.contains($0) } } ?? name
    }

    /// Whether each byte is a character, so that any bytes can be read.
    public var isSingleByte: Bool { SingleByteTable.named(self) != nil }

    /// Whether it is reached by escape sequences only, and text in it starts and ends in ASCII.
    public var isShifted: Bool { self == .jisX0208 || self == .jisX0212 }

    private static let names = Dictionary(
        allCases.flatMap { encoding in
            encoding.spellings.compactMap { CharacterSetName($0.utf8) }.map { ($0, encoding) }
        },
        uniquingKeysWith: { first, _ in first }
    )

    /// The name for MSH-18 first, then what else senders write.
    private var spellings: [String] {
        switch self {
        case .ascii: ["ASCII", "US-ASCII", "ISO IR6", "ISO-646"]
        case .utf8: ["UNICODE UTF-8", "UTF-8", "UNICODE", "ISO IR192"]
        case .utf16: ["UNICODE UTF-16", "UTF-16", "UTF-16BE", "UTF-16LE"]
        case .utf32: ["UNICODE UTF-32", "UTF-32", "UTF-32BE", "UTF-32LE"]
        case .latin1: Self.iso(1) + ["ISO IR100", "LATIN1"]
        case .latin2: Self.iso(2) + ["ISO IR101", "LATIN2"]
        case .latin3: Self.iso(3) + ["ISO IR109", "LATIN3"]
        case .latin4: Self.iso(4) + ["ISO IR110", "LATIN4"]
        case .cyrillic: Self.iso(5) + ["ISO IR144"]
        case .arabic: Self.iso(6) + ["ISO IR127"]
        case .greek: Self.iso(7) + ["ISO IR126"]
        case .hebrew: Self.iso(8) + ["ISO IR138"]
        case .latin5: Self.iso(9) + ["ISO IR148", "LATIN5"]
        case .latin9: Self.iso(15) + ["ISO IR203", "LATIN9"]
        case .windows1250: Self.windows(1250)
        case .windows1251: Self.windows(1251)
        case .windows1252: Self.windows(1252)
        case .windows1253: Self.windows(1253)
        case .windows1254: Self.windows(1254)
        case .jisX0201: ["ISO IR14", "ISO IR13", "JIS X 0201"]
        case .jisX0208: ["ISO IR87", "ISO-2022-JP", "JIS X 0208"]
        case .jisX0212: ["ISO IR159", "ISO-2022-JP-1", "JIS X 0212"]
        case .gb18030: ["GB 18030-2000", "GB 18030", "GBK", "GB2312", "CP936"]
        case .ksX1001: ["KS X 1001", "EUC-KR", "ISO IR149", "KSC5601"]
        case .cns11643: ["CNS 11643-1992", "CNS 11643", "EUC-TW"]
        case .big5: ["BIG-5", "CP950"]
        case .unknown: []
        }
    }

    private static func iso(_ part: Int) -> [String] {
        ["8859/\(part)", "ISO 8859/\(part)", "ISO/IEC 8859-\(part)"]
    }

    private static func windows(_ page: Int) -> [String] {
        ["WINDOWS-\(page)", "CP\(page)", "WIN\(page)", "MS\(page)"]
    }
}
