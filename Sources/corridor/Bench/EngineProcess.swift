// An engine in a process of its own, so that it can be measured and killed.

import Foundation
import Synchronization

/// A running `corridor run`.
final class EngineProcess: Sendable {
    /// What the engine announces once it accepts messages.
    struct Announcement: Decodable, Sendable {
        /// The bound port of each listener.
        let listeners: [String: Int]
        /// The bound port of the console.
        let console: Int
        /// The folder of the private PostgreSQL, where there is one.
        let cluster: String?
    }

    /// The engine ended before it was ready.
    struct NotReady: Error, CustomStringConvertible {
        let description: String
    }

    /// The process id.
    let pid: pid_t
    /// What it announced.
    let announcement: Announcement
    private let process: Mutex<Process>

    private init(_ process: Process, announcement: Announcement) {
        pid = process.processIdentifier
        self.announcement = announcement
        self.process = Mutex(process)
    }

    /// Starts an engine and waits until it accepts messages.
    ///
    /// - Parameters:
    ///   - site: the site folder.
    ///   - state: the state folder, created where it is missing.
    ///   - environment: added to this process's.
    /// - Returns: the engine, which accepts messages.
    /// - Throws: ``NotReady`` when it ended before.
    static func start(site: String, state: String, environment: [String: String] = [:]) throws
        -> EngineProcess
    {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).absoluteURL
        if let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
            process.executableURL = URL(fileURLWithPath: own)
        }
        process.arguments = ["run", "--site", site, "--state", state, "--announce"]
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        var line: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n")
        {
            line.append(byte)
        }
        do {
            let announcement = try JSONDecoder().decode(Announcement.self, from: Data(line))
            return EngineProcess(process, announcement: announcement)
        } catch {
            process.terminate()
            process.waitUntilExit()
            throw NotReady(
                description: "the engine ended with status \(process.terminationStatus) before it was ready"
            )
        }
    }

    /// Asks it to end, and waits.
    func stop() {
        process.withLock { process in
            process.terminate()
            process.waitUntilExit()
        }
    }

    /// Ends it as a power cut would, and waits.
    func kill() {
        _ = Foundation.kill(pid, SIGKILL)
        process.withLock { $0.waitUntilExit() }
    }
}
