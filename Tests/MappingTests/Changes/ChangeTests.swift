// Maps from FHIR to FHIR: what is named is changed, everything else stays as it was received.

import FHIR
import Testing

struct ChangeTests {
    @Test func `what is not named stays as it was`() throws {
        let (made, problems) = try ChangeSample.run("set: {timestamp: now()}")
        #expect(problems == [])
        let tree = try #require(made).tree
        let text = String(decoding: JSONWriter.write(tree), as: UTF8.self)
        let given = String(
            decoding: JSONWriter.write(try JSONReader.read(ChangeSample.bundle)),
            as: UTF8.self
        )
        #expect(text.replacing(#""timestamp":"2026-11-22T13:00:00Z","#, with: "") == given)
    }

    @Test func `elements are narrowed, dropped and filled where they are missing`() throws {
        let (made, problems) = try ChangeSample.run(
            """
            emit:
              - change: Patient
                drop: [photo, contact.telecom, text]
                set:
                  identifier: identifier.where(system != 'http://hospital.example.org/ssn')
                  gender: coalesce(gender, 'unknown')
                  birthDate.extension:
                    set:
                      url: {constant: 'urn:y'}
                      valueString: {constant: not asked}
                  active: {when: name.empty(), value: {constant: 'false'}}
            """
        )
        #expect(problems == [])
        let patient = try #require(made?.nodes(at: "entry[0].resource").first)
        #expect(patient.texts(at: "identifier.value") == ["4711"])
        #expect(patient.texts(at: "identifier.value.extension.valueString") == ["checked"])
        #expect(patient.texts(at: "gender") == ["unknown"])
        #expect(patient.texts(at: "birthDate.extension.valueString") == ["not asked"])
        #expect(patient["photo"] == nil && patient["text"] == nil && patient["active"] == nil)
        #expect(patient.children(named: "contact").count == 1)
        #expect(patient.texts(at: "contact.name.family") == ["Roe"])
        #expect(patient.texts(at: "name.given") == ["Jane"])
    }

    @Test func `a rule of every resource adds beside what was there`() throws {
        let (made, problems) = try ChangeSample.run(
            """
            emit:
              - change: Resource
                set:
                  meta.tag:
                    - meta.tag
                    - set:
                        system: {constant: 'http://north.example.org/tags'}
                        code: {constant: routed}
            """
        )
        #expect(problems == [])
        #expect(made?.texts(at: "entry.resource.meta.tag.code") == ["kept", "routed", "routed", "routed"])
    }

    @Test func `codes of one system go through a table, others stay`() throws {
        let (made, problems) = try ChangeSample.run(
            """
            emit:
              - change: Observation
                set:
                  code.coding:
                    for: code.coding
                    value:
                      when: system = 'http://lab.example.org'
                      value: code.lookup('lab-codes')
                      otherwise: $this
            """
        )
        #expect(problems == [])
        let code = try #require(made?.nodes(at: "entry[1].resource.code").first)
        #expect(code.texts(at: "coding.code") == ["2345-7", "X"])
        #expect(code.texts(at: "coding.system") == ["http://loinc.org", "http://other.example.org"])
        #expect(code.texts(at: "coding.display") == ["Glucose"])
        #expect(code.texts(at: "text") == ["Glucose"])
    }

    @Test func `an element with a set of its own is changed where it stands`() throws {
        let (made, problems) = try ChangeSample.run(
            """
            set:
              valueQuantity:
                set:
                  unit: {constant: mmol}
                  system: {constant: 'http://unitsofmeasure.org'}
              status:
                switch: status
                cases:
                  final: {constant: amended}
              code.text: code.coding.code.first()
              note:
                set: {text: "'from ' & code.text"}
            """,
            from: "Observation",
            to: "Observation",
            on: #"""
                {"resourceType":"Observation","status":"preliminary","code":{"coding":[{"code":"GLU"}],"text":"Glucose"},
                "valueQuantity":{"value":4.10,"unit":"mmol/L"}}
                """#
        )
        #expect(problems == [])
        let observation = try #require(made)
        #expect(observation.text(at: "valueQuantity.value") == "4.10")
        #expect(observation.text(at: "valueQuantity.unit") == "mmol")
        #expect(observation.text(at: "valueQuantity.system") == "http://unitsofmeasure.org")
        #expect(observation.text(at: "status") == "preliminary")
        #expect(observation.text(at: "code.text") == "GLU")
        #expect(observation.text(at: "note.text") == "from Glucose")
    }

    @Test func `a choice holds the value of one type`() throws {
        let (made, problems) = try ChangeSample.run(
            "set: {valueString: valueQuantity.unit}".replacing(
                "valueQuantity.unit",
                with: "value.ofType(Quantity).unit"
            ),
            from: "Observation",
            to: "Observation",
            on:
                #"{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"unit":"mg"}}"#
        )
        #expect(problems == [])
        #expect(made?.text(at: "valueString") == "mg")
        #expect(made?["valueQuantity"] == nil)
    }

    @Test func `maps are called for values, and used for resources`() throws {
        let number = """
            map: number
            from: fhir Identifier
            to: fhir Identifier
            when: system.exists()
            set:
              use: {constant: official}
            """
        let person = """
            map: person
            from: fhir Patient
            to: fhir Patient
            set:
              identifier: number(identifier)
            """
        let (made, problems) = try ChangeSample.run(
            "emit: [{change: Patient, use: person}]",
            beside: ["number": number, "person": person]
        )
        #expect(problems == [])
        let patient = try #require(made?.nodes(at: "entry[0].resource").first)
        #expect(patient.texts(at: "identifier.use") == ["official", "official"])
        #expect(patient.texts(at: "identifier.value") == ["1", "4711"])
    }

    @Test func `a map to another type makes a new resource`() throws {
        let (made, problems) = try ChangeSample.run(
            """
            set:
              name: name.where(use = 'official' or use.empty()).first()
              telecom: telecom
              active: {constant: 'true'}
            """,
            from: "Patient",
            to: "Practitioner",
            on: #"{"resourceType":"Patient","id":"p1","name":[{"family":"Doe"}],"gender":"male"}"#
        )
        #expect(problems == [])
        #expect(made?.type.name == "Practitioner")
        #expect(made?.text(at: "name.family") == "Doe")
        #expect(made?["id"] == nil && made?["gender"] == nil)
    }

    @Test func `what FHIR requires and the map took away fails the outcome`() throws {
        let (made, problems) = try ChangeSample.run(
            "set: {status: status.lookup('lab-codes')}",
            from: "Observation",
            to: "Observation",
            on: #"{"resourceType":"Observation","status":"final","code":{"text":"x"}}"#
        )
        #expect(made == nil)
        #expect(problems.contains { $0.contains("the code is not in the table `lab-codes`") })
        #expect(problems.contains { $0.contains("Observation.status") || $0.contains("status") })
    }
}
