// The public example files that lie beside the project, for tests that skip where they are absent.

import Foundation

enum Corpus {
    /// The folder beside the project, or the one that `CORRIDOR_SHARED` names.
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["CORRIDOR_SHARED"] {
            return URL(filePath: path, directoryHint: .isDirectory)
        }
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        return root.appending(path: "../shared", directoryHint: .isDirectory).standardizedFileURL
    }()

    static let pairs = folder.appending(path: "corpus/fhir/pairs")
    static let synthea = folder.appending(path: "corpus/fhir/synthea-1mb.json")

    static var isPresent: Bool {
        FileManager.default.fileExists(atPath: synthea.path)
    }

    /// The official examples as JSON, sorted by name.
    static var examples: [URL] {
        get throws {
            try FileManager.default.contentsOfDirectory(at: pairs, includingPropertiesForKeys: nil)
                .filter { $0.pathExtension == "json" }
                .sorted { $0.path < $1.path }
        }
    }
}
