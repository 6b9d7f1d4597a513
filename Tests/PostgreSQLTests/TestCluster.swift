// One private cluster for the whole test process. It ends with the process; a later run clears the folder away.

import Glibc
import PostgreSQL

enum TestCluster {
    static let shared = Task { try await start() }

    static func settings(schema: String? = nil) async throws -> ConnectionSettings {
        ConnectionSettings(try await shared.value.connectionString, applicationName: "tests", schema: schema)
    }

    static func temporaryFolder(_ purpose: String) -> String {
        "/tmp/corridor-\(purpose)-\(getpid())"
    }

    private static func start() async throws -> PrivateCluster {
        var options = PrivateCluster.Options()
        // The machine does not crash during a test; processes do, and that needs no fsync.
        options.serverSettings = [("fsync", "off")]
        return try await PrivateCluster.start(stateFolder: temporaryFolder("pg"), options: options)
    }
}
