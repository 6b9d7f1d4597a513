// Finds the corpora that lie beside the repository, for tests that skip without them.

import Foundation

enum SharedCorpus {
    /// The folder `shared` beside the repository, or the one that CORRIDOR_SHARED names.
    static let folder: URL? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let named = ProcessInfo.processInfo.environment["CORRIDOR_SHARED"].map { URL(filePath: $0) }
        let beside = root.deletingLastPathComponent().appending(path: "shared")
        return [named, beside].compactMap { $0 }.first { FileManager.default.fileExists(atPath: $0.path()) }
    }()

    /// The lines of a file of vectors, each a JSON object; empty without the corpora.
    static func vectors(_ name: String) -> [[String: any Sendable]] {
        guard let file = folder?.appending(path: "corpus/hl7v2-edge/\(name)"),
            let data = try? Data(contentsOf: file)
        else { return [] }  // Absent corpora skip the test, and say so by its condition.
        return data.split(separator: UInt8(ascii: "\n")).compactMap { line in
            try? JSONSerialization.jsonObject(with: line) as? [String: any Sendable]
        }
    }

    /// The messages of the corpus, by file name.
    static let messages: [(name: String, bytes: [UInt8])] = {
        guard let folder = folder?.appending(path: "corpus/hl7v2"),
            let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path())
        else { return [] }
        return names.sorted().filter { $0.hasSuffix(".hl7") }.compactMap { name in
            (try? Data(contentsOf: folder.appending(path: name))).map { (name, Array($0)) }
        }
    }()

    static let isPresent = folder != nil
}
