// Compresses bodies with zlib, for senders; listeners have their own way back.

import CLibZ

enum Gzip {
    /// Compresses a whole body.
    static func compress(_ bytes: [UInt8]) -> [UInt8] {
        var size = compressBound(UInt(bytes.count))
        // Unsafe memory: zlib writes through a pointer, which is valid within the closure alone.
        let packed = [UInt8](unsafeUninitializedCapacity: Int(size)) { target, count in
            let status = compress2(target.baseAddress, &size, bytes, UInt(bytes.count), 6)
            count = status == Z_OK ? Int(size) : 0
        }
        // zlib's own frame is two bytes before and four after the same stream (RFC 1950, RFC 1952).
        let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        let sum = UInt32(truncatingIfNeeded: crc32(0, bytes, UInt32(bytes.count)))
        return header + packed.dropFirst(2).dropLast(4) + littleEndian(sum)
            + littleEndian(UInt32(bytes.count))
    }

    private static func littleEndian(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}
