// The inputs that every fuzz target starts from: its own folder of `Fixtures/fuzz`, and the samples' messages.

import Foundation
import FuzzTargets
import Testing

/// One file that a target reads.
struct Seed: Sendable, CustomTestStringConvertible {
    let target: FuzzTarget
    let name: String
    let bytes: [UInt8]

    var testDescription: String { "\(target.rawValue): \(name)" }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// All seeds of all targets.
    static let all = FuzzTarget.allCases.flatMap { seeds(for: $0) }

    private static func seeds(for target: FuzzTarget) -> [Seed] {
        let folders =
            ["Fixtures/fuzz/\(target.rawValue)"]
            + (readsMessages(target) ? ["Mappings/samples/hl7v2", "Fixtures/malformed"] : [])
        return folders.flatMap { files(in: $0, for: target) }
    }

    private static func readsMessages(_ target: FuzzTarget) -> Bool {
        switch target {
        case .message, .batch, .frames, .recode: true
        case .escapes, .characters, .location, .parts, .json, .xml, .jsonR5, .xmlR5, .fhirpath: false
        }
    }

    private static func files(in folder: String, for target: FuzzTarget) -> [Seed] {
        let url = root.appending(path: folder)
        // A target needs no folder of its own.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path())) ?? []
        return names.sorted().compactMap { name in
            guard let data = try? Data(contentsOf: url.appending(path: name)) else { return nil }
            return Seed(target: target, name: "\(folder)/\(name)", bytes: Array(data))
        }
    }
}
