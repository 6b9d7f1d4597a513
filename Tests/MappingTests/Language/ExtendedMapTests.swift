import FHIR
import Mapping
import Testing

/// A map that extends another says only what differs.
struct ExtendedMapTests {
    private static let patient = "hl7v2-to-fhir/segments/PID.yaml"
    private static let message = """
        MSH|^~\\&|ADT|NORTH|EHR|MAIN|20260301101500+0100||ADT^A01^ADT_A01|M1|P|2.5.1
        EVN||20260301101500
        PID|1||4711^^^NORTH^MR||Doe^Jane||19800229|F|||||||||||||||||||||||N
        PV1|1|I|WEST^101^A||||||||||||||||V1
        """

    private func patient(of file: String, _ path: String = patient) throws -> Tree.Node {
        let trial = try MapTrial([path: file], besideShipped: true)
        #expect(trial.problems == [])
        return try trial.resource("Patient", of: "ADT_A01", Self.message)
    }

    @Test func `an element of the heir takes the place of the inherited one and the rest stays`() throws {
        let patient = try patient(
            of: """
                map: PID
                extends: hl7v2-to-fhir/segments/PID.yaml
                set:
                  gender: {constant: other}
                  language: {constant: de}
                """
        )
        #expect(patient.text(at: "gender") == "other")
        #expect(patient.text(at: "language") == "de")
        #expect(patient.text(at: "name.family") == "Doe")
        #expect(patient.text(at: "birthDate") == "1980-02-29")
    }

    @Test func `a map of the same name at another path replaces the shipped one`() throws {
        let patient = try patient(
            of: "extends: PID\nto: fhir Patient\nset:\n  birthDate: PID-7.toDate().substring(0, 4)\n",
            "hl7v2-to-fhir/north/PID.yaml"
        )
        #expect(patient.text(at: "birthDate") == "1980")
        #expect(patient.text(at: "gender") == "female")
    }

    @Test func `what is not wanted of the inherited map is named by without`() throws {
        let patient = try patient(of: "extends: PID\nto: fhir Patient\nwithout:\n  - gender\n  - birthDate\n")
        #expect(patient.text(at: "gender") == nil)
        #expect(patient.text(at: "birthDate") == nil)
        #expect(patient.text(at: "name.family") == "Doe")
    }

    @Test func `inherited stands for the value that is replaced`() throws {
        let patient = try patient(
            of: """
                map: PID
                to: fhir Patient
                extends: PID
                set:
                  identifier:
                    - inherited
                    - set:
                        value: MSH-10
                  gender:
                    when: PID-8 = 'X'
                    value: {constant: other}
                    otherwise: inherited
                """
        )
        #expect(patient.texts(at: "identifier.value") == ["4711", "M1"])
        #expect(patient.text(at: "gender") == "female")
    }

    @Test func `a typed choice takes the place of the choice`() throws {
        let patient = try patient(
            of: "map: PID\nto: fhir Patient\nextends: PID\nset:\n  deceasedBoolean: {constant: true}\n"
        )
        #expect(patient.text(at: "deceasedBoolean") == "true")
    }

    @Test(arguments: [
        (
            "extends: a\n",
            "1:10: error: extends: `hl7v2-to-fhir/a` is this very file, and no shipped file stands behind it"
        ),
        ("map: PID\nextends: PDI\n", "2:10: error: extends: there is no other map `PDI`"),
        (
            "map: PID\nextends: b\nwithout: [gendre]\n",
            "3:11: error: without: nothing that is inherited here is called `gendre`; did you mean `gender`?"
        ),
        (
            "map: PID\nto: fhir Patient\nfrom: hl7v2 PID\nwithout: [x]\nset: {gender: PID-8}",
            "`without` needs `extends`"
        ),
        (
            "map: PID\nextends: b\nset:\n  language: inherited\n",
            "4:13: error: there is nothing inherited here"
        ),
    ])
    func `a wrong extension is named with its place`(text: String, expected: String) throws {
        let base = "map: PX\nfrom: hl7v2 PID\nto: fhir Patient\nset:\n  gender: PID-8.lower()\n"
        let trial = try MapTrial([
            "hl7v2-to-fhir/a.yaml": text.replacing("extends: a\n", with: "extends: hl7v2-to-fhir/a\n")
                .replacing("extends: b\n", with: "extends: hl7v2-to-fhir/b\n"), "hl7v2-to-fhir/b.yaml": base,
        ])
        #expect(trial.problems.contains { $0.contains(expected) }, "\(trial.problems)")
    }

    @Test func `maps that extend one another in a circle are an error with the circle`() throws {
        let files = ["A": "B", "B": "C", "C": "A"].map { name, base in
            ("hl7v2-to-fhir/\(name).yaml", "map: \(name)\nextends: \(base)\n")
        }
        let trial = try MapTrial(Dictionary(uniqueKeysWithValues: files))
        #expect(
            trial.problems.contains {
                $0.contains(
                    "2:10: error: extends: a circle: `A` → `B` → `C` → `A`; one of them must stand by itself"
                )
            },
            "\(trial.problems)"
        )
    }
}
