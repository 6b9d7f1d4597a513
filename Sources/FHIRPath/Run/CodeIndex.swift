// Finds a code among many by its bytes, without making a string of it.
//
// Open addressing over FNV-1a: codes are a few bytes long, and the tables are the site's own, so nobody
// outside chooses what collides.

/// The positions of a list of codes.
struct CodeIndex: Sendable {
    private let bytes: [UInt8]
    private let ranges: [Range<Int>]
    /// Positions, or -1; a power of two, at least half of it free.
    private let slots: [Int32]

    /// Indexes codes; of equal ones the first is found.
    init(_ codes: [String]) {
        var bytes: [UInt8] = []
        var ranges: [Range<Int>] = []
        for code in codes {
            let start = bytes.count
            bytes.append(contentsOf: code.utf8)
            ranges.append(start..<bytes.count)
        }
        var size = 4
        while size < codes.count * 2 { size *= 2 }
        var slots = [Int32](repeating: -1, count: size)
        for position in codes.indices {
            let code = bytes.span.extracting(ranges[position])
            var slot = Self.hash(code) & (size - 1)
            while slots[slot] >= 0,
                !bytes.span.extracting(ranges[Int(slots[slot])]).hasSameBytes(as: code)
            {
                slot = (slot + 1) & (size - 1)
            }
            if slots[slot] < 0 { slots[slot] = Int32(position) }
        }
        self.bytes = bytes
        self.ranges = ranges
        self.slots = slots
    }

    /// The position of a code in the list; `nil` where it is none of them.
    func position(of code: Span<UInt8>) -> Int32? {
        var slot = Self.hash(code) & (slots.count - 1)
        while slots[slot] >= 0 {
            let range = ranges[Int(slots[slot])]
            if bytes.span.extracting(range).hasSameBytes(as: code) { return slots[slot] }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private static func hash(_ bytes: Span<UInt8>) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in bytes.indices { hash = (hash ^ UInt64(bytes[unchecked: index])) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: hash ^ hash >> 32)
    }
}
