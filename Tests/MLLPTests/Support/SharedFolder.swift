// The folder of vectors that may lie beside the repository; tests that need it skip without it.

import Foundation

enum SharedFolder {
    /// `CORRIDOR_SHARED`, or `../shared` beside the package.
    static let url: URL = {
        if let path = ProcessInfo.processInfo.environment["CORRIDOR_SHARED"] {
            return URL(fileURLWithPath: path, isDirectory: true)
        }
        let package = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return package.deletingLastPathComponent().appendingPathComponent("shared", isDirectory: true)
    }()

    static func file(_ path: String) -> URL? {
        let file = url.appendingPathComponent(path)
        return FileManager.default.fileExists(atPath: file.path) ? file : nil
    }
}
