// The system's clock as milliseconds since 1970; everything else takes a clock as a closure.

import Glibc

/// Reads the system's clock.
enum SystemClock {
    static func millisecondsSince1970() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1_000 + Int64(now.tv_nsec) / 1_000_000
    }
}
