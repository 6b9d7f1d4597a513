import FHIRPath
import HL7v2
import LocatedYAML
import Testing

/// What is wrong with an expression is said before any message arrives: place, reason, suggestion.
struct CheckerTests {
    /// The problems of a condition for ORU messages, as `column: message; suggestion`.
    private func problems(_ text: String, structure: String? = "ORU_R01") -> [String] {
        var diagnostics = Diagnostics()
        _ = Condition.compile(
            text,
            at: SourceLocation(file: "routes/lab.yaml", line: 7, column: 11),
            key: "when",
            structure: structure.flatMap { Structure.named($0) },
            tables: [CodeTable(name: "administrative-gender", unmapped: .omit, rows: [])],
            into: &diagnostics
        )
        return diagnostics.items.map { item in
            "\(item.location.column): \(item.message)" + (item.suggestion.map { "; \($0)" } ?? "")
        }
    }

    @Test(arguments: [
        ("PID[1]-99 = 'x'", "11: PID has no field 99; its fields are 1 to 40"),
        ("MSH-9.9 = 'x'", "11: MSG has no component 9; its components are 1 to 3"),
        ("PIT-3 = 'x'", "11: there is no segment `PIT`; did you mean `PID`?"),
        ("pid-3 = 'x'", "11: there is no `pid` here; segments are written in capitals: `PID-1`"),
        ("DG1-3 = 'x'", "11: ORU_R01 has no segment `DG1`"),
        (
            "ORDER_OBSERVATIONS/OBR-4.1 = 'x'",
            "11: ORU_R01 has no group or segment `ORDER_OBSERVATIONS` here; did you mean `ORDER_OBSERVATION`?"
        ),
        (
            "MSH-11.lookup('administrativ-gender') = 'x'",
            "25: there is no table `administrativ-gender`; did you mean `administrative-gender`?"
        ),
        (
            "MSH-11.lookup(gender) = 'x'",
            "18: `lookup` takes the name of a table; write it in quotes: `lookup('administrative-gender')`"
        ),
        ("MSH-11.exist()", "18: there is no function `exist`; did you mean `exists`?"),
        ("MSH-11.upper", "18: a value of HL7 v2 has no element `upper`; did you mean `upper()`?"),
        ("MSH-11.substring() = 'x'", "18: `substring` takes 1 to 2 arguments"),
        (
            "PID[*]-8 = 'F'",
            "20: `=` compares single values, and one side may be a list; write `value in list`, "
                + "`list.exists(… = …)` or `list.all(…)`"
        ),
        (
            "(PID[1]-3)[0] = 'x'",
            "21: a location takes no FHIRPath index; write the index inside the location, counted from 1: "
                + "`PID[1]-3[2]`"
        ),
        (
            "PID[*].where('MR').exists()",
            "24: `where` needs a condition; compare the value, as in `where(.5 = 'MR')`"
        ),
        (
            "PID[*].where(.5 = 'MR').exists()",
            "24: `.5` names a component, and a segment is at hand; write the field: `PID-5`"
        ),
        ("MSH-9.matches('(')", "25: not a regular expression"),
        ("PID[*]-8", "11: a condition is one truth value, and this may be a list; end it with `.exists()`"),
        (
            "MSH-9.1 = %who",
            "21: there is no constant `%who`; write it under `constants` of the map, or `variables` of corridor.yaml"
        ),
        ("MSH-9.1 is String", "19: `is` is for FHIR values, and there are none here"),
        ("female = PID[1]-8", "11: there is no `female` here; text stands in quotes: `'female'`"),
    ])
    func `a mistake is named with its place and a way out`(text: String, expected: String) {
        #expect(problems(text) == [expected])
    }

    @Test func `a segment out of scope is answered with the full paths to choose from`() throws {
        let found = try #require(problems("OBR-4.1 = 'x'").first)
        #expect(found.contains("`PATIENT_RESULT/ORDER_OBSERVATION/OBR`"))
    }

    @Test func `groups need a structure`() throws {
        let found = try #require(problems("ORDER_OBSERVATION[1]/OBX-5 = 'x'", structure: nil).first)
        #expect(found.contains("the messages' structure is not known here"))
    }

    @Test func `every mistake of one expression is found`() {
        #expect(problems("PIT-3 = 'x' and MSH-11.exist()").count == 2)
    }

    @Test func `keys are the texts of all items`() throws {
        var diagnostics = Diagnostics()
        let key = KeyExpression.compile(
            "PID[*]-3[*].1",
            at: SourceLocation(file: "routes/lab.yaml", line: 1, column: 1),
            into: &diagnostics
        )
        #expect(try #require(key).keys(of: try Samples.message()) == ["4711", "0815", "0002"])
    }
}
