// Every YAML block of the project's documents is loaded.
//
// The comment on a block's first line says what it is:
//   # routes/NAME.yaml, # corridor.yaml, # profiles/NAME.yaml   that file
//   # hl7v2-to-fhir/…, # fhir-to-hl7v2/…, # hl7v2-to-hl7v2/…, # tables/…   that file, in place of the shipped one, with all shipped others
//   # set of a map from SEGMENT to TYPE            the `set` of a map of PID or OBX, used by a map from ORU_R01
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

    /// What is wrong with each block of a map or a table, by its place; compiling the library once for each block took
    /// minutes.
    private static let problems = Task { try await SharedLibrary.problems(of: blocks) }

    @Test func `the documents have blocks`() throws {
        for path in Document.paths { _ = try Document(path) }
        #expect(Self.blocks.count > 15)
    }

    @Test(arguments: blocks)
    func `a block compiles`(block: Document.Block) async throws {
        if let problems = try await Self.problems.value[block.place] {
            #expect(problems == [], "\(block)")
        } else {
            #expect(compile(block).errors == [], "\(block)")
        }
    }

    /// Compiles a block that needs no shipped maps.
    private func compile(_ block: Document.Block) -> DocumentSite.Outcome {
        let heading = block.heading ?? ""
        if heading == "corridor.yaml" || heading.hasPrefix("profiles/") {
            return DocumentSite.compile([SiteFile(path: heading, text: block.text)])
        }
        return DocumentSite.compile(
            routes: block.text,
            path: heading.hasPrefix("routes/") ? heading : "routes/example.yaml"
        )
    }
}
