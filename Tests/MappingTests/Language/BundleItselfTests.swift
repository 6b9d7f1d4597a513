import FHIR
import Foundation
import HL7v2
import Mapping
import Testing

/// What a Bundle says of itself, and the message that it was made of.
struct BundleItselfTests {
    private static let message = """
        MSH|^~\\&|LAB|NORTH|EHR|MAIN|20260301101500+0100||ORU^R01^ORU_R01|M1|P|2.5.1
        PID|1||4711^^^NORTH^MR||Doe^J\u{e4}ne
        OBR|1||F1|CHEM^Chemistry^L
        OBX|1|NM|2823-3^Potassium^LN||4.1|mmol/L|||||F
        """

    private func trial(_ lines: String) throws -> MapTrial {
        let path = "hl7v2-to-fhir/messages/ORU_R01.yaml"
        return try MapTrial([path: "extends: \(path)\n\(lines)"], besideShipped: true)
    }

    @Test func `a Bundle of messaging has the number and the time of its message`() throws {
        let trial = try trial("bundle: message\nuse: MSH")
        #expect(trial.problems == [])
        let bundle = try #require(try trial.run("ORU_R01", Self.message).bundle).root
        #expect(bundle["type"]?.text == "message")
        #expect(bundle["timestamp"]?.text == "2026-03-01T10:15:00+01:00")
        #expect(bundle["identifier"]?["value"]?.text == "M1")
        #expect(bundle["identifier"]?["system"]?.text != nil)
    }

    @Test func `no map says the kind of a Bundle or its entries`() throws {
        let trial = try MapTrial([
            "hl7v2-to-fhir/a.yaml": """
            map: ADT_A01
            from: hl7v2 ADT_A01
            to: fhir Bundle
            use: MSH
            emit: []
            """,
            "hl7v2-to-fhir/b.yaml": """
            map: MSH
            from: hl7v2 MSH
            to: fhir Bundle
            set:
              type: {constant: batch}
            """,
        ])
        #expect(trial.problems.contains { $0.contains("no map fills this element of a Bundle") })
    }

    @Test func `a site can have the message beside what was made of it`() throws {
        let trial = try trial("emit:\n  - include: transformation")
        #expect(trial.problems == [])
        let resources = try trial.resources("ORU_R01", Self.message)
        let document = try #require(resources.first(where: { $0.type.name == "DocumentReference" }))
        let data = try #require(document["content"]?["attachment"]?["data"]?.text)
        let original = Self.message.split(separator: "\n").map { "\($0)\r" }.joined()
        #expect(Data(base64Encoded: data) == Data(original.utf8))
        let provenance = try #require(
            resources.first(where: { $0["activity"]?["coding"]?["code"]?.text == "v2-fhir-transformation" })
        )
        // The trial accepts its messages at the beginning of 1970.
        #expect(provenance["recorded"]?.text == "1970-01-01T00:00:00+00:00")
        #expect(provenance["entity"]?["role"]?.text == "source")
    }

    @Test func `the clock cannot be read in a map of a datatype`() throws {
        let problems = try MapTrial.problems(
            of: """
                map: stamp
                from: hl7v2 CX
                to: fhir Identifier
                set:
                  period.start: now()
                """
        )
        #expect(problems.contains { $0.contains("there is no function `now`") })
    }
}
