import FHIR
import Mapping
import Testing

/// A fragment is a list of entries that several message maps include.
struct FragmentTests {
    private static let fragment = """
        fragment: subject
        emit:
          - resource: Patient
            as: patient
            identity: PID-3.1
            set:
              birthDate: PID-7.toDate()
              gender: PID-8.lower()
          - resource: Encounter
            as: encounter
            when: PV1.exists()
            identity: PV1-19.1
            set:
              status: {constant: unknown}
              class: {set: {code: PV1-2}}
              subject: reference(patient)
              serviceType.text: PV2-12
        """

    private static let message = """
        MSH|^~\\&|LAB|NORTH|EHR|MAIN|20260301101500+0100||ORU^R01^ORU_R01|M1|P|2.5.1
        PID|1||4711^^^NORTH^MR||Doe^Jane||19800229|female
        PV1|1|I
        OBR|1||F1|CBC
        OBX|1|ST|A||one
        PID|2||0815^^^NORTH^MR||Roe^Richard||1975|male
        OBR|1||F2|CBC
        OBX|1|ST|A||two
        """

    private func trial(_ result: String, _ others: [String: String] = [:]) throws -> MapTrial {
        var files = ["hl7v2-to-fhir/fragments/subject.yaml": Self.fragment]
        files["hl7v2-to-fhir/ORU_R01.yaml"] =
            "map: ORU_R01\nfrom: hl7v2 ORU_R01\nto: fhir Bundle\nemit:\n\(result)"
        return try MapTrial(files.merging(others) { $1 })
    }

    private static let observations = """
              - for: ORDER_OBSERVATION
                emit:
                  - resource: Observation
                    for: OBSERVATION
                    set:
                      status: {constant: final}
                      code.text: OBX-3.1
                      subject: reference(patient)
                      valueString: OBX-5.text()
        """

    @Test func `its entries mean what they mean where they are included`() throws {
        let trial = try trial(
            "  - for: PATIENT_RESULT\n    emit:\n      - include: subject\n\(Self.observations)"
        )
        #expect(trial.problems == [])
        let resources = try trial.resources("ORU_R01", Self.message)
        #expect(
            resources.map(\.type.name) == ["Patient", "Encounter", "Observation", "Patient", "Observation"]
        )
        let subjects = resources.compactMap { $0.text(at: "subject.reference") }
        #expect(subjects[0] == subjects[1] && subjects[1] != subjects[2])
    }

    @Test func `an entry of its name overrides one that was included`() throws {
        let trial = try trial(
            """
              - for: PATIENT_RESULT
                include: subject
                without: [encounter]
                emit:
                  - as: patient
                    set:
                      gender: {constant: unknown}
            """
        )
        #expect(trial.problems == [])
        let resources = try trial.resources("ORU_R01", Self.message)
        #expect(resources.map(\.type.name) == ["Patient", "Patient"])
        #expect(resources.map { $0.text(at: "gender") } == ["unknown", "unknown"])
        #expect(resources.map { $0.text(at: "birthDate") } == ["1980-02-29", "1975"])
    }

    @Test func `one that is included twice keeps its names apart`() throws {
        let trial = try trial(
            """
              - for: PATIENT_RESULT[1]
                emit:
                  - include: subject
              - for: PATIENT_RESULT[2]
                emit:
                  - include: subject
            """
        )
        #expect(trial.problems == [])
        #expect(
            try trial.resources("ORU_R01", Self.message).map(\.type.name) == [
                "Patient", "Encounter", "Patient",
            ]
        )
    }

    @Test func `an index in for means that one`() throws {
        let trial = try trial(
            """
              - resource: Basic
                for: PATIENT_RESULT[2]/PATIENT/PID
                set: {code.text: PID-5.1}
              - for: OBX[2]
                emit:
                  - resource: Basic
                    set: {code.text: OBX-5}
            """
        )
        #expect(trial.problems == [])
        let texts = try trial.resources("ORU_R01", Self.message).map { $0.text(at: "code.text") }
        #expect(texts == ["Roe", "two"])
    }

    @Test func `an unknown one is answered with the known`() throws {
        let trial = try trial("  - include: subjekt\n")
        #expect(
            trial.problems.first
                == "hl7v2-to-fhir/ORU_R01.yaml:5:14: error: include: there is no fragment `subjekt`; did you mean `subject`?"
        )
    }

    @Test func `fragments that include one another in a circle are an error with the circle`() throws {
        let other = "fragment: other\nemit:\n  - include: third\n"
        let third = "fragment: third\nemit:\n  - include: other\n"
        let trial = try trial(
            "  - include: subject\n",
            ["hl7v2-to-fhir/x.yaml": other, "hl7v2-to-fhir/y.yaml": third]
        )
        #expect(
            trial.problems.contains { $0.contains("a circle: `other` → `third` → `other`") },
            "\(trial.problems)"
        )
    }
}
