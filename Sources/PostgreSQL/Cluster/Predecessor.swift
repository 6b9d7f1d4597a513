// After a `kill -9` of an engine its server is still shutting down; two servers on one folder would be a disaster,
// which PostgreSQL prevents by failing. Waiting is kinder. A server that was just being started when its engine died
// missed the kernel's death signal: it is an orphan and never ends by itself, so it is asked to.

import Glibc

/// A server that an earlier engine left behind.
enum Predecessor {
    static func waitForEnd(_ layout: ClusterLayout, timeoutSeconds: Int) throws(ClusterError) {
        let deadline = MonotonicClock.milliseconds() + Int64(timeoutSeconds) * 1_000
        var asked: pid_t?
        while let process = runningProcess(layout) {
            if asked != process, isOrphan(process) {
                kill(process, SIGINT)
                asked = process
            }
            guard MonotonicClock.milliseconds() < deadline else { throw .inUse(process: process) }
            _ = SocketPoll.wait(-1, events: 0, wakeup: -1, milliseconds: 20)
        }
    }

    /// Whether a process has lost the engine that started it: the server of a living engine is its child.
    private static func isOrphan(_ process: pid_t) -> Bool {
        // The command's name, in parentheses, may hold blanks; state and parent follow it (proc(5)).
        guard let line = FileSystem.firstLine(of: "/proc/\(process)/stat"), let end = line.lastIndex(of: ")")
        else { return false }
        let fields = line[line.index(after: end)...].split(separator: " ")
        return fields.count > 1 && fields[1] == "1"
    }

    /// The process in the pid file, as long as it is a running PostgreSQL; a number may have been given anew.
    private static func runningProcess(_ layout: ClusterLayout) -> pid_t? {
        guard let line = FileSystem.firstLine(of: layout.processFile), let process = pid_t(line),
            let name = FileSystem.firstLine(of: "/proc/\(process)/comm"), name.hasPrefix("postgres")
        else { return nil }
        return process
    }
}
