// The three-character name of a segment, packed into one integer so that comparing names costs nothing.
//
// Any three bytes make a name here, because received messages carry all sorts; whether a name is one that the
// standard allows is a question to ask (HL7 v2.9 §2.4.2), not a condition to exist.

/// A segment's name, such as `PID` or `ZPI`.
public struct SegmentName: Hashable, Sendable {
    /// The name's bytes, the first one highest; shorter names leave the low bytes zero.
    public let packed: UInt32

    /// Takes the bytes before a segment's first separator, at most four of them.
    ///
    /// A fourth byte makes no good name, but it keeps `PIDX` from passing for `PID`.
    public init(_ bytes: some Sequence<UInt8>) {
        var packed: UInt32 = 0
        for (index, byte) in bytes.prefix(4).enumerated() {
            packed |= UInt32(byte) << UInt32(24 - 8 * index)
        }
        self.packed = packed
    }

    init(packed: UInt32) {
        self.packed = packed
    }

    /// One of 64 bits, spread by a multiplication, so that names which differ in one letter rarely share one.
    @inline(__always)
    public var presenceBit: UInt64 { 1 << UInt64((packed &* 0x9E37_79B9) >> 26) }

    /// Reads a name as the standard allows it: a capital letter, then two capital letters or digits.
    public init?(wellFormed text: some StringProtocol) {
        guard text.utf8.count == 3 else { return nil }
        self.init(text.utf8)
        guard isWellFormed else { return nil }
    }

    /// Whether the name is a capital letter followed by two capital letters or digits.
    public var isWellFormed: Bool {
        func byte(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: packed >> shift) }
        func isCapital(_ byte: UInt8) -> Bool { (65...90).contains(byte) }
        func isCapitalOrDigit(_ byte: UInt8) -> Bool { isCapital(byte) || (48...57).contains(byte) }
        return isCapital(byte(24)) && isCapitalOrDigit(byte(16)) && isCapitalOrDigit(byte(8)) && byte(0) == 0
    }

    /// Whether sites define this segment themselves: its name starts with `Z`.
    public var isLocal: Bool { packed >> 24 == 0x5A }

    /// Whether this is a header, whose first two fields are the delimiters themselves: `MSH`, `FHS` or `BHS`.
    public var isHeader: Bool { self == .messageHeader || self == .fileHeader || self == .batchHeader }

    // Computed, because a stored constant is guarded by a lock at every use, and these are used for every segment.
    /// `MSH`.
    public static var messageHeader: SegmentName { SegmentName(packed: 0x4D53_4800) }
    static var fileHeader: SegmentName { SegmentName(packed: 0x4648_5300) }
    static var batchHeader: SegmentName { SegmentName(packed: 0x4248_5300) }

    private var bytes: [UInt8] {
        [24, 16, 8, 0].map { UInt8(packed >> $0 & 0xFF) }.filter { $0 != 0 }
    }
}

extension SegmentName: ExpressibleByStringLiteral {
    /// Names a segment in code; longer literals keep their first four bytes.
    public init(stringLiteral value: StaticString) {
        // No array is made: names stand in code that runs for every segment.
        var packed: UInt32 = 0
        value.withUTF8Buffer { bytes in
            for index in 0..<min(4, bytes.count) { packed |= UInt32(bytes[index]) << UInt32(24 - 8 * index) }
        }
        self.init(packed: packed)
    }
}

extension SegmentName: CustomStringConvertible {
    /// The name as it is written.
    public var description: String { String(decoding: bytes, as: UTF8.self) }
}
