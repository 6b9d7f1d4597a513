// One private cluster for the whole test process. It ends with the process; the next run clears the folder away.

import Foundation
import Glibc
import PostgreSQL

enum TestCluster {
    static let shared = Task { try await start() }

    static func settings(schema: String? = nil) async throws -> ConnectionSettings {
        ConnectionSettings(try await shared.value.connectionString, applicationName: "tests", schema: schema)
    }

    static func temporaryFolder(_ purpose: String) -> String {
        "/tmp/corridor-test-\(purpose)-\(getpid())"
    }

    private static func start() async throws -> PrivateCluster {
        clearAwayLeftovers()
        var options = PrivateCluster.Options()
        // The machine does not crash during a test; processes do, and that needs no fsync.
        options.serverSettings = [("fsync", "off")]
        return try await PrivateCluster.start(stateFolder: temporaryFolder("pg"), options: options)
    }

    /// Folders of test processes that have ended.
    private static func clearAwayLeftovers() {
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: "/tmp")) ?? []
        where name.hasPrefix("corridor-test-") {
            guard let process = name.split(separator: "-").last, !files.fileExists(atPath: "/proc/\(process)")
            else {
                continue
            }
            // Another test process may be clearing the same folder away.
            try? files.removeItem(atPath: "/tmp/\(name)")
        }
    }
}
