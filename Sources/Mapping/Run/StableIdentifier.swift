// Deterministic resource ids: the same identity gives the same UUID on every engine and every day.
//
// SHA-256 (FIPS 180-4) of the resource type and its identity, cut to 128 bits and marked as a UUID of version 8
// (RFC 9562).

import Crypto

/// Makes ids from identities.
enum StableIdentifier {
    /// The UUID of an identity, in lower case.
    static func uuid(type: String, identity: String) -> String {
        var bytes = Array(type.utf8)
        bytes.append(0)
        bytes.append(contentsOf: identity.utf8)
        var digest = Array(SHA256.hash(data: bytes))
        digest[6] = digest[6] & 0x0F | 0x80
        digest[8] = digest[8] & 0x3F | 0x80
        return text(of: digest)
    }

    private static let digits = Array("0123456789abcdef".utf8)

    private static func text(of digest: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for index in 0..<16 {
            let byte = digest[index]
            if index == 4 || index == 6 || index == 8 || index == 10 { text.append(UInt8(ascii: "-")) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
