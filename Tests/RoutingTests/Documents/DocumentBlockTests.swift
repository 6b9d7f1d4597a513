// Every YAML block of the project's documents is loaded.
//
// The comment on a block's first line says what it is:
//   # routes/NAME.yaml, # corridor.yaml, # profiles/NAME.yaml   that file
//   # hl7v2-to-fhir/…, # fhir-to-hl7v2/…, # hl7v2-to-hl7v2/…, # tables/…   that file, in place of the shipped one, with all shipped others
//   # set of a map from SEGMENT to TYPE            the `set` of the shipped map of that segment
//   # emit of a map from STRUCTURE                 the `emit` of the shipped map of that structure
// A block without such a comment, and every routes file, is completed by listeners `lab` and `pharmacy` and
// destinations `ehr` and `archive` where it does not declare them.

import Mapping
import Testing

struct DocumentBlockTests {
    private static let blocks: [Document.Block] = {
        // A document that cannot be read fails the test below, which wants blocks.
        let documents = Document.paths.compactMap { try? Document($0) }
        return documents.flatMap(\.blocks).filter { $0.language == "yaml" }
    }()

    @Test func `the documents have blocks`() throws {
        for path in Document.paths { _ = try Document(path) }
        #expect(Self.blocks.count > 15)
    }

    @Test(arguments: blocks)
    func `a block compiles`(block: Document.Block) throws {
        let outcome = try compile(block)
        #expect(outcome.errors == [], "\(block)")
    }

    private func compile(_ block: Document.Block) throws -> DocumentSite.Outcome {
        let heading = block.heading ?? ""
        if let match = heading.wholeMatch(of: /set of a map from (\w+) to (\w+)/) {
            let head = "map: \(match.1)\nfrom: hl7v2 \(match.1)\nto: fhir \(match.2)\nset:\n"
            return try compile(head + indented(block.text), at: "hl7v2-to-fhir/segments/\(match.1).yaml")
        }
        if let match = heading.wholeMatch(of: /emit of a map from (\w+)/) {
            let head = "map: \(match.1)\nfrom: hl7v2 \(match.1)\nto: fhir Bundle\nemit:\n"
            return try compile(head + indented(block.text), at: "hl7v2-to-fhir/messages/\(match.1).yaml")
        }
        let folders = ["hl7v2-to-fhir/", "fhir-to-hl7v2/", "hl7v2-to-hl7v2/", "tables/"]
        if folders.contains(where: heading.hasPrefix) {
            return try compile(block.text, at: heading)
        }
        if heading == "corridor.yaml" || heading.hasPrefix("profiles/") {
            return DocumentSite.compile([SiteFile(path: heading, text: block.text)])
        }
        return DocumentSite.compile(
            routes: block.text,
            path: heading.hasPrefix("routes/") ? heading : "routes/example.yaml"
        )
    }

    private func indented(_ text: String) -> String {
        text.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    }

    private func compile(_ text: String, at path: String) throws -> DocumentSite.Outcome {
        let others = try Document.shippedMaps().map { $0.path == path ? $0.replaced : $0 }
        return DocumentSite.compile(others + [SiteFile(path: path, text: text)])
    }
}
