// Which user the server runs as: ours, or `postgres` when we are root, because PostgreSQL refuses root.

import Glibc

/// The user that the server runs as.
struct ServerUser: Hashable, Sendable {
    let name: String
    let user: uid_t
    let group: gid_t
    /// Whether it is another one than ours.
    let isOther: Bool

    static let nameWhenRoot = "postgres"

    static func current() throws(ClusterError) -> ServerUser {
        guard geteuid() == 0 else {
            return ServerUser(name: "uid \(geteuid())", user: geteuid(), group: getegid(), isOther: false)
        }
        guard let entry = getpwnam(nameWhenRoot) else { throw .noUser(nameWhenRoot) }
        return ServerUser(
            name: nameWhenRoot,
            user: entry.pointee.pw_uid,
            group: entry.pointee.pw_gid,
            isOther: true
        )
    }

    /// The beginning of a command line that runs a program as this user and lets it end with our thread.
    ///
    /// INT is PostgreSQL's fast shutdown.
    func launcher(endsWithUs: Bool) -> [String] {
        var words = ["/usr/bin/setpriv"]
        if isOther { words += ["--reuid=\(name)", "--regid=\(group)", "--init-groups"] }
        if endsWithUs { words += ["--pdeathsig", "INT"] }
        return words.count == 1 ? [] : words
    }

    /// Hands a folder to this user.
    func own(_ folder: String) throws(ClusterError) {
        guard isOther else { return }
        if chown(folder, user, group) != 0 { throw .system(activity: "hand over \(folder)", errno: errno) }
    }

    /// The first folder above `path`, `path` included, that this user cannot enter.
    func firstClosedFolder(to path: String) -> String? {
        guard isOther else { return nil }
        var current = ""
        for part in path.split(separator: "/") {
            current += "/" + part
            var status = stat()
            guard stat(current, &status) == 0 else { return nil }
            let mode = status.st_mode
            let mayEnter =
                status.st_uid == user
                ? mode & 0o100 != 0 : status.st_gid == group ? mode & 0o010 != 0 : mode & 1 != 0
            if !mayEnter { return current }
        }
        return nil
    }
}
