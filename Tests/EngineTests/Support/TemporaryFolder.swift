// A folder of one test, gone with it. Its path is short, as unix sockets lie below it.

import Foundation

/// A folder that is removed with its owner.
final class TemporaryFolder: Sendable {
    let path = "/tmp/corridor-t\(String(UInt32.random(in: 0 ... .max), radix: 36))"

    deinit {
        try? FileManager.default.removeItem(atPath: path)  // What is left is the system's to clean.
    }

    /// Writes a file below the folder, and the folders it lies in.
    func write(_ text: String, to name: String) throws {
        let file = URL(fileURLWithPath: path).appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try text.write(to: file, atomically: true, encoding: .utf8)
    }
}
