// The embedded default: a PostgreSQL of the engine's own, under its state folder, reachable by unix socket only.
// Not for sharing between engines: whoever wants that runs a server and names it by a connection string.

/// A private PostgreSQL that lives and ends with the process.
///
/// As root it runs under the user `postgres`. When its postmaster is killed it is started again. When this process
/// is killed the kernel tells the postmaster to shut down, and the next start waits for that.
public final class PrivateCluster: Sendable {
    /// How a cluster is run.
    public struct Options: Sendable {
        /// Parameters of the server, over Corridor's own.
        public var serverSettings: [(name: String, value: String)] = []
        /// How long a start may take, recovery after a crash included.
        public var startTimeoutSeconds = 60
        /// How long to wait for a server that an earlier engine left behind.
        public var predecessorTimeoutSeconds = 20

        /// The defaults.
        public init() {}
    }

    /// How to reach it: socket folder, user and database; there is no password.
    public let connectionString: String
    private let supervisor: ClusterSupervisor

    private init(_ supervisor: ClusterSupervisor) {
        self.supervisor = supervisor
        connectionString = supervisor.layout.connectionString(database: ClusterLayout.database)
    }

    /// Creates the cluster at the first start, finds it again later, and returns when it answers.
    ///
    /// A crash in the middle of a first start leaves a folder that the next one clears away.
    public static func start(
        stateFolder: String,
        options: Options = Options()
    ) async throws(ClusterError) -> PrivateCluster {
        let programs = try ServerPrograms.locate(forDataFolder: stateFolder + "/" + ClusterLayout.dataPath)
        let layout = try ClusterLayout(stateFolder: stateFolder)
        let supervisor = ClusterSupervisor(layout: layout, programs: programs, options: options)
        try await supervisor.start()
        return PrivateCluster(supervisor)
    }

    /// Stops it by a fast shutdown and waits for its end.
    public func stop() async {
        await supervisor.stop()
    }

    /// Where the data lies, `postmaster.pid` among it.
    public var dataFolder: String { supervisor.layout.data }

    /// The postmaster's process id; nil while it is being started again.
    public var processID: Int32? { supervisor.processID }
}

/// Why a private cluster could not be started.
public enum ClusterError: Error, Hashable, Sendable {
    /// No folder with `initdb` and `postgres` was found, or none of the version of the data.
    case noPrograms(wantedVersion: String?)
    /// The user that the server would run as cannot enter a folder.
    case folderNotAccessible(folder: String, user: String)
    /// A system call on a file or process failed.
    case system(activity: String, errno: Int32)
    /// Root may not run PostgreSQL, and the user to run it as does not exist.
    case noUser(String)
    /// Another server still uses the data.
    case inUse(process: Int32)
    /// `initdb` failed; its output is in the log file.
    case initializationFailed(log: String)
    /// The server ended or did not answer in time; its output is in the log file.
    case didNotStart(log: String)
}

extension ClusterError: CustomStringConvertible {
    /// One sentence with what to do about it.
    public var description: String {
        switch self {
        case .noPrograms(let version):
            "PostgreSQL's server programs\(version.map { " of version \($0)" } ?? "") were not found; install the "
                + "package postgresql, or give a database URL"
        case .folderNotAccessible(let folder, let user):
            "the user \(user), which the private PostgreSQL runs as, cannot enter \(folder); choose a state folder "
                + "such as /var/lib/corridor"
        case .system(let activity, let errno): "\(activity) failed with errno \(errno)"
        case .noUser(let user): "root cannot run PostgreSQL, and there is no user \(user) to run it as"
        case .inUse(let process): "process \(process) still runs PostgreSQL on this state folder"
        case .initializationFailed(let log): "initdb failed; see \(log)"
        case .didNotStart(let log): "the private PostgreSQL did not start; see \(log)"
        }
    }
}
