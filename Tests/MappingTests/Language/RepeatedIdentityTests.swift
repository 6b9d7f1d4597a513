import FHIR
import Mapping
import Testing

/// One identity several times in a message.
struct RepeatedIdentityTests {
    private static let head = "map: ORU_R01\nfrom: hl7v2 ORU_R01\nto: fhir Bundle\nemit:\n"

    private func resources(_ emit: String, _ segments: String) throws -> (
        types: [Tree.Node], problems: [String]
    ) {
        let trial = try MapTrial(["hl7v2-to-fhir/a.yaml": Self.head + emit])
        #expect(trial.problems == [])
        let header =
            "MSH|^~\\&|LAB|NORTH|EHR|MAIN|20260301101500+0100||ORU^R01^ORU_R01|M1|P|2.5.1\nPID|1||4711\n"
        let outcome = try trial.run("ORU_R01", header + segments)
        let entries = try #require(outcome.bundle).root.children(named: "entry")
        return (entries.compactMap { $0["resource"] }, outcome.problems.map(\.reason))
    }

    private static let tube =
        "OBR|1||A\nOBX|1|ST|X||1\nSPM|1|T1||BLD|||||||||||||20260301\nOBR|2||B\nOBX|1|ST|X||1\nSPM|1|T1|||HEP||||||||||||2026030110\n"

    private static func specimen(_ more: String) -> String {
        """
          - for: PATIENT_RESULT/ORDER_OBSERVATION[*]/SPECIMEN[*]/SPM
            emit:
              - resource: Specimen
                identity: SPM-2.1
        \(more)        set:
                  type.text: SPM-4.1
                  receivedTime: SPM-17.1.toDateTime()
                  note:
                    for: SPM
                    set:
                      text: SPM-2.1
                  container:
                    for: SPM-5
                    set: {description: .1}
        """
    }

    @Test func `two that say different things stay apart unless the map merges them`() throws {
        let apart = try resources(Self.specimen(""), Self.tube)
        #expect(apart.types.count == 2)
        #expect(
            apart.problems == ["another Specimen of this message has the same identity; both are kept apart"]
        )
        let merged = try resources(Self.specimen("        merge: true\n"), Self.tube)
        let specimen = try #require(merged.types.first)
        #expect(merged.types.count == 1 && merged.problems == [])
        #expect(specimen.text(at: "type.text") == "BLD")
        #expect(specimen.text(at: "container.description") == "HEP")
        #expect(specimen.text(at: "receivedTime") == "2026-03-01")
        #expect(specimen.texts(at: "note.text") == ["T1"])
    }

    @Test(arguments: [false, true])
    func `what is written takes the place of what is only created if absent`(isFirst: Bool) throws {
        let thin = """
              - resource: Patient
                identity: MSH-10
                write: create-if-absent
                set: {name.text: MSH-10, active: {constant: true}}

            """
        let full = """
              - resource: Patient
                as: patient
                identity: MSH-10
                set: {language: MSH-10}
              - resource: Basic
                set: {subject: reference(patient), code.text: MSH-10}

            """
        let found = try resources(isFirst ? full + thin : thin + full, "OBR|1||A\n").types
        #expect(found.map(\.type.name) == ["Patient", "Basic"])
        #expect(found[0].text(at: "language") == "M1" && found[0].text(at: "name.text") == nil)
        #expect(found[1].text(at: "subject.reference")?.hasSuffix(found[0].text(at: "id") ?? "-") == true)
    }

    @Test func `a key tells results of one name apart`() throws {
        let emit = """
              - for: PATIENT_RESULT
                emit:
                  - resource: Observation
                    as: parent
                    for: ORDER_OBSERVATION[*]/OBSERVATION
                    key: [OBX-3.1]
                    set: {status: {constant: final}, code.text: OBX-3.1}
                  - for: ORDER_OBSERVATION
                    emit:
                      - resource: Basic
                        set: {code.text: OBR-4.1, subject: "reference(parent, OBR-26.1)"}

            """.replacing("key: [OBX-3.1]", with: "key: OBX-3.1")
        let found = try resources(
            emit,
            "OBR|1||A|CULT\nOBX|1|ST|ORG1||1\nOBX|2|ST|ORG2||1\nOBR|2||B|SUS||||||||||||||||||||||ORG2\nOBR|3||C|SUS||||||||||||||||||||||ORG9\n"
        ).types
        let organism = found.first { $0.text(at: "code.text") == "ORG2" }?.text(at: "id") ?? "-"
        let subjects = found.filter { $0.type.name == "Basic" }.map { $0.text(at: "subject.reference") }
        #expect(subjects == [nil, "urn:uuid:\(organism)", nil])
    }

    @Test func `a reference in a repetition means what was emitted for that repetition`() throws {
        let emit = """
              - for: PATIENT_RESULT
                emit:
                  - resource: Patient
                    as: old
                    for: PATIENT/PID-3[*]
                    identity: .1
                    set: {language: .1}
                  - resource: Basic
                    set:
                      code.text: PID-1
                      extension:
                        for: PID-3[*]
                        set:
                          url: {constant: 'http://north.example.org/old'}
                          valueReference: reference(old)

            """
        let trial = try MapTrial(["hl7v2-to-fhir/a.yaml": Self.head + emit])
        #expect(trial.problems == [])
        let found = try trial.resources(
            "ORU_R01",
            "MSH|^~\\&|L|N|E|M|20260301101500||ORU^R01^ORU_R01|M1|P|2.5.1\nPID|1||A~B~C\nOBR|1\n"
        )
        let ids = found.filter { $0.type.name == "Patient" }.compactMap {
            $0.text(at: "id").map { "urn:uuid:\($0)" }
        }
        #expect(found.last?.texts(at: "extension.valueReference.reference") == ids)
        #expect(ids.count == 3)
    }
}
