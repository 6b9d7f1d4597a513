// The product itself in a process of its own, as it stands beside the test bundle: killed, trapped, started again.

import Foundation
import Testing

/// A running `corridor run`.
struct EngineProcess {
    /// What an engine announces once it accepts messages.
    private struct Announcement: Decodable {
        let listeners: [String: Int]
        let console: Int
    }

    let process: ChildProcess
    /// The port of its listener `lab`.
    let port: Int
    let console: ConsoleClient

    /// Starts `corridor` with any arguments, and what it reads from standard input.
    static func corridor(
        _ arguments: [String],
        environment: [String: String] = [:],
        input: String = ""
    ) throws -> ChildProcess {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let product = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("corridor")
        // A backtrace of a debug build takes seconds.
        let environment = environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
        return try ChildProcess(product, arguments, environment: environment, input: input)
    }

    /// What runs an engine with site and state below a folder.
    static func arguments(in folder: TemporaryFolder) -> [String] {
        ["run", "--site", "\(folder.path)/site", "--state", "\(folder.path)/state", "--announce"]
    }

    /// Starts an engine, with site and state below a folder, and waits until it accepts messages.
    static func start(
        _ site: OneFeedSite,
        in folder: TemporaryFolder,
        environment: [String: String] = [:]
    ) async throws -> EngineProcess {
        try await start(routes: site.text, in: folder, environment: environment)
    }

    /// Starts an engine with one routes file, whose listener is called `lab`.
    static func start(
        routes: String,
        in folder: TemporaryFolder,
        environment: [String: String] = [:]
    ) async throws -> EngineProcess {
        try folder.write("console:\n  port: 0\n", to: "site/corridor.yaml")
        try folder.write(routes, to: "site/routes/lab.yaml")
        let process = try corridor(arguments(in: folder), environment: environment)
        try await until("the engine accepts messages") {
            let isReady = process.output.contains("\n")
            guard isReady || process.isRunning else {
                throw DeadlinePassed(description: "the engine ended before: \(process.errors)")
            }
            return isReady
        }
        let announcement = try JSONDecoder().decode(Announcement.self, from: Data(process.output.utf8))
        return EngineProcess(
            process: process,
            port: try #require(announcement.listeners["lab"]),
            console: ConsoleClient(address: "http://127.0.0.1:\(announcement.console)")
        )
    }
}
