// The engine's own folder: the private PostgreSQL and the marks of what is under way.
//
// One engine a folder: a lock file says so, and the kernel takes the lock back however the process ends.

import Foundation

/// A state folder that this process holds.
final class StateFolder: Sendable {
    /// Why a folder cannot be used.
    struct Unusable: Error, CustomStringConvertible {
        let description: String
    }

    /// The folder's absolute path.
    let path: String
    private let descriptor: Int32

    /// Where state is kept when nothing else is said: `/var/lib/corridor` for root, else below the home folder.
    static var standardPath: String {
        if geteuid() == 0 { return "/var/lib/corridor" }
        let environment = ProcessInfo.processInfo.environment
        let base = environment["XDG_STATE_HOME"] ?? "\(NSHomeDirectory())/.local/state"
        return "\(base)/corridor"
    }

    /// Creates the folder where it is missing and takes it.
    init(path: String) throws(Unusable) {
        let absolute = URL(fileURLWithPath: path).standardizedFileURL.path
        self.path = absolute
        // The private PostgreSQL runs as another user when we are root, and must be able to pass through.
        let permissions = geteuid() == 0 ? 0o711 : 0o700
        do {
            try FileManager.default.createDirectory(
                atPath: absolute,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: permissions]
            )
        } catch {
            throw Unusable(description: "the state folder \(absolute) cannot be created")
        }
        descriptor = open("\(absolute)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Unusable(description: "the state folder \(absolute) cannot be written to")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw Unusable(
                description: "another engine uses the state folder \(absolute); name another with --state"
            )
        }
    }

    deinit { close(descriptor) }
}
