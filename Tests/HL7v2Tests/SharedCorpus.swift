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

    /// What the corpus says of a message's file.
    struct Entry: Decodable {
        let file: String
        let bytes: Int
        let version: String
        let msh18: String
        let messageType: String

        enum CodingKeys: String, CodingKey {
            case file, bytes, version, msh18
            case messageType = "message_type"
        }
    }

    /// The corpus's own list of its messages, by file name; empty without it.
    static let manifest: [String: Entry] = {
        struct Manifest: Decodable { let messages: [Entry] }
        guard let file = folder?.appending(path: "corpus/hl7v2/manifest.json"),
            let data = try? Data(contentsOf: file),
            let manifest = try? JSONDecoder().decode(Manifest.self, from: data)
        else { return [:] }  // An absent corpus skips the test; one that cannot be read fails by its count.
        return Dictionary(manifest.messages.map { ($0.file, $0) }) { first, _ in first }
    }()

    static let isPresent = folder != nil
}
