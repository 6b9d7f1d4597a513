// The two-byte sets that escape sequences of ISO 2022 switch to: 94 rows of 94 characters, in the basic plane.
//
// Asked of the system once for each set, through an encoding that holds it.

/// One set of 94 by 94 characters.
struct DoubleByteTable: Sendable {
    private let points: [UInt16]
    private let codes: [UInt16: UInt16]

    /// JIS X 0208, IR87.
    static let jisX0208 = DoubleByteTable(system: "EUC-JP", prefix: [])
    /// JIS X 0212, IR159.
    static let jisX0212 = DoubleByteTable(system: "EUC-JP", prefix: [0x8F])
    /// GB 2312, IR58.
    static let gb2312 = DoubleByteTable(system: "GB2312", prefix: [])
    /// KS X 1001, IR149.
    static let ksX1001 = DoubleByteTable(system: "EUC-KR", prefix: [])
    /// The first plane of CNS 11643, IR171.
    static let cns11643 = DoubleByteTable(system: "EUC-TW", prefix: [])

    private init(system name: String, prefix: [UInt8]) {
        let all = (0..<Self.size * Self.size).map { index in
            prefix + [UInt8(0xA1 + index / Self.size), UInt8(0xA1 + index % Self.size)]
        }
        let none = [UInt16](repeating: SingleByteTable.unassigned, count: all.count)
        // A delimiter must not come out of a two-byte character.
        points = (SystemTable.points(of: name, codes: all) ?? none).map {
            $0 < 0x80 ? SingleByteTable.unassigned : $0
        }
        var codes: [UInt16: UInt16] = [:]
        for (index, point) in points.enumerated() where point != SingleByteTable.unassigned {
            codes[point] = UInt16(0x21 + index / Self.size) << 8 | UInt16(0x21 + index % Self.size)
        }
        self.codes = codes
    }

    /// The code point of two bytes, with or without their high bits; `nil` where the set has none.
    func point(_ first: UInt8, _ second: UInt8) -> UInt16? {
        let (row, cell) = (Int(first & 0x7F) - 0x21, Int(second & 0x7F) - 0x21)
        guard first & 0x80 == second & 0x80, (0..<Self.size).contains(row), (0..<Self.size).contains(cell)
        else { return nil }
        let point = points[row * Self.size + cell]
        return point == SingleByteTable.unassigned ? nil : point
    }

    /// The two bytes of a code point, without high bits.
    func code(of scalar: Unicode.Scalar) -> (UInt8, UInt8)? {
        guard let point = UInt16(exactly: scalar.value), let code = codes[point] else { return nil }
        return (UInt8(code >> 8), UInt8(code & 0xFF))
    }

    private static let size = 94
}
