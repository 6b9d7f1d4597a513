// Maps written out in a test, compiled and run over a short message.

import FHIR
import HL7v2
import LocatedYAML
import Mapping
import Testing

/// A few map files, and what becomes of messages by them.
struct MapTrial {
    let library: MapLibrary
    /// What the compiler said, each as `file:line:column: severity: …`.
    let problems: [String]

    /// Compiles files by path, with the shipped ones beside them where asked for.
    init(_ files: [String: String], besideShipped: Bool = false) throws {
        var all = files.map { SiteFile(path: $0.key, text: $0.value) }
        if besideShipped {
            for shipped in try Shipped.files() {
                guard let own = files[shipped.path] else {
                    all.append(shipped)
                    continue
                }
                if own != shipped.text { all.append(shipped.replaced) }
            }
        }
        var diagnostics = Diagnostics()
        library = MapLibrary.compile(files: all, into: &diagnostics)
        problems = diagnostics.sorted.map(\.description)
    }

    /// The problems of a single map, without its path.
    static func problems(of text: String, path: String = "hl7v2-to-fhir/map.yaml") throws -> [String] {
        try MapTrial([path: text]).problems.map { $0.replacing("\(path):", with: "") }
    }

    /// Runs a map over a message whose segments stand on lines.
    func run(_ map: String, _ message: String) throws -> MapOutcome {
        let bytes = Array(message.split(separator: "\n").map { "\($0)\r" }.joined().utf8)
        let map = try #require(library.map(named: map), "\(problems)")
        return map.run(try Message(bytes), in: MapContext(acceptedAt: 0))
    }

    /// The entries that a map makes of a message.
    func entries(_ map: String, _ message: String) throws -> [Tree.Node] {
        let outcome = try run(map, message)
        return try #require(outcome.bundle, "\(outcome.problems)").root.children(named: "entry")
    }

    /// The resources that a map makes of a message.
    func resources(_ map: String, _ message: String) throws -> [Tree.Node] {
        try entries(map, message).compactMap { $0["resource"] }
    }

    /// The only resource of a type.
    func resource(_ type: String, of map: String, _ message: String) throws -> Tree.Node {
        let found = try resources(map, message).filter { $0.type.name == type }
        return try #require(found.count == 1 ? found.first : nil)
    }
}
