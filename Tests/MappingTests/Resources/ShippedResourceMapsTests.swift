import FHIR
import Foundation
import HL7v2
import LocatedYAML
import Mapping
import Testing

/// The shipped maps from FHIR, on the fixtures: what they make, and what goes there and back.
struct ShippedResourceMapsTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let compiled: (library: MapLibrary, problems: [String]) = {
        var diagnostics = Diagnostics()
        let folder = root.appending(path: "Mappings").resolvingSymlinksInPath()
        let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        let files = (all?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "yaml" }.compactMap {
            file in
            // A file that cannot be read is missed by the first test.
            (try? String(contentsOf: file, encoding: .utf8)).map {
                SiteFile(
                    path: String(
                        file.path(percentEncoded: false).dropFirst(
                            folder.path(percentEncoded: false).count + 1
                        )
                    ),
                    text: $0
                )
            }
        }
        let library = MapLibrary.compile(files: files, into: &diagnostics)
        return (library, diagnostics.sorted.map(\.description))
    }()

    static let context = MapContext(acceptedAt: 1_795_352_400_000)

    static func fixture(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    @Test func `the shipped maps have no problems`() {
        #expect(Self.compiled.problems == [])
        #expect(
            Self.compiled.library.resourceMapNames == [
                "ADT_A01", "ADT_A03", "ADT_A04", "ADT_A05", "ADT_A08", "ADT_A13", "ADT_A28", "ADT_A31",
                "ADT_A40",
                "MDM_T02", "OML_O21", "OMP_O09", "ORM_O01", "ORU_R01", "RDE_O11", "SIU_S12", "VXU_V04",
            ]
        )
    }

    /// `NAME.json` through the map becomes `NAME.hl7`, a segment a line; CORRIDOR_UPDATE=1 rewrites those.
    @Test(arguments: [
        ("oru-r01-report", "ORU_R01"), ("adt-a01-visit", "ADT_A01"), ("adt-a31-person", "ADT_A31"),
        ("orm-o01-two-orders", "ORM_O01"), ("oml-o21-one-tube", "OML_O21"), ("adt-a03-discharge", "ADT_A03"),
        ("adt-a08-by-header", "ADT_A08"), ("adt-a40-one-person", "ADT_A40"), ("rde-o11-tablets", "RDE_O11"),
        ("omp-o09-infusion", "OMP_O09"), ("vxu-v04-one-dose", "VXU_V04"),
        ("siu-s12-single-appointment", "SIU_S12"),
        ("mdm-t02-letter", "MDM_T02"),
    ])
    func `a resource becomes the message beside it`(name: String, map: String) throws {
        let found = try #require(Self.compiled.library.resourceMap(named: "fhir-to-hl7v2/\(map)"))
        let tree = try JSONReader.read(try Self.fixture("Mappings/samples/fhir-to-hl7v2/\(name).json"))
        #expect(found.takes(tree))
        let outcome = found.run(tree, identity: Array(name.utf8), in: Self.context)
        #expect(outcome.problems == [])
        let message = String(decoding: outcome.message ?? [], as: UTF8.self).replacing("\r", with: "\n")
        if ProcessInfo.processInfo.environment["CORRIDOR_UPDATE"] != nil {
            let file = Self.root.appending(path: "Mappings/samples/fhir-to-hl7v2/\(name).hl7")
            try message.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(message == (try Self.fixture("Mappings/samples/fhir-to-hl7v2/\(name).hl7")))
    }

    /// Every shipped map can make messages of other versions than its own.
    @Test(arguments: Version.allCases.filter { $0 >= .v2_3 })
    func `maps make messages of every version`(version: Version) throws {
        for name in Self.compiled.library.resourceMapNames {
            var diagnostics = Diagnostics()
            let map = Self.compiled.library.resourceMap(named: name, version: version, into: &diagnostics)
            #expect(map?.version == version)
            #expect(diagnostics.sorted.map(\.description) == [], "\(name)")
        }
    }

    @Test func `a message says its version, and has only what the version has`() throws {
        var diagnostics = Diagnostics()
        let found = Self.compiled.library.resourceMap(named: "ADT_A01", version: .v2_3, into: &diagnostics)
        let map = try #require(found)
        let tree = try JSONReader.read(try Self.fixture("Mappings/samples/fhir-to-hl7v2/adt-a01-visit.json"))
        let outcome = map.run(tree, identity: [1], in: Self.context)
        let message = try Message(try #require(outcome.message))
        #expect(message.text(at: try Location("MSH-12")) == "2.3")
        #expect(message.text(at: try Location("MSH-9.2")) == "A01")
        #expect(message.text(at: try Location("MSH-9.3")) == nil)
        #expect(message.text(at: try Location("EVN-1")) == "A01")
    }

    @Test func `several patients' orders are no one message`() throws {
        let found = try #require(Self.compiled.library.resourceMap(named: "OML_O21"))
        let entries = (1...2).map { number in
            """
            {"fullUrl":"https://x.example/Patient/\(number)","resource":{"resourceType":"Patient","id":"\(number)"}},
            {"fullUrl":"https://x.example/ServiceRequest/\(number)","resource":{"resourceType":"ServiceRequest",
            "status":"active","intent":"order","code":{"text":"CBC"},"subject":{"reference":"Patient/\(number)"}}}
            """
        }
        let text =
            #"{"resourceType":"Bundle","type":"collection","entry":["# + entries.joined(separator: ",") + "]}"
        let outcome = found.run(try JSONReader.read(text), identity: [], in: Self.context)
        #expect(outcome.message == nil)
    }

    @Test func `an order whose patient is not in the Bundle is refused with that reason`() throws {
        let found = try #require(Self.compiled.library.resourceMap(named: "ORM_O01"))
        let text = """
            {"resourceType":"Bundle","type":"transaction","entry":[{"resource":{"resourceType":"ServiceRequest",
            "status":"active","intent":"order","code":{"text":"CBC"},"subject":{"reference":"Patient/4711"}}}]}
            """
        let outcome = found.run(try JSONReader.read(text), identity: [], in: Self.context)
        #expect(outcome.message == nil)
        #expect(
            outcome.problems.first?.description.hasPrefix(
                "Bundle: `subject.resolve().ofType(Patient)` yields nothing"
            ) == true,
            "\(outcome.problems)"
        )
    }
}
