// A program in a process of its own, its output kept in files, killed when its test is over.

import Foundation
import Synchronization
import Testing

/// A running program.
final class ChildProcess: Sendable {
    /// How a program ended.
    struct Ending {
        let status: Int32
        let wasSignal: Bool
        let output: String
        let errors: String
    }

    private let process: Mutex<Process>
    private let files = TemporaryFolder()

    /// Starts a program, with variables beside this process's own, and with what it reads from standard input.
    init(
        _ program: URL,
        _ arguments: [String],
        environment: [String: String] = [:],
        input: String = ""
    ) throws {
        try files.write(input, to: "input")
        try files.write("", to: "output")
        try files.write("", to: "errors")
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardOutput = FileHandle(forWritingAtPath: "\(files.path)/output")
        process.standardError = FileHandle(forWritingAtPath: "\(files.path)/errors")
        process.standardInput = FileHandle(forReadingAtPath: "\(files.path)/input")
        try process.run()
        self.process = Mutex(process)
    }

    deinit { kill() }

    /// Whether it has not ended yet.
    var isRunning: Bool { process.withLock(\.isRunning) }
    /// What it wrote to standard output so far.
    var output: String { text(of: "output") }
    /// What it wrote to standard error so far.
    var errors: String { text(of: "errors") }

    /// Waits until it has ended by itself.
    func ending() async throws -> Ending {
        try await until("the program ends") { !isRunning }
        return process.withLock {
            Ending(
                status: $0.terminationStatus,
                wasSignal: $0.terminationReason == .uncaughtSignal,
                output: output,
                errors: errors
            )
        }
    }

    /// Asks it to end, and waits.
    func stop() async throws -> Ending {
        process.withLock { $0.terminate() }
        return try await ending()
    }

    /// Ends it as a power cut would.
    func kill() {
        process.withLock { process in
            guard process.isRunning else { return }
            _ = Foundation.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
    }

    private func text(of name: String) -> String {
        let data = FileManager.default.contents(atPath: "\(files.path)/\(name)")
        return data.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
