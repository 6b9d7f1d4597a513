// `corridor test --update`: writes what came out into the expectations of tests that failed.

import ArgumentParser
import Foundation
import LocatedYAML
import MapTesting
import Mapping

/// Rewrites the files of tests.
struct Updating {
    let folder: String
    let files: [SiteFile]

    /// Writes every update of the results, and says which files changed.
    ///
    /// - Throws: exit code 1 where a failing test cannot be made to pass this way, 3 where a file cannot be written.
    func apply(_ results: [TestResult]) throws {
        var isWhole = true
        var changes: [String: [(at: SourceLocation, to: Update.NewValue)]] = [:]
        for result in results where !result.isPassed {
            if result.updates.isEmpty { isWhole = false }
            for update in result.updates {
                switch update {
                case .file(let path, let bytes): try write(bytes, to: path)
                case .value(let location, let value):
                    changes[location.file, default: []].append((location, value))
                }
            }
        }
        for (path, changes) in changes.sorted(by: { $0.key < $1.key }) {
            guard let file = files.first(where: { $0.path == path }) else { continue }
            do throws(YAMLRewriting.Refused) {
                let text = try YAMLRewriting.text(file.text, file: path, changing: changes)
                try? write(Array(text.utf8), to: path)
            } catch {
                Terminal.complain("corridor: \(error)")
                isWhole = false
            }
        }
        if !isWhole { throw ExitCode.problems }
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        let url = URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: folder, isDirectory: true))
        do {
            try Data(bytes).write(to: url, options: .atomic)
            Terminal.complain("rewritten: \(path)")
        } catch {
            Terminal.complain("corridor: \(path) cannot be written")
            throw ExitCode.outside
        }
    }
}
