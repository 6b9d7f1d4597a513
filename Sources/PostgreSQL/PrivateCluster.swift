// The embedded default: a PostgreSQL of the engine's own, under its state folder, reachable by unix socket only.

/// A private PostgreSQL that lives and ends with the process.
public final class PrivateCluster: Sendable {
    /// How to reach it.
    public let connectionString: String

    init(connectionString: String) {
        self.connectionString = connectionString
    }

    /// Creates the cluster at the first start, finds it again later, and waits until it answers.
    public static func start(stateFolder: String) async throws -> PrivateCluster {
        throw DatabaseError(kind: .shutDown, activity: "start")
    }

    /// Stops it by a fast shutdown and waits for its end.
    public func stop() async {}
}
