import Foundation
import Testing

/// `corridor convert` as a user runs it.
struct ConvertTests {
    private static let json =
        #"{"resourceType":"Patient","id":"p","active":true,"name":[{"family":"A & B"}]}"#
    private static let xml = """
        <Patient xmlns="http://hl7.org/fhir"><id value="p"/><active value="true"/>\
        <name><family value="A &amp; B"/></name></Patient>
        """

    private static func convert(_ text: String, _ arguments: [String]) async throws -> (
        status: Int32, output: String, errors: String
    ) {
        let folder = TemporaryFolder()
        try folder.write(text, to: "patient")
        let process = try EngineProcess.corridor(["convert"] + arguments + ["\(folder.path)/patient"])
        let ending = try await process.ending()
        return (ending.status, process.output, process.errors.replacing(folder.path, with: "."))
    }

    @Test(arguments: [(json, "fhir-xml", xml), (xml, "fhir-json", json), (json, "fhir-json", json)])
    func `a resource goes from one form to the other`(from: String, form: String, to: String) async throws {
        let result = try await Self.convert(from, ["--compact", "--to", form])
        #expect(result.status == 0)
        #expect(result.output == to + "\n")
    }

    @Test func `what is wrong with a resource is told with its place`() async throws {
        let text = Self.xml.replacing("<active value=\"true\"/>", with: "\n<active value=\"yes\"/>")
        let result = try await Self.convert(text, ["--to", "fhir-json"])
        #expect(result.status == 1)
        #expect(result.output.isEmpty)
        #expect(result.errors == "./patient:2:1: error: Patient.active: the value is not a valid boolean\n")
    }

    @Test func `a message becomes a Bundle in XML`() async throws {
        let message = String(decoding: Samples.result("C1"), as: UTF8.self)
        let result = try await Self.convert(message, ["--to", "fhir-xml"])
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("<Bundle xmlns=\"http://hl7.org/fhir\">\n"))
    }

    @Test func `a resource goes through a map of the site's own`() async throws {
        let site = TemporaryFolder()
        let map = "map: narrow\nfrom: fhir Patient\nto: fhir Patient\ndrop: active"
        try site.write(map, to: "fhir-to-fhir/narrow.yaml")
        let result = try await Self.convert(Self.json, ["--compact", "--site", site.path, "--map", "narrow"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output == Self.json.replacing(#""active":true,"#, with: "") + "\n")
        let unknown = try await Self.convert(Self.json, ["--site", site.path, "--map", "narow"])
        #expect(unknown.status == 1)
        #expect(unknown.errors.contains("no map is called `narow`; did you mean `narrow`?"))
    }

    @Test func `messages of FHIR are of the version that is asked for`() async throws {
        let patient = #"""
            {"resourceType":"Patient","meta":{"lastUpdated":"2026-03-01T10:00:00Z"},
            "identifier":[{"value":"4711"}],"name":[{"family":"Doe"}]}
            """#
        let arguments = ["--to", "hl7v2", "--map", "ADT_A31"]
        let old = try await Self.convert(patient, arguments + ["--hl7-version", "2.3"])
        #expect(old.status == 0, "\(old.errors)")
        #expect(old.output.contains("|ADT^A31|") && old.output.contains("|2.3"))
        let usual = try await Self.convert(patient, arguments)
        #expect(usual.output.contains("|2.5.1"))
        let wrong = try await Self.convert(patient, arguments + ["--hl7-version", "3.0"])
        #expect(wrong.status == 2)
        #expect(wrong.errors.contains("one of 2.1, 2.2, 2.3"))
    }
}
