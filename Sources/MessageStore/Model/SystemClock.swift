// The system's clocks in milliseconds: the one that ids and messages are stamped with, which tests replace, and the
// one that pauses are measured by, which never goes back.

import Glibc

/// Reads the system's clocks.
enum SystemClock {
    static func millisecondsSince1970() -> Int64 { read(CLOCK_REALTIME) }

    static func monotonicMilliseconds() -> Int64 { read(CLOCK_MONOTONIC) }

    private static func read(_ clock: clockid_t) -> Int64 {
        var now = timespec()
        clock_gettime(clock, &now)
        return Int64(now.tv_sec) * 1_000 + Int64(now.tv_nsec) / 1_000_000
    }
}
