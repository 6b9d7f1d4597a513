import Foundation
import LocatedYAML
import Mapping
import SiteSchemas
import Testing

/// The schemas of site files: what is shipped and what the reference shows fits them, and slips do not.
struct SchemaTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static let reference: String = {
        // A reference that cannot be read fails the tests below, which want its words.
        (try? String(contentsOf: root.appending(path: "Mappings/REFERENCE.md"), encoding: .utf8)) ?? ""
    }()

    private static let schemas = SiteSchemas.all(reference: reference)

    /// The schema of a site file, by its path.
    private static func check(of path: String) throws -> SchemaCheck? {
        let name: String
        switch path {
        case _ where path.hasSuffix(".test.yaml"): name = "test"
        case "corridor.yaml": name = "corridor"
        case _ where path.hasPrefix("routes/"): name = "routes"
        case _ where path.contains("-to-"): name = "map"
        case _ where path.hasPrefix("hl7v2-to-hl7v2/"): name = "edits"
        case _ where path.hasPrefix("tables/"): name = "table"
        case _ where path.hasPrefix("profiles/"): name = "profile"
        default: return nil
        }
        let schema = try #require(schemas.first { $0.name == "\(name).schema.json" })
        return try SchemaCheck(schema.text)
    }

    private static func problems(_ text: String, at path: String) throws -> [String]? {
        guard let check = try check(of: path) else { return nil }
        var diagnostics = Diagnostics()
        let node = try #require(Node.parse(text, file: path, into: &diagnostics), "\(path)")
        return check.problems(node)
    }

    @Test func `every shipped file fits its schema`() throws {
        let folder = Self.root.appending(path: "Mappings").resolvingSymlinksInPath()
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path(percentEncoded: false))
            .filter { $0.hasSuffix(".yaml") }
        #expect(paths.count > 150)
        for path in paths {
            let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
            #expect(try Self.problems(text, at: path) == [], "\(path)")
        }
    }

    @Test func `every whole file that the reference shows fits its schema`() throws {
        let blocks = Self.reference.components(separatedBy: "\n```yaml\n").dropFirst().map {
            $0.components(separatedBy: "\n```")[0]
        }
        var checked = 0
        for block in blocks {
            guard let path = block.firstMatch(of: /^# ([\w\/.-]+\.yaml)\n/)?.1 else { continue }
            #expect(try Self.problems(block, at: String(path)) == [], "\(path)")
            checked += 1
        }
        #expect(checked > 15)
    }

    @Test(arguments: [
        ("routes/a.yaml", "listeners: {lab: {type: mllp, prot: 2575}}"),
        ("routes/a.yaml", "listeners: {lab: {type: mllp, port: 70000}}"),
        ("routes/a.yaml", "listeners: {lab: {type: mllp, port: 2575, validate: maybe}}"),
        ("routes/a.yaml", "destinations: {a: {type: http, url: http://a.example.org, retry: {first: soon}}}"),
        ("routes/a.yaml", "routes: {a: {to: b}}"),
        ("hl7v2-to-fhir/a.yaml", "map: a\nfrom: hl7v2 PID\nto: fhir Patient\nsets: {}"),
        ("hl7v2-to-fhir/a.yaml", "map: a\nto: fhir Patient\nset: {gender: {when: a, valeu: b}}"),
        ("fhir-to-hl7v2/a.yaml", "map: a\nfrom: fhir Patient\nto: hl7v2 ADT_A31\nemit: [{segmnt: PID}]"),
        ("fhir-to-fhir/a.yaml", "map: a\nfrom: fhir Bundle\nto: fhir Bundle\nemit: [{chagne: Patient}]"),
        ("hl7v2-to-hl7v2/a.yaml", "map: a\nfrom: hl7v2 ADT_A01\nto: hl7v2 ADT_A01\nedit: [{sett: PID-3}]"),
        ("hl7v2-to-hl7v2/a.yaml", "map: a\nfrom: hl7v2 ORU_R01\nto: hl7v2 ORU_R01\nedit: [{claer: PID-1}]"),
        ("tables/a.yaml", "table: a\ncodes: {A: {cod: b}}"),
        ("profiles/a.yaml", "profile: a\nsegments: {PID: {fields: {x: {required: true}}}}"),
        ("a.test.yaml", "tests: [{name: a}]"),
        ("corridor.yaml", "consol: {port: 1}"),
    ])
    func `a slip does not fit`(path: String, text: String) throws {
        #expect(try Self.problems(text, at: path)?.isEmpty == false)
    }

    @Test func `keys have the reference's words`() throws {
        for schema in Self.schemas {
            let keys = schema.text.matches(of: /"description"/).count
            #expect(keys > 3, "\(schema.name)")
        }
    }

    @Test func `every key of the reference's tables stands in a schema`() throws {
        let all = Self.schemas.map(\.text).joined()
        var isKeyTable = false
        var checked = 0
        for line in Self.reference.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("|") else {
                isKeyTable = false
                continue
            }
            if line.hasPrefix("| key |") { isKeyTable = true }
            guard isKeyTable, let key = line.firstMatch(of: /^\| `(?:\w+\.)?([a-z_]+)` \|/)?.1 else {
                continue
            }
            #expect(all.contains("\"\(key)\": {"), "`\(key)` is in no schema")
            checked += 1
        }
        #expect(checked > 120)
    }
}
