// Control ids of messages that maps make: the same for the same message, different for different ones, and short
// enough for every version (MSH-10 holds 20 characters up to 2.6).

import Crypto

/// Makes control ids.
enum ControlID {
    /// Characters of a control id.
    static let length = 20
    /// Letters and digits that are not taken for one another when read aloud.
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    /// The control id of a message: 100 bits of SHA-256 (FIPS 180-4) over what it is made of.
    static func text(of identity: [UInt8], map: String) -> String {
        var bytes = Array(map.utf8)
        bytes.append(0)
        bytes += identity
        return String(SHA256.hash(data: bytes).prefix(length).map { alphabet[Int($0 & 31)] })
    }
}
