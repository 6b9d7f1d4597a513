import Mapping
import Testing

/// What is wrong with a map from FHIR is known before a resource comes.
struct ResourceMapCheckTests {
    private static func problems(_ line: String, _ replacement: String, in file: String) -> [String] {
        let texts = [
            "messages/ADT_A01": ResourceMapSamples.admission, "segments/PID": ResourceMapSamples.patient,
            "datatypes/XPN": ResourceMapSamples.name, "datatypes/CX": ResourceMapSamples.identifier,
        ]
        let text = texts[file]?.replacing(line, with: replacement) ?? ""
        return ResourceMapSamples.compile(["fhir-to-hl7v2/\(file).yaml": text]).problems
    }

    @Test func `right maps have no problems`() {
        #expect(ResourceMapSamples.compile().problems == [])
    }

    @Test(arguments: [
        (
            "segments/PID", "PID-7: birthDate", "PID-7: birthdate",
            "PID.yaml:8:10: error: set.PID-7: Patient has no element"
        ),
        (
            "segments/PID", "PID-7: birthDate", "PID-99: birthDate",
            "PID has no field 99 in 2.5.1; its fields are 1 to 39"
        ),
        ("segments/PID", "PID-7: birthDate", "PV1-7: birthDate", "this fills PID; write `PID-7`"),
        ("segments/PID", "PID-7: birthDate", "PID-7.2: birthDate", "DTM has no components"),
        (
            "segments/PID", "PID-7: birthDate", "PID-7: name.period.start",
            "`PID-7` holds one value, and this may be several"
        ),
        (
            "segments/PID", "PID-7: birthDate", "PID-11: address",
            "`PID-11` is of XAD, and there is no map from Address to it"
        ),
        (
            "segments/PID", "PID-3: CX(identifier)", "PID-3: CX(name)",
            "`CX` leads from Identifier to CX; `PID-3` is of CX, and this yields HumanName"
        ),
        (
            "segments/PID", "PID-7: birthDate", "PID-7: birthDate.lookup('administrative-gendr')",
            "there is no table `administrative-gendr`; did you mean"
        ),
        (
            "segments/PID", "from: fhir Patient", "from: fhir Patent",
            "FHIR R4 has no type `Patent`; did you mean `Patient`?"
        ),
        (
            "segments/PID", "to: hl7v2 PID", "to: hl7v2 PIQ",
            "HL7 v2 has no structure, segment or datatype `PIQ`"
        ),
        ("segments/PID", "set:", "emit: []\nset:", "`emit` is for maps to a message structure"),
        ("datatypes/XPN", ".7:", ".77:", "XPN has no component 77"),
        (
            "datatypes/XPN", ".2: given.first()", ".2: given",
            "`XPN.2` holds one value, and this may be several"
        ),
        (
            "datatypes/XPN", "switch: use", "switch: ues",
            "HumanName has no element `ues`; did you mean `use`?"
        ),
        ("messages/ADT_A01", "segment: NK1", "segment: OBR", "ADT_A01 has no OBR in 2.5.1"),
        (
            "messages/ADT_A01", "segment: NK1", "segment: IN1",
            "ADT_A01 has no IN1 in 2.5.1; it stands at INSURANCE/IN1"
        ),
        (
            "messages/ADT_A01", "segment: NK1", "group: ORDER\n    emit: []",
            "ADT_A01 has no group `ORDER` in 2.5.1"
        ),
        (
            "messages/ADT_A01", "ofType(Patient).first()\n    as", "ofType(Patient)\n    as",
            "PID stands once there, and `for` may yield several"
        ),
        (
            "messages/ADT_A01", "  - segment: EVN\n    set:\n      EVN-2: now()\n", "",
            "EVN is required in ADT_A01 in 2.5.1, and nothing emits it"
        ),
        (
            "messages/ADT_A01", "EVN-2: now()", "EVN-1: {constant: A01}",
            "EVN-2 (Recorded Date/Time) is required in 2.5.1, and nothing sets it"
        ),
        (
            "messages/ADT_A01", "use: PID", "use: PDI",
            "there is no map `PDI` from Patient to PID; did you mean `PID`?"
        ),
        ("messages/ADT_A01", "version: 2.5.1", "version: 2.5.2", "`2.5.2` is no version of HL7 v2"),
        (
            "messages/ADT_A01", "NK1-1: position()", "NK1-41: position()",
            "NK1 has no field 41 in 2.5.1; its fields are 1 to 39"
        ),
    ])
    func `a mistake is named`(file: String, line: String, mistake: String, expected: String) {
        let problems = Self.problems(line, mistake, in: file)
        #expect(problems.contains { $0.contains(expected) }, "\(problems)")
    }

    @Test func `the version that a map writes may lack a field of a shared map`() throws {
        let old = ResourceMapSamples.admission.replacing("version: 2.5.1", with: "version: '2.3'")
        let (segments, problems) = try ResourceMapSamples.run(
            ResourceMapSamples.bundle(patient: #","meta":{"lastUpdated":"2026-03-01T10:00:00Z"}"#),
            ["fhir-to-hl7v2/messages/ADT_A01.yaml": old]
        )
        #expect(problems == [])
        #expect(segments.first?.contains("ADT^A01|") == true)
        #expect(segments.contains { $0.hasPrefix("PID|") && $0.hasSuffix("|O") })
    }
}
