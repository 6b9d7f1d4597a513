// A short stable name for received bytes, by which a message that once crashed the process is known again.

import CSupport

/// A 128-bit fingerprint of a message's bytes; says nothing about them.
struct Fingerprint: Hashable, Sendable {
    let high: UInt64
    let low: UInt64

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    init(_ bytes: [UInt8]) {
        var words: (UInt64, UInt64) = (0, 0)
        bytes.withUnsafeBufferPointer { buffer in
            withUnsafeMutableBytes(of: &words) { result in
                corridor_fingerprint(
                    buffer.baseAddress,
                    buffer.count,
                    result.assumingMemoryBound(to: UInt64.self).baseAddress
                )
            }
        }
        (high, low) = words
    }
}
