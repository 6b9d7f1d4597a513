// UTF-16 on input. MSH-18 cannot be read before decoding, so the first bytes have to tell.

enum WideText {
    /// Whether bytes start as UTF-16 does.
    static func isWide(_ bytes: [UInt8]) -> Bool { isBigEndian(bytes) != nil }

    /// The UTF-8 form of a message in UTF-16, or `nil` when the bytes are not UTF-16.
    static func decode(_ bytes: [UInt8]) -> [UInt8]? {
        guard let isBigEndian = isBigEndian(bytes) else { return nil }
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for offset in stride(from: 0, to: bytes.count - 1, by: 2) {
            let (first, second) = (UInt16(bytes[offset]), UInt16(bytes[offset + 1]))
            units.append(isBigEndian ? first << 8 | second : second << 8 | first)
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    /// A byte order mark, or the `M` of a header followed or preceded by a zero byte.
    private static func isBigEndian(_ bytes: [UInt8]) -> Bool? {
        guard bytes.count >= 4 else { return nil }
        switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
        case (0xFE, 0xFF, _, _), (0, 0x4D, 0, 0x53): return true
        case (0xFF, 0xFE, _, _), (0x4D, 0, 0x53, 0): return false
        default: return nil
        }
    }
}
