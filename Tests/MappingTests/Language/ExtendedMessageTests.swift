import FHIR
import Mapping
import Testing

/// A message map inherits what it emits from that of another structure.
struct ExtendedMessageTests {
    private static let message = """
        MSH|^~\\&|ADT|NORTH|EHR|MAIN|20260301101500+0100||ADT^A21^ADT_A21|M1|P|2.5.1
        EVN||20260301101500
        PID|1||4711^^^NORTH^MR||Doe^Jane||19800229|F
        PV1|1|I|WEST^101^A||||||||||||||||V1
        """

    /// ADT_A21 has no NK1, DG1, IN1 and other segments of ADT_A01.
    private static let leave = """
        map: ADT_A21
        from: hl7v2 ADT_A21
        extends: ADT_A01
        emit:
          - as: encounter
            set:
              status: {constant: onleave}
          - resource: Flag
            identity: [PID-3.1, ('away')]
            set:
              status: {constant: active}
              code.text: EVN-2
              subject: reference(patient)
        """

    private static let path = "hl7v2-to-fhir/messages/ADT_A21.yaml"

    @Test func `what the structure lacks is left out of what is inherited`() throws {
        let trial = try MapTrial([Self.path: Self.leave], besideShipped: true)
        #expect(trial.problems == [])
        let resources = try trial.resources("ADT_A21", Self.message)
        let types = resources.map(\.type.name)
        #expect(types.contains("MessageHeader") && types.contains("Patient"))
        #expect(types.last == "Flag" || types.contains("Flag"))
        let visit = try trial.resource("Encounter", of: "ADT_A21", Self.message)
        #expect(visit.text(at: "status") == "onleave")
        #expect(visit.text(at: "subject.reference")?.isEmpty == false)
        #expect(visit.text(at: "class.code") == "IMP")
    }

    @Test func `what the structure lacks is an error in the map's own rules`() throws {
        let text = Self.leave.replacing("code.text: EVN-2", with: "code.text: IN1-2")
        let trial = try MapTrial([Self.path: text], besideShipped: true)
        #expect(
            trial.problems == ["\(Self.path):12:18: error: emit.set.code.text: ADT_A21 has no segment `IN1`"]
        )
    }

    @Test func `a misspelt segment is an error wherever it is inherited`() throws {
        let base = """
            map: ADT_A01
            from: hl7v2 ADT_A01
            to: fhir Bundle
            emit:
              - resource: Patient
                set: {language: PDI-1}
            """
        let heir = "map: ADT_A02\nfrom: hl7v2 ADT_A02\nextends: ADT_A01\n"
        let trial = try MapTrial(["hl7v2-to-fhir/a.yaml": base, "hl7v2-to-fhir/b.yaml": heir])
        #expect(
            trial.problems.first?.contains("a.yaml:6:21: error: emit.set.language: there is no segment `PDI`")
                == true,
            "\(trial.problems)"
        )
    }

    @Test func `entries of one resource are told apart by their names`() throws {
        let base = """
            map: ADT_A01
            from: hl7v2 ADT_A01
            to: fhir Bundle
            emit:
              - resource: Basic
                as: first
                set: {code.text: ('one')}
              - resource: Basic
                as: second
                set: {code.text: ('two')}
              - for: PROCEDURE
                emit:
                  - resource: Basic
                    set: {code.text: PR1-3.1, language: ('de')}
            """
        func problems(_ emit: String) throws -> [String] {
            let heir = "map: ADT_A01x\nextends: ADT_A01\nemit:\n\(emit)"
            return try MapTrial(["hl7v2-to-fhir/a.yaml": base, "hl7v2-to-fhir/b.yaml": heir]).problems
        }
        let unclear = try problems("  - resource: Basic\n    when: PV1.exists()\n")
        #expect(
            unclear == [
                "hl7v2-to-fhir/b.yaml:4:5: error: emit: several inherited entries are meant by `Basic`; "
                    + "name the one with `as`, or repeat its `for`"
            ]
        )
        #expect(try problems("  - as: second\n    when: PV1.exists()\n") == [])
        let nested = "  - for: PROCEDURE\n    emit:\n      - resource: Basic\n        without: [language]\n"
        #expect(try problems(nested) == [])
    }
}

/// The way back inherits, too.
struct ExtendedResourceMapTests {
    @Test func `segments that the structure lacks are left out of what is inherited`() throws {
        let admission = """
            map: ADT_A01
            from: fhir Bundle
            to: hl7v2 ADT_A01
            emit:
              - segment: EVN
                set: {EVN-2: now()}
              - segment: PID
                for: entry.resource.ofType(Patient).first()
                set: {PID-3.1: id, PID-5.1: name.family.first(), PID-8: gender}
              - segment: DG1
                for: entry.resource.ofType(Condition)
                set: {DG1-3.2: code.text, DG1-6: ('A')}
              - segment: PV1
                set: {PV1-2: {constant: I}}
            """
        let leave = """
            map: ADT_A21
            to: hl7v2 ADT_A21
            extends: ADT_A01
            emit:
              - segment: PV1
                set: {PV1-19.1: {constant: V1}}
            """
        let trial = try MapTrial([
            "fhir-to-hl7v2/ADT_A01.yaml": admission, "fhir-to-hl7v2/ADT_A21.yaml": leave,
        ])
        #expect(trial.problems == [])
        #expect(trial.library.resourceMapNames == ["ADT_A01", "ADT_A21"])
    }
}
