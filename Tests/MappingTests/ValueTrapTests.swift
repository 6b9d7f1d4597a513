import FHIR
import HL7v2
import LocatedYAML
import Mapping
import Testing

/// OBX-2 decides the value, but feeds do not keep to it: what does not fit is kept in the next form that holds it.
struct ValueTrapTests {
    private func observations(_ segments: [String]) throws -> [Tree.Node] {
        var diagnostics = Diagnostics()
        let library = MapLibrary.compile(files: try Shipped.files(), into: &diagnostics)
        let head = [
            "MSH|^~\\&|LAB|NORTH|EHR|MAIN|20240301101500+0100||ORU^R01^ORU_R01|M7|P|2.5.1",
            "PID|1||4711^^^NORTH^MR||Doe^Jane",
            "OBR|1||F1|CBC^Blood count^L|||20240301090000|||||||||||||||||F",
        ]
        let text = (head + segments).map { $0 + "\r" }.joined()
        let map = try #require(library.map(named: "ORU_R01"))
        let outcome = map.run(try Message(Array(text.utf8)), in: MapContext(acceptedAt: 0))
        return try #require(outcome.bundle).root.children(named: "entry").compactMap { $0["resource"] }
            .filter { $0.type.name == "Observation" }
    }

    private func value(_ type: String, _ value: String) throws -> String {
        let found = try observations(["OBX|1|\(type)|HB^Haemoglobin^L||\(value)|g/dL|||||F"])
        let observation = try #require(found.first)
        let value = observation["value"]
        let quantity = [value?.text(at: "comparator"), value?.text(at: "value")].compactMap(\.self).joined()
        return "\(value?.name ?? "none") \(value?.text ?? quantity)"
    }

    @Test(arguments: [
        ("NM", "13.50", "valueQuantity 13.50"),
        ("NM", "<5", "valueQuantity <5"),
        ("NM", "+.5", "valueQuantity 0.5"),
        ("NM", "pending", "valueString pending"),
        ("NM", "0 .07", "valueString 0 .07"),
        ("SN", "<^5", "valueQuantity <5"),
        ("ST", "Salmonella & Shigella", "valueString Salmonella & Shigella"),
        ("TX", "one\\.br\\two", "valueString one\ntwo"),
        ("CE", "POS^positive^L", "valueCodeableConcept "),
        ("DT", "202403", "valueDateTime 2024-03"),
    ])
    func `a value takes the first form that holds it`(type: String, text: String, expected: String) throws {
        #expect(try value(type, text) == expected)
    }

    @Test func `lines of one text are one observation and numbers never merge`() throws {
        let found = try observations([
            "OBX|1|TX|REP^Report^L||one||||||F",
            "OBX|2|TX|REP^Report^L||two||||||F",
            "OBX|3|NM|GLU^Glucose^L||27|||||F",
            "OBX|4|NM|GLU^Glucose^L||25|||||F",
        ])
        #expect(
            found.map { $0["value"]?.text ?? $0.text(at: "valueQuantity.value") } == ["one\ntwo", "27", "25"]
        )
    }

    @Test func `a note stays with the result it stands under`() throws {
        let found = try observations([
            "NTE|1||about the order",
            "OBX|1|NM|A^A^L||1|||||F",
            "OBX|2|NM|B^B^L||2|||||F",
            "OBX|3|NM|C^C^L||3|||||F",
            "NTE|1||about the third",
        ])
        #expect(found.map { $0.text(at: "note.text") } == [nil, nil, "about the third"])
    }
}
