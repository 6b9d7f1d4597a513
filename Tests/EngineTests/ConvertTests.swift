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
}
