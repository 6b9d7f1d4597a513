// Where a private cluster keeps what: data, log and socket, and the connection string that follows from it.

import Glibc

/// The folders of a private cluster.
struct ClusterLayout: Sendable {
    let user: ServerUser
    /// Absolute and without links.
    let home: String
    let socketFolder: String

    /// Relative to the state folder.
    static let dataPath = "postgresql/data"
    static let database = "corridor"
    static let role = "corridor"
    static let port = 5_432
    /// A unix socket's path has at most 107 bytes, `/.s.PGSQL.5432` and the lock file's ending included.
    private static let socketFolderLimit = 85

    var data: String { home + "/data" }
    /// `initdb` works here; renamed when it is done.
    var unfinishedData: String { home + "/data.unfinished" }
    var log: String { home + "/postgres.log" }
    var processFile: String { data + "/postmaster.pid" }

    /// Creates the folders around the data.
    init(stateFolder: String) throws(ClusterError) {
        user = try ServerUser.current()
        let absolute = stateFolder.hasPrefix("/") ? stateFolder : Self.workingFolder + "/" + stateFolder
        try FileSystem.createFolders(absolute, mode: 0o755)
        guard let resolved = FileSystem.resolved(absolute) else {
            throw .system(activity: "open the state folder", errno: errno)
        }
        if let closed = user.firstClosedFolder(to: resolved) {
            throw .folderNotAccessible(folder: closed, user: user.name)
        }
        home = resolved + "/postgresql"
        try FileSystem.createFolders(home, mode: 0o700)
        try user.own(home)
        let inside = home + "/socket"
        socketFolder =
            inside.utf8.count <= Self.socketFolderLimit ? inside : Self.shortSocketFolder(for: home)
        try Self.createSocketFolder(socketFolder, user)
    }

    func connectionString(database: String) -> String {
        let quoted = socketFolder.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
        return "host='\(quoted)' port=\(Self.port) user=\(Self.role) dbname=\(database)"
    }

    private static var workingFolder: String {
        guard let folder = getcwd(nil, 0) else { return "/" }
        defer { free(folder) }
        return String(cString: folder)
    }

    /// A short name that is the same at every start (FNV-1a of the long one).
    private static func shortSocketFolder(for home: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in home.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return "/tmp/corridor-" + String(hash, radix: 36)
    }

    private static func createSocketFolder(_ folder: String, _ user: ServerUser) throws(ClusterError) {
        if mkdir(folder, 0o700) == 0 {
            try user.own(folder)
            return
        }
        // In /tmp anyone could have put something in our place.
        var status = stat()
        guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == user.user,
            status.st_mode & 0o077 == 0
        else { throw .folderNotAccessible(folder: folder, user: user.name) }
    }
}
