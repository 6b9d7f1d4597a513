// The maps that Corridor ships compile, and run on its fixtures.

import FHIR
import Foundation
import HL7v2
import LocatedYAML
import Mapping
import Testing

struct ShippedMapsTests {
    @Test func `every shipped map compiles without a problem`() throws {
        var diagnostics = Diagnostics()
        _ = MapLibrary.compile(files: try Shipped.files(), into: &diagnostics)
        #expect(diagnostics.sorted.map(\.description) == [])
    }
}

/// The site folder of the repository.
enum Shipped {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func files() throws -> [SiteFile] {
        let folder = root.appending(path: "Mappings").resolvingSymlinksInPath()
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path(percentEncoded: false))
        return try paths.filter { $0.hasSuffix(".yaml") }.sorted().map { path in
            SiteFile(path: path, text: try String(contentsOf: folder.appending(path: path), encoding: .utf8))
        }
    }
}
