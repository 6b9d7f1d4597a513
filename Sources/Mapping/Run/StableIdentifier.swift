// Deterministic resource ids: the same identity gives the same UUID on every engine and every day.
//
// SHA-256 (FIPS 180-4) of the resource type and its identity, cut to 128 bits and marked as a UUID of version 8
// (RFC 9562). An id is kept as its bits: a string a resource, and one for each reference to it, was a twentieth of a
// message's time.

import Crypto

/// The id of a resource, made from its identity.
struct StableIdentifier: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    /// The id of an identity.
    init(type: String, identity: [UInt8]) {
        var type = type
        let digest = type.withUTF8 { type in
            // Unsafe memory: a stretch of exactly both and a zero between them; three updates took half as long again.
            withUnsafeTemporaryAllocation(byteCount: type.count + 1 + identity.count, alignment: 8) { bytes in
                bytes.copyMemory(from: UnsafeRawBufferPointer(type))
                bytes[type.count] = 0
                UnsafeMutableRawBufferPointer(rebasing: bytes[(type.count + 1)...]).copyBytes(from: identity)
                var hasher = SHA256()
                hasher.update(bufferPointer: UnsafeRawBufferPointer(bytes))
                return hasher.finalize()
            }
        }
        // Unsafe memory: a digest has 32 bytes, of which the first sixteen are read.
        (high, low) = digest.withUnsafeBytes { digest in
            let high = UInt64(bigEndian: digest.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
            let low = UInt64(bigEndian: digest.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            return (high & ~0xF000 | 0x8000, low & ~(0xC0 << 56) | 0x80 << 56)
        }
    }

    /// The UUID, in lower case.
    var text: String {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the UUID, in lower case.
    ///
    /// Unsafe memory: a stretch of its own of exactly 36 bytes is filled and copied; appending digit by digit took 1,500
    /// instructions, a hundred times a message.
    func append(to bytes: inout [UInt8]) {
        withUnsafeTemporaryAllocation(byteCount: Self.length, alignment: 8) { text in
            text.storeBytes(of: Self.dashes, toByteOffset: 8, as: UInt64.self)
            text.storeBytes(of: Self.dashes, toByteOffset: 16, as: UInt64.self)
            let second = Self.digits(of: UInt32(truncatingIfNeeded: high))
            let third = Self.digits(of: UInt32(truncatingIfNeeded: low >> 32))
            text.storeBytes(of: Self.digits(of: UInt32(high >> 32)), toByteOffset: 0, as: UInt64.self)
            text.storeBytes(of: UInt32(truncatingIfNeeded: second), toByteOffset: 9, as: UInt32.self)
            text.storeBytes(of: UInt32(second >> 32), toByteOffset: 14, as: UInt32.self)
            text.storeBytes(of: UInt32(truncatingIfNeeded: third), toByteOffset: 19, as: UInt32.self)
            text.storeBytes(of: UInt32(third >> 32), toByteOffset: 24, as: UInt32.self)
            let last = Self.digits(of: UInt32(truncatingIfNeeded: low))
            text.storeBytes(of: last, toByteOffset: 28, as: UInt64.self)
            bytes.append(contentsOf: text)
        }
    }

    private static let length = 36
    private static var dashes: UInt64 { 0x2D2D_2D2D_2D2D_2D2D }

    /// The eight hexadecimal digits of a word as ASCII, the first in the lowest byte: half a byte is spread over each,
    /// and those of ten and more are moved from behind `9` to `a`.
    private static func digits(of word: UInt32) -> UInt64 {
        var spread = UInt64(word.byteSwapped)
        spread = (spread | spread << 16) & 0x0000_FFFF_0000_FFFF
        spread = (spread | spread << 8) & 0x00FF_00FF_00FF_00FF
        let digits = (spread >> 4 | spread << 8) & 0x0F0F_0F0F_0F0F_0F0F
        let isLetter = (digits + 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        let distance = UInt64(UInt8(ascii: "a") - UInt8(ascii: "9") - 1)
        return (digits + 0x3030_3030_3030_3030 + isLetter * distance).littleEndian
    }
}
