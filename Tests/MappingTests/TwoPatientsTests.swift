import FHIR
import HL7v2
import LocatedYAML
import Mapping
import Testing

/// Two patients in one message must never get each other's results.
struct TwoPatientsTests {
    private static let message = """
        MSH|^~\\&|LAB|NORTH|EHR|MAIN|20240301101500+0100||ORU^R01^ORU_R01|M7|P|2.5.1
        PID|1||4711^^^NORTH^MR||Doe^Jane||19800229|F
        OBR|1||F1|CBC^Blood count^L|||20240301090000|||||||||||||||||F
        OBX|1|NM|HB^Haemoglobin^L||13.5|g/dL|||||F
        OBX|2|NM|WBC^Leucocytes^L||<5|10*9/L|||||F
        PID|2||0002^^^NORTH^MR||Roe^Richard||1975|M
        OBR|1||F2|CBC^Blood count^L|||20240301090000|||||||||||||||||F
        OBX|1|NM|HB^Haemoglobin^L||9.1|g/dL|||||F

        """.replacing("\n", with: "\r")

    private func bundle() throws -> Tree.Node {
        var diagnostics = Diagnostics()
        let library = MapLibrary.compile(files: try Shipped.files(), into: &diagnostics)
        let map = try #require(library.map(named: "hl7v2-to-fhir/ORU_R01"))
        let outcome = map.run(try Message(Array(Self.message.utf8)), in: MapContext(acceptedAt: 0))
        #expect(outcome.problems.filter { $0.severity == .error } == [])
        return try #require(outcome.bundle).root
    }

    @Test func `no observation refers to the other patient`() throws {
        let entries = try bundle().children(named: "entry")
        var names: [String: String] = [:]
        for entry in entries {
            guard let resource = entry["resource"], resource.type.name == "Patient" else { continue }
            names[try #require(entry["fullUrl"]?.text)] = resource.text(at: "name.family")
        }
        #expect(names.values.sorted() == ["Doe", "Roe"])
        var seen: [String: [String]] = [:]
        for resource in entries.compactMap({ $0["resource"] }) where resource.type.name == "Observation" {
            let subject = try #require(resource.text(at: "subject.reference"))
            seen[try #require(names[subject]), default: []].append(
                resource.text(at: "valueQuantity.value") ?? "?"
            )
        }
        #expect(seen == ["Doe": ["13.5", "5"], "Roe": ["9.1"]])
    }

    @Test func `each report lists its own results and no others`() throws {
        let entries = try bundle().children(named: "entry")
        let reports = entries.compactMap { $0["resource"] }.filter { $0.type.name == "DiagnosticReport" }
        #expect(reports.map { $0.nodes(at: "result").count } == [2, 1])
        let results = reports.flatMap { $0.texts(at: "result.reference") }
        #expect(Set(results).count == 3)
    }

    @Test func `the same message gives the same bytes`() throws {
        let first = JSONWriter.write(try bundle())
        #expect(first == JSONWriter.write(try bundle()))
    }
}
