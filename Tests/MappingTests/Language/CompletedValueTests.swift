import FHIR
import Mapping
import Testing

/// `set` beside `value`: what the elements get that a value writes.
struct CompletedValueTests {
    private static let message = """
        MSH|^~\\&|LAB|NORTH|EHR|MAIN|20260301101500+0100||ORU^R01^ORU_R01|M1|P|2.5.1
        PID|1||4711^^^NORTH^MR||Doe^Jane
        OBR|1||F1|CHEM^Chemistry^L
        OBX|1|NM|2823-3^Potassium^LN||4.1|mmol/L|||||F|||||17^Lee^Kim~18^Moss^Ada
        """

    private static let practitioner = """
        map: person
        from: hl7v2 XCN
        to: fhir Practitioner
        identity: .1
        set:
          name.family: .2
        """

    private func trial(_ rules: String) throws -> MapTrial {
        try MapTrial([
            "hl7v2-to-fhir/a.yaml": """
            map: ORU_R01
            from: hl7v2 ORU_R01
            to: fhir Bundle
            emit:
              - for: OBSERVATION
                emit:
                  - resource: Observation
                    identity: OBX-3.1
                    set:
                      status: {constant: final}
                      code.text: OBX-3.2
            \(rules)
            """,
            "hl7v2-to-fhir/b.yaml": Self.practitioner,
        ])
    }

    private static let function = """
                          extension:
                            set:
                              url: {constant: 'http://north.example.org/function'}
                              valueString: {constant: responsible}
        """

    private func functions(_ rules: String) throws -> [Bool] {
        let trial = try trial(rules)
        #expect(trial.problems == [])
        let observation = try trial.resource("Observation", of: "ORU_R01", Self.message)
        return observation.children(named: "performer").map { !$0.children(named: "extension").isEmpty }
    }

    @Test func `each element of a loop gets it`() throws {
        let found = try functions(
            """
                      performer:
                        for: OBX-16[*]
                        value: resource(person($this))
                        set:
            \(Self.function)
            """
        )
        #expect(found == [true, true])
    }

    @Test func `every element that one value writes gets it and no other`() throws {
        let found = try functions(
            """
                      performer:
                        - resource(person(OBX-16))
                        - when: OBX-16.exists()
                          value: resource(person(OBX-16[*]))
                          set:
            \(Self.function)
            """
        )
        #expect(found == [false, true, true])
    }

    @Test func `nothing stands alone where the value writes nothing`() throws {
        let found = try functions(
            """
                      performer:
                        for: OBX-25[*]
                        value: resource(person($this))
                        set:
            \(Self.function)
            """
        )
        #expect(found == [])
    }

    @Test func `a single value has nothing to set beside it`() throws {
        let trial = try trial(
            """
                      valueString:
                        value: OBX-5
                        set:
                          extension:
                            set:
                              url: {constant: 'http://north.example.org/function'}
            """
        )
        #expect(trial.problems.count == 1)
        #expect(trial.problems.first?.contains("has no elements to set beside its value") == true)
    }

    @Test func `a map cannot be used beside a value`() throws {
        let trial = try trial(
            """
                      performer:
                        value: resource(person(OBX-16))
                        use: person
            """
        )
        #expect(trial.problems.contains { $0.contains("`use` cannot stand beside `value`") })
    }
}
