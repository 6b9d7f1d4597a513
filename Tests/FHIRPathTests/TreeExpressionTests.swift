import FHIR
import Testing

@testable import FHIRPath

/// Expressions over trees: what the official suite does not reach.
struct TreeExpressionTests {
    @Test(arguments: [
        ("Bundle.entry.resource.ofType(Observation).value.value", ["72.50"]),
        ("Bundle.entry.resource.ofType(DomainResource).count()", ["3"]),
        ("entry.resource.ofType(Patient).managingOrganization.resolve().name", ["North"]),
        ("entry.resource.ofType(Patient).generalPractitioner.resolve().name.family", ["Roe"]),
        ("entry.resource.ofType(Observation).subject.resolve().birthDate", ["1980-02-29"]),
        ("entry.resource.ofType(Patient).gender.memberOf(%`vs-administrative-gender`)", ["true"]),
        ("'other one'.memberOf('http://hl7.org/fhir/ValueSet/administrative-gender|4.0.1')", ["false"]),
        ("'x'.memberOf('http://example.org/unknown')", []),
        ("entry.resource.where($this is Patient).select(%resource.type)", ["collection"]),
        ("entry.resource.ofType(Observation).value > 1 '/h'", ["true"]),
        ("entry[2].resource.effective.toString()", ["2024-03-01T10:00:00+01:00"]),
    ])
    func `a Bundle is walked`(expression: String, expected: [String]) throws {
        #expect(try treeTexts(expression) == expected)
    }

    @Test(arguments: [
        ("defineVariable('n', 3).select(%n + 1)", ["4"]),
        ("(1 | 2).defineVariable('x', $this * 2).select(%x)", ["2", "4", "2", "4"]),
        ("(1 | 2).select(defineVariable('y', $this + 1).select(%y))", ["2", "3"]),
        ("defineVariable('a' & 'b', 1).select(%ab)", ["1"]),
        ("defineVariable('v', 1).select(%v) | defineVariable('v', 2).select(%v)", ["1", "2"]),
        (
            "defineVariable(defineVariable('p', 'q').select(%p), defineVariable('p', 'v').select(%p)).select(%q)",
            ["v"]
        ),
    ])
    func `a variable is seen by what follows`(expression: String, expected: [String]) throws {
        #expect(try treeTexts(expression) == expected)
    }

    @Test(arguments: [
        "%unknown", "defineVariable('a', 1).defineVariable('a', 2)", "defineVariable('context')",
        "(true | defineVariable('b', 1).empty()) and %b", "$total", "nofunction()", "first(1)",
        "PID-3.1 = 'x'",
        "1.is(Strin)", "entry.resource.valueString", "iif('a', 1, 2)",
    ])
    func `what can never work is a semantic problem`(expression: String) {
        let problem = #expect(throws: TreeProblem.self) { try treeTexts(expression) }
        #expect(problem?.kind == .semantic)
    }

    @Test(arguments: [
        "Bundle.entri", "Patient.name", "entry.children().first()", "entry.resource.descendants()[0]",
    ])
    func `strict mode refuses unknown names and missing order`(expression: String) throws {
        let context = TreeSamples.tree.type(at: TreeSamples.tree.rootIndex)
        _ = try TreeExpression(expression, context: context)
        #expect(throws: TreeProblem.self) { try TreeExpression(expression, context: context, mode: .strict) }
    }

    @Test func `a name close to a known one is suggested`() throws {
        let context = try #require(Definitions.r4.type(named: "Patient"))
        let problem = #expect(throws: TreeProblem.self) {
            try TreeExpression("Patient.birthdate", context: context, mode: .strict)
        }
        #expect(problem?.suggestion == "did you mean `birthDate`?")
    }

    @Test func `parameters are given values by the caller`() throws {
        let expression = try TreeExpression("%wanted & '!'", parameters: ["wanted"])
        let values = try expression.evaluate(
            nil,
            in: TreeEnvironment(variables: ["wanted": [.string("yes")]])
        )
        #expect(values.map { $0.text(in: nil) } == ["yes!"])
    }

    @Test func `an expression may stand at any node`() throws {
        let tree = TreeSamples.tree
        let patient = try #require(tree.root.nodes(at: "entry.resource").first)
        let expression = try TreeExpression("name.given.join(' ') & ' ' & %resource.id")
        let values = try expression.evaluate(tree, at: patient.index)
        #expect(values.map { $0.text(in: tree) } == ["Jane Q a"])
    }

    @Test(arguments: [
        "(1|2|3|4|5|6|7|8|9|10).aggregate($total & $total & '12345678901234567890', '1')",
        "repeat(entry | $this | (1 | 2))", "1.repeat($this + 1)", "'a'.repeatAll($this & 'a')",
        "(0).repeatAll($this | $this.combine($this).combine($this))",
        "('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!').toChars().repeatAll('aaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('(a+)+$').toString())",
    ])
    func `hostile expressions end with a problem or a value`(expression: String) {
        // Whatever comes of it, it comes soon and nothing traps.
        _ = try? treeTexts(expression)
    }

    @Test func `the highest expression is evaluated and a higher one refused`() throws {
        let path = "entry" + String(repeating: ".first()", count: ExpressionLimits.height - 1)
        #expect(try treeTexts(path).count == 1)
        let problem = #expect(throws: TreeProblem.self) { try treeTexts(path + ".first()") }
        #expect(problem?.kind == .syntax)
        let nested = String(repeating: "(1 + ", count: 99) + "1" + String(repeating: ")", count: 99)
        #expect(throws: TreeProblem.self) {
            try treeTexts(nested + ".abs()" + String(repeating: ".abs()", count: 250))
        }
    }

    @Test func `the clock is the caller's`() throws {
        #expect(
            try treeTexts("now() | today() | timeOfDay()")
                == ["2024-05-06T07:08:09.100+02:00", "2024-05-06", "07:08:09.100"]
        )
    }
}
