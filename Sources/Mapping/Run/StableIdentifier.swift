// Deterministic resource ids: the same identity gives the same UUID on every engine and every day.
//
// SHA-256 (FIPS 180-4) of the resource type and its identity, cut to 128 bits and marked as a UUID of version 8
// (RFC 9562).

import Crypto

/// Makes ids from identities.
enum StableIdentifier {
    /// The UUID of an identity, in lower case.
    static func uuid(type: String, identity: [UInt8]) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(type.utf8.count + 1 + identity.count)
        bytes.append(contentsOf: type.utf8)
        bytes.append(0)
        bytes.append(contentsOf: identity)
        return SHA256.hash(data: bytes).withUnsafeBytes { text(of: $0) }
    }

    /// Unsafe memory: a string of exactly 36 bytes of ASCII is written where it lies; taking the digest and the
    /// text apart as collections cost more than the digest itself.
    private static func text(of digest: UnsafeRawBufferPointer) -> String {
        String(unsafeUninitializedCapacity: 36) { text in
            var position = 0
            for index in 0..<16 {
                if index == 4 || index == 6 || index == 8 || index == 10 {
                    text[position] = UInt8(ascii: "-")
                    position += 1
                }
                var byte = digest[index]
                if index == 6 { byte = byte & 0x0F | 0x80 }
                if index == 8 { byte = byte & 0x3F | 0x80 }
                text[position] = digit(byte >> 4)
                text[position + 1] = digit(byte & 15)
                position += 2
            }
            return position
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
