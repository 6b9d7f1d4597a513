// Changes bytes at random and repeatably, with a preference for what means something to a reader.

/// Random changes from a fixed start (SplitMix64).
struct ByteChanger: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    private static let telling =
        Array("|^~\\&\r\n\0\u{0B}\u{1B}\u{1C}MSHPIDOBX\"\"FSTREXC.br$(B{}[],:*-/+019 #".utf8)
        + [0x80, 0xC3, 0xFE, 0xFF]

    /// A copy with some bytes replaced, inserted, removed or doubled.
    mutating func changed(_ seed: [UInt8]) -> [UInt8] {
        var bytes = seed
        for _ in 0..<Int.random(in: 1...8, using: &self) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &self)
            let byte = Self.telling[Int.random(in: 0..<Self.telling.count, using: &self)]
            switch Int.random(in: 0..<6, using: &self) {
            case 0: bytes[place] = byte
            case 1: bytes[place] = UInt8.random(in: 0...255, using: &self)
            case 2: bytes.insert(byte, at: place)
            case 3: bytes.remove(at: place)
            case 4: bytes.insert(contentsOf: bytes[place...].prefix(20), at: place)
            default: bytes.removeSubrange(place..<min(place + 9, bytes.count))
            }
        }
        return bytes
    }
}
