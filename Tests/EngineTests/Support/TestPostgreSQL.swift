// One private PostgreSQL for the whole test process, in which each engine gets a database of its own.
//
// It ends with the process; a later run clears its folder away. Tests that kill their database bring another one.

import Foundation
import Synchronization

@testable import PostgreSQL

enum TestPostgreSQL {
    private static let shared = Task { try await start() }
    private static let lastNumber = Atomic(0)

    /// The connection string of a new and empty database.
    static func emptyDatabase() async throws -> String {
        let cluster = try await shared.value.connectionString
        let name = "engine_\(lastNumber.add(1, ordering: .relaxed).newValue)"
        try await Session.run(ConnectionSettings(cluster)) { session in
            _ = try session.execute("create database \(name)", activity: "create a test's database")
        }
        return cluster.replacing("dbname=corridor", with: "dbname=\(name)")
    }

    private static func start() async throws -> PrivateCluster {
        clearAwayLeftovers()
        var options = PrivateCluster.Options()
        // The machine does not crash during a test; processes do, and that needs no fsync.
        options.serverSettings = [("fsync", "off"), ("max_connections", "300")]
        return try await PrivateCluster.start(stateFolder: "\(folders)\(getpid())", options: options)
    }

    private static let folders = "/tmp/corridor-engines-"

    /// Folders of test processes that have ended.
    private static func clearAwayLeftovers() {
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: "/tmp")) ?? [] {
            let path = "/tmp/\(name)"
            guard path.hasPrefix(folders), !files.fileExists(atPath: "/proc/\(path.dropFirst(folders.count))")
            else { continue }
            try? files.removeItem(atPath: path)  // Another test process may be clearing the same folder away.
        }
    }
}
