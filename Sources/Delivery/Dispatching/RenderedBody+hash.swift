// The proof of what was sent: recorded with each outcome, and compared with when a delivery is rendered again.

import Crypto

extension RenderedBody {
    /// The SHA-256 of the bytes.
    public var sentHash: [UInt8] { Array(SHA256.hash(data: bytes)) }
}
