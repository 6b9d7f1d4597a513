// The repository as text, for the rules that a machine can hold.

import Foundation

enum Repository {
    /// The package's root folder.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A text file of the repository.
    struct File: CustomStringConvertible {
        /// The path from the root.
        let path: String
        let text: String

        var description: String { path }

        /// The lines without comments, with their numbers from 1.
        var codeLines: [(number: Int, text: Substring)] {
            text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
                .filter { !$0.element.drop { $0 == " " }.hasPrefix("//") }
                .map { ($0.offset + 1, $0.element) }
        }
    }

    /// The files below a folder with one of these endings.
    static func files(in folder: String, endings: Set<String>) -> [File] {
        let base = root.appendingPathComponent(folder)
        guard let walk = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil) else {
            return []
        }
        return walk.compactMap { $0 as? URL }
            .filter { endings.contains($0.pathExtension) }
            .compactMap { url in
                guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
                return File(path: String(url.path.dropFirst(root.path.count + 1)), text: text)
            }
            .sorted { $0.path < $1.path }
    }

    /// The Swift files of a module.
    static func module(_ name: String) -> [File] { files(in: "Sources/\(name)", endings: ["swift"]) }

    /// The names of all Swift modules under Sources.
    static var modules: [String] {
        let names =
            (try? FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent("Sources").path))
            ?? []
        return names.filter { !module($0).isEmpty }.sorted()
    }
}
