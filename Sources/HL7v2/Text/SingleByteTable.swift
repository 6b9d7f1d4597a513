// The 8-bit sets as tables from byte to code point and back; all of them lie in the basic plane.
//
// The tables of the two sets that stand in for others are made here. The rest come from the system's iconv, once;
// a set that a system lacks is read like one that is not known.

/// One 8-bit set, which agrees with ASCII below 0x80.
struct SingleByteTable: Sendable {
    /// The code point of each byte from 0x80 on; ``unassigned`` where the set has none.
    let upper: [UInt16]
    /// The byte of each code point from 0x80 on.
    let bytes: [UInt16: UInt8]

    static let unassigned: UInt16 = 0xFFFF

    private init(upper: [UInt16]) {
        self.upper = upper
        var bytes: [UInt16: UInt8] = [:]
        for (index, point) in upper.enumerated() where point != Self.unassigned {
            bytes[point] = UInt8(0x80 + index)
        }
        self.bytes = bytes
    }

    /// The code point of a byte, or `nil` where the set has none.
    func point(of byte: UInt8) -> UInt16? {
        guard byte >= 0x80 else { return UInt16(byte) }
        let point = upper[Int(byte) - 0x80]
        return point == Self.unassigned ? nil : point
    }

    /// The table of a set; `nil` for sets that are not 8-bit.
    static func named(_ encoding: CharacterEncoding) -> SingleByteTable? { tables[encoding] }

    /// ISO 8859-1, whose bytes are their code points.
    static let latin1 = SingleByteTable(upper: Array(0x80...0xFF))

    /// Windows code page 1252; the five unassigned bytes stand for themselves.
    static let windows1252 = SingleByteTable(upper: windows1252Controls + Array(0xA0...0xFF))

    private static let windows1252Controls: [UInt16] = [
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
        0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
    ]

    /// Half-width katakana at 0xA1 to 0xDF.
    private static let jisX0201 = SingleByteTable(
        upper: (0x80...0xFF).map { (0xA1...0xDF).contains($0) ? $0 + (0xFF61 - 0xA1) : unassigned }
    )

    private static let systemNames: [CharacterEncoding: String] = [
        .latin2: "ISO-8859-2", .latin3: "ISO-8859-3", .latin4: "ISO-8859-4", .cyrillic: "ISO-8859-5",
        .arabic: "ISO-8859-6", .greek: "ISO-8859-7", .hebrew: "ISO-8859-8", .latin5: "ISO-8859-9",
        .latin9: "ISO-8859-15", .windows1250: "CP1250", .windows1251: "CP1251", .windows1253: "CP1253",
        .windows1254: "CP1254",
    ]

    private static let tables: [CharacterEncoding: SingleByteTable] = {
        var tables: [CharacterEncoding: SingleByteTable] = [
            .latin1: latin1, .windows1252: windows1252, .jisX0201: jisX0201,
        ]
        for (encoding, name) in systemNames {
            let points = SystemTable.points(of: name, codes: (0x80...0xFF).map { [$0] })
            if let points { tables[encoding] = SingleByteTable(upper: points) }
        }
        return tables
    }()
}

/// Code points asked of the system one code at a time.
enum SystemTable {
    /// The code points of codes in a set, ``SingleByteTable/unassigned`` for those it has not or beyond the
    /// basic plane; `nil` where the system does not know the set.
    static func points(of name: String, codes: [[UInt8]]) -> [UInt16]? {
        guard let converter = SystemConverter(from: name, to: "UTF-16BE") else { return nil }
        return codes.map { code in
            var output: [UInt8] = []
            converter.convert(code[...], into: &output) { offset, output in
                output = []
                return code.count - offset
            }
            return output.count == 2
                ? UInt16(output[0]) << 8 | UInt16(output[1]) : SingleByteTable.unassigned
        }
    }
}
