// The shipped site and its fixtures, read from the repository; every message map is compiled once for all tests.

import FHIR
import Foundation
import HL7v2
import LocatedYAML
import Mapping

/// What stands in `Mappings/` and `Fixtures/`.
enum ShippedSite {
    /// Something about the repository or a fixture that a test cannot go on with.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Midday of a day in 2024: the moment every fixture is accepted at.
    private static let acceptedAt: Int64 = 1_718_452_800_000

    /// The names of the well-formed fixtures.
    static let fixtures = names(in: "Mappings/samples/hl7v2", suffix: ".hl7")

    /// The names of the expectation files.
    static let expectations = names(in: "Fixtures/expectations", suffix: ".yaml")

    /// The shipped maps and tables, compiled, with what the compiler had to say.
    static let compiled = Result<(MapLibrary, Diagnostics), any Error> {
        var diagnostics = Diagnostics()
        let library = MapLibrary.compile(files: try siteFiles(), into: &diagnostics)
        return (library, diagnostics)
    }

    /// A fixture, and the map for its structure.
    static func message(of fixture: String) throws -> (Message, MessageMap) {
        let data = try Data(contentsOf: root.appending(path: "Mappings/samples/hl7v2/\(fixture).hl7"))
        let message = try Message(Array(data))
        let (library, _) = try compiled.get()
        guard let structure = StructureCatalog.shared.structure(for: message.header),
            let map = library.map(named: structure.name)
        else { throw Failure(description: "\(fixture): no map for \(message.header.type)") }
        return (message, map)
    }

    /// The Bundle of a fixture.
    static func bundle(of fixture: String) throws -> Tree {
        let (message, map) = try message(of: fixture)
        let outcome = map.run(message, in: MapContext(acceptedAt: acceptedAt))
        guard let bundle = outcome.bundle else {
            throw Failure(description: "\(fixture): \(outcome.problems.map { "\($0)" })")
        }
        return bundle
    }

    /// What must come out of a fixture.
    static func expectation(_ name: String) throws -> Expectation {
        let file = "Fixtures/expectations/\(name).yaml"
        let text = try String(contentsOf: root.appending(path: file), encoding: .utf8)
        var diagnostics = Diagnostics()
        guard let expectation = Expectation(text, file: file, into: &diagnostics), !diagnostics.hasErrors
        else {
            throw Failure(description: diagnostics.items.map(\.description).joined(separator: "\n"))
        }
        return expectation
    }

    private static func siteFiles() throws -> [SiteFile] {
        let folder = root.appending(path: "Mappings").resolvingSymlinksInPath()
        let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        let files = (found?.allObjects ?? []).compactMap { $0 as? URL }.filter { $0.pathExtension == "yaml" }
        return try files.map { file in
            let path = file.pathComponents.dropFirst(folder.pathComponents.count).joined(separator: "/")
            return SiteFile(path: path, text: try String(contentsOf: file, encoding: .utf8))
        }
        .filter { $0.path.hasPrefix("hl7v2-to-fhir/") || $0.path.hasPrefix("tables/") }
        .sorted { $0.path < $1.path }
    }

    private static func names(in folder: String, suffix: String) -> [String] {
        // A missing folder yields no names; the tests that need them then fail by their count.
        let found =
            (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)) ?? []
        return found.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }.sorted()
    }
}
