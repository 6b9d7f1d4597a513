import FHIR
import Mapping
import Testing

/// Extensions of elements that hold a single value: `_birthDate` in JSON.
struct PrimitiveExtensionTests {
    private static let message = """
        MSH|^~\\&|ADT|NORTH|EHR|MAIN|20260301101500+0100||ADT^A01^ADT_A01|M1|P|2.5.1
        PID|1||4711^^^NORTH^MR||von Doe&von^Jane~Roe||198002290815|F
        """

    private func patient(_ rules: String) throws -> String {
        let map = """
            map: ADT_A01
            from: hl7v2 ADT_A01
            to: fhir Bundle
            emit:
              - resource: Patient
                identity: PID-3.1
                set:
            \(rules)
            """
        let trial = try MapTrial(["hl7v2-to-fhir/a.yaml": map])
        #expect(trial.problems == [])
        let patient = try trial.resource("Patient", of: "ADT_A01", Self.message)
        let text = String(decoding: JSONWriter.write(patient), as: UTF8.self)
        return text.replacing(#/"id":"[^"]*",?/#, with: "")
    }

    @Test func `an extension stands beside the value`() throws {
        let found = try patient(
            """
                  birthDate: PID-7.toDate()
                  birthDate.extension:
                    set:
                      url: {constant: 'http://hl7.org/fhir/StructureDefinition/patient-birthTime'}
                      valueDateTime: PID-7.toDateTime()
            """
        )
        #expect(
            found
                == #"{"resourceType":"Patient","birthDate":"1980-02-29","_birthDate":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/patient-birthTime","valueDateTime":"1980-02-29T08:15:00+01:00"}]}}"#
        )
    }

    @Test func `the order of value and extension does not matter`() throws {
        let found = try patient(
            """
                  birthDate.extension:
                    set:
                      url: {constant: 'http://north.example.org/seen'}
                      valueDate: PID-7.toDate()
                  birthDate: PID-7.toDate()
            """
        )
        #expect(
            found
                == #"{"resourceType":"Patient","birthDate":"1980-02-29","_birthDate":{"extension":[{"url":"http://north.example.org/seen","valueDate":"1980-02-29"}]}}"#
        )
    }

    @Test func `an extension stands without a value`() throws {
        let found = try patient(
            """
                  name:
                    for: PID-5[*]
                    set:
                      family: .9
                      family.extension:
                        set:
                          url: {constant: 'http://hl7.org/fhir/StructureDefinition/humanname-own-prefix'}
                          valueString: .1.2
            """
        )
        #expect(
            found
                == #"{"resourceType":"Patient","name":[{"_family":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/humanname-own-prefix","valueString":"von"}]}}]}"#
        )
    }

    @Test func `an extension of an element that repeats stands beside its last value`() throws {
        let found = try patient(
            """
                  name:
                    - set:
                        given.extension:
                          set:
                            url: {constant: 'http://north.example.org/sent'}
                            valueString: PID-5.2
                        given: PID-5.2
            """
        )
        #expect(
            found
                == #"{"resourceType":"Patient","name":[{"given":["Jane"],"_given":[{"extension":[{"url":"http://north.example.org/sent","valueString":"Jane"}]}]}]}"#
        )
    }
}
