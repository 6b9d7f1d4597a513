// Lane keys: what must arrive in order, hashed to 64 bits.
//
// The hash is stored with every delivery, so it must never change: FNV-1a with a final mix. Two different
// patients that collide share a lane, which costs parallelism and no order. A key names no patient.

/// One lane of a destination, as a stable 64-bit hash.
public struct LaneKey: Hashable, Comparable, Sendable {
    /// The hash.
    public let hash: Int64

    /// Hashes the parts of a key; where one part ends and the next begins counts.
    public init(_ kind: Kind, _ parts: String...) {
        self.init(kind, parts)
    }

    /// Hashes the parts of a key, as the other form does.
    init(_ kind: Kind, _ parts: [String]) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        mix(kind.rawValue)
        for part in parts {
            for byte in part.utf8 { mix(byte) }
            mix(0)
        }
        hash ^= hash >> 33
        hash = hash &* 0xFF51_AFD7_ED55_8CCD
        hash ^= hash >> 33
        self.hash = Int64(bitPattern: hash)
    }

    /// The keys of lanes, sorted, each once.
    static func sorted(_ names: Set<LaneName>) -> [LaneKey] { Set(names.map(\.key)).sorted() }

    /// What a key stands for, so that keys of different kinds never meet by accident.
    public enum Kind: UInt8, Sendable {
        /// A patient: assigning authority, number.
        case patient = 1
        /// Everything of one listener.
        case listener = 2
        /// Messages of one listener that name no patient.
        case unidentified = 3
        /// A site's own expression.
        case expression = 4
    }

    /// Orders by hash, so that a key set has one spelling.
    public static func < (left: LaneKey, right: LaneKey) -> Bool { left.hash < right.hash }
}
