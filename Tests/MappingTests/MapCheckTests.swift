import LocatedYAML
import Mapping
import Testing

/// What is wrong with a map is said by `check`: file, line, key, reason, suggestion.
struct MapCheckTests {
    private func problems(_ files: [String: String]) -> [String] {
        var diagnostics = Diagnostics()
        let site = files.map { SiteFile(path: $0.key, text: $0.value) }
        _ = MapLibrary.compile(files: site, into: &diagnostics)
        return diagnostics.sorted.map(\.description)
    }

    /// The problems of the rules of a datatype map from CX to Identifier.
    private func problems(ofRules rules: String) -> [String] {
        let lines = rules.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
        let text = "map: CX\nfrom: hl7v2 CX\nto: fhir Identifier\nset:\n\(lines)\n"
        return problems(["hl7v2-to-fhir/datatypes/CX.yaml": text])
            .map { $0.replacing("hl7v2-to-fhir/datatypes/CX.yaml:", with: "") }
    }

    @Test(arguments: [
        ("valu: .1", "5:3: error: set.valu: Identifier has no element `valu`; did you mean `value`?"),
        ("value: .99", "5:10: error: set.value: CX has no component 99; its components are 1 to 12"),
        (
            "value: PID-3",
            "5:10: error: set.value: a datatype map sees its value and MSH, not `PID`; hand it over as a parameter"
        ),
        (
            "use: {constant: offical}",
            "5:19: error: set.use: `offical` is not a code of http://hl7.org/fhir/ValueSet/identifier-use; "
                + "did you mean `official`?"
        ),
        ("type: .1", "5:9: error: set.type: there is no map from ST to CodeableConcept"),
        (
            "type: .1.text()",
            "5:9: error: set.type: `type` is a CodeableConcept, and this is a single value; "
                + "call a map, or set its elements with `set:`"
        ),
        ("value: XX(.1)", "5:10: error: set.value: there is no function `XX`; did you mean `CX`?"),
        (
            "value: {wen: .1, value: .1}",
            "5:11: error: set.value.wen: unknown key; did you mean `when`?"
        ),
        (
            "assigner: reference(patient)",
            "5:13: error: set.assigner: nothing is named by `as:` here; use `reference()` in message maps"
        ),
    ])
    func `a wrong rule is named with its place and a way out`(rule: String, expected: String) {
        #expect(problems(ofRules: rule) == [expected])
    }

    @Test func `a choice whose type cannot be told asks for it`() throws {
        let text = "map: X\nparameters: [a]\nto: fhir Extension\nset:\n  value[x]: a\n"
        let found = try #require(problems(["hl7v2-to-fhir/datatypes/X.yaml": text]).first)
        #expect(found.contains("which one cannot be told from this value"))
    }

    @Test func `two maps that cannot be told apart are an error`() {
        let text = "map: EI\nfrom: hl7v2 EI\nto: fhir Identifier\nset:\n  value: .1\n"
        let found = problems(["hl7v2-to-fhir/a.yaml": text, "hl7v2-to-fhir/b.yaml": text])
        #expect(found.count == 1)
        #expect(found.first?.contains("has a map of this name, with the same `from` and `to`") == true)
    }

    @Test func `an unknown name after as is answered with the known ones`() {
        let text = """
            map: ADT_A01
            from: hl7v2 ADT_A01
            to: fhir Bundle
            emit:
              - resource: Patient
                as: patient
                set:
                  active: {constant: true}
              - resource: Encounter
                set:
                  subject: reference(patent)
            """
        #expect(
            problems(["hl7v2-to-fhir/messages/ADT_A01.yaml": text]) == [
                "hl7v2-to-fhir/messages/ADT_A01.yaml:11:16: error: emit.set.subject: no resource in reach is named "
                    + "`patent`; did you mean `patient`?"
            ]
        )
    }

    @Test func `an expression that YAML cut at a comma is answered with the block form`() throws {
        let found = try #require(problems(ofRules: "value: {when: coalesce(.1, .2), value: .1}").first)
        #expect(found.contains("block form") || found.contains("comma"))
    }
}
