// After a `kill -9` of an engine its server is still shutting down; two servers on one folder would be a disaster,
// which PostgreSQL prevents by failing. Waiting is kinder.

import Glibc

/// A server that an earlier engine left behind.
enum Predecessor {
    static func waitForEnd(_ layout: ClusterLayout, timeoutSeconds: Int) throws(ClusterError) {
        let deadline = MonotonicClock.milliseconds() + Int64(timeoutSeconds) * 1_000
        while let process = runningProcess(layout) {
            guard MonotonicClock.milliseconds() < deadline else { throw .inUse(process: process) }
            _ = SocketPoll.wait(-1, events: 0, wakeup: -1, milliseconds: 20)
        }
    }

    /// The process in the pid file, as long as it is a running PostgreSQL; a number may have been given anew.
    private static func runningProcess(_ layout: ClusterLayout) -> pid_t? {
        guard let line = FileSystem.firstLine(of: layout.processFile), let process = pid_t(line),
            let name = FileSystem.firstLine(of: "/proc/\(process)/comm"), name.hasPrefix("postgres")
        else { return nil }
        return process
    }
}
