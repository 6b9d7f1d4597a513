// The file that the server's own output goes to. It is kept small: PostgreSQL says little here by our settings.

import Glibc

/// The server's log file.
enum ServerLog {
    private static let limitBytes: Int64 = 8 << 20

    /// Opens the log for appending; begins afresh when it has grown too large.
    static func open(_ path: String) throws(ClusterError) -> Int32 {
        var status = stat()
        let isLarge = stat(path, &status) == 0 && status.st_size > limitBytes
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | (isLarge ? O_TRUNC : 0)
        let descriptor = Glibc.open(path, flags, 0o600)
        guard descriptor >= 0 else { throw .system(activity: "open \(path)", errno: errno) }
        return descriptor
    }
}
