// Programs of Python packages that are not ours, in an environment that `scripts/test` prepares.

import Foundation
import Testing

/// A Python with the packages `hl7`, `hl7apy`, `requests` and `fhirpy`, where there is one.
enum ForeignPython {
    /// Why tests are skipped without one.
    static let absence: Comment =
        "CORRIDOR_PYTHON names no Python with the packages hl7, hl7apy, requests and fhirpy"

    /// The interpreter.
    static let executable = ProcessInfo.processInfo.environment["CORRIDOR_PYTHON"].flatMap {
        FileManager.default.isExecutableFile(atPath: $0) ? $0 : nil
    }

    /// A command that was installed beside it.
    static func command(_ name: String) -> String? {
        executable.map {
            URL(fileURLWithPath: $0).deletingLastPathComponent().appendingPathComponent(name).path
        }
    }

    /// Runs one of the tests' own scripts to its end.
    ///
    /// - Returns: its standard output.
    static func run(script: String, _ arguments: [String]) async throws -> String {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Python/\(script)").path
        return try await run(try #require(executable), [path] + arguments)
    }

    /// Runs a program to its end.
    ///
    /// - Returns: its standard output.
    static func run(_ program: String, _ arguments: [String]) async throws -> String {
        let command = try ChildProcess(URL(fileURLWithPath: program), arguments)
        let ending = try await command.ending()
        #expect(ending.status == 0, "\(ending.errors)")
        return ending.output
    }
}
