// Crash guards that hold a message back, or know one from an earlier process.

import Dispatch
import Listeners

/// Holds large messages back until it is released.
struct HoldingGuard: CrashGuard {
    private let release = DispatchSemaphore(value: 0)

    func guarding<Result>(_ bytes: [UInt8], _ work: () -> Result) -> Result? {
        // On a worker, which may block; a deadline keeps a broken test from hanging.
        if bytes.count > MLLPListener.inlineBytes { _ = release.wait(timeout: .now() + .seconds(30)) }
        return work()
    }

    /// Lets one large message go on.
    func letGo() { release.signal() }
}

/// Knows the messages that hold these words.
struct KnowingGuard: CrashGuard {
    let words: String

    func guarding<Result>(_ bytes: [UInt8], _ work: () -> Result) -> Result? {
        String(decoding: bytes, as: UTF8.self).contains(words) ? nil : work()
    }
}
