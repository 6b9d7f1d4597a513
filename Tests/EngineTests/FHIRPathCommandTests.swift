import Foundation
import Testing

/// `corridor fhirpath` as a user and a script run it.
struct FHIRPathCommandTests {
    private static let json = """
        {"resourceType":"Observation","id":"o","status":"final","code":{"text":"a"},"_issued":{"extension":[
         {"url":"urn:example:absent","valueCode":"unknown"}]},"effectiveDateTime":"2024-03",
         "valueQuantity":{"value":1.50,"unit":"mg"},"note":[{"text":"say \\"x\\""},{"text":"y"}]}
        """
    private static let xml = """
        <Patient xmlns="http://hl7.org/fhir"><id value="p"/><active value="true"/>\
        <name><family value="A"/><given value="B"/></name></Patient>
        """

    struct Result {
        let status: Int32
        let output: String
        let errors: String
    }

    /// Runs the command; FILE among the arguments stands for a file with the text.
    private static func run(_ arguments: [String], file text: String = json, input: String = "") async throws
        -> Result
    {
        let folder = TemporaryFolder()
        try folder.write(text, to: "file")
        let words = arguments.map { $0 == "FILE" ? "\(folder.path)/file" : $0 }
        let process = try EngineProcess.corridor(["fhirpath"] + words, input: input)
        let ending = try await process.ending()
        return Result(
            status: ending.status,
            output: ending.output,
            errors: ending.errors.replacing(folder.path, with: ".")
        )
    }

    @Test(arguments: [
        ("code", #"[{"type":"CodeableConcept","value":{"text":"a"}}]"#),
        ("status | id", #"[{"type":"code","value":"final"},{"type":"id","value":"o"}]"#),
        ("value", #"[{"type":"Quantity","value":{"value":1.50,"unit":"mg"}}]"#),
        (
            "value.value | value * 2",
            #"[{"type":"decimal","value":1.50},{"type":"Quantity","value":"3.00 'mg'"}]"#
        ),
        ("effective", #"[{"type":"dateTime","value":"2024-03"}]"#),
        ("issued", #"[{"type":"instant","value":null}]"#),
        ("note.text", #"[{"type":"markdown","value":"say \"x\""},{"type":"markdown","value":"y"}]"#),
        (
            "1 | 1.0 | 1.10 | 5L | true",
            ##"[{"type":"integer","value":1},{"type":"decimal","value":1.10},{"type":"integer64","value":"5"},{"type":"boolean","value":true}]"##
        ),
        (
            "@2024-01 | @T10:00 | @2024-01-01T10:00Z",
            #"[{"type":"date","value":"2024-01"},{"type":"time","value":"10:00"},{"type":"dateTime","value":"2024-01-01T10:00Z"}]"#
        ),
        (
            "2 days | id.type()",
            #"[{"type":"Quantity","value":"2 days"},{"type":"TypeInfo","value":"FHIR.id"}]"#
        ),
        ("{}", "[]"), ("Patient.name", "[]"),
    ])
    func `a script gets an array of types and values`(expression: String, expected: String) async throws {
        let result = try await Self.run(["--json", expression, "FILE"])
        #expect(result.status == 0)
        #expect(result.output == expected + "\n")
        #expect(result.errors.isEmpty)
    }

    @Test(arguments: [
        (["note.text", "FILE"], "say \"x\"\ny\n"), (["code", "FILE"], "{\"text\":\"a\"}\n"),
        (["{}", "FILE"], ""),
        (["1.50 | 5 'mg'"], "1.50\n5 'mg'\n"), (["-1 + 2"], "1\n"),
        (["--strict", "status", "FILE"], "final\n"),
        (["status", "FILE", "--strict"], "final\n"), (["Observation.statu", "FILE"], ""),
    ])
    func `a user gets a line a value`(arguments: [String], expected: String) async throws {
        let result = try await Self.run(arguments)
        #expect(result.status == 0)
        #expect(result.output == expected)
    }

    @Test func `XML is read as well, and both from standard input`() async throws {
        let file = try await Self.run(["--json", "name", "FILE"], file: Self.xml)
        #expect(file.output == #"[{"type":"HumanName","value":{"family":"A","given":["B"]}}]"# + "\n")
        let xml = try await Self.run(["active", "-"], input: Self.xml)
        #expect(xml.output == "true\n")
        let json = try await Self.run(["value.unit", "-"], input: Self.json)
        #expect(json.output == "mg\n")
    }

    @Test func `the release of FHIR is chosen`() async throws {
        let text = #"{"resourceType":"DocumentReference","content":[{"attachment":{"size":"3000000000"}}]}"#
        let result = try await Self.run(
            ["--fhir-version", "5.0", "--json", "content.attachment.size", "FILE"],
            file: text
        )
        #expect(result.output == #"[{"type":"integer64","value":"3000000000"}]"# + "\n")
        let unknown = try await Self.run(["--fhir-version", "R9", "1"])
        #expect(unknown.status == 2)
    }

    @Test(arguments: [
        (["1 +"], "expression: 4: the expression ends too early\n"),
        (["nosuch()"], "expression: 1: there is no function `nosuch`\n"),
        (["note.single()", "FILE"], "expression: `single` takes one item, not several\n"),
        (
            ["--strict", "statu", "FILE"],
            "expression: 1: Observation has no element `statu`; did you mean `status`?\n"
        ),
        (
            ["--json", "--strict", "1 is Strin"],
            "expression: 3: there is no type `Strin`; did you mean `String`?\n"
        ),
        (
            ["id", "./no-such-file"],
            "corridor: ./no-such-file: there is no such file, or it cannot be read\n"
        ),
    ])
    func `an error goes to standard error`(arguments: [String], expected: String) async throws {
        let result = try await Self.run(arguments)
        #expect(result.status == 1)
        #expect(result.output.isEmpty)
        #expect(result.errors == expected)
    }

    @Test func `what is wrong with the resource is told with its place`() async throws {
        let result = try await Self.run(["id", "FILE"], file: #"{"resourceType":"Patient","birthDate":"x"}"#)
        #expect(result.status == 1)
        #expect(result.output.isEmpty)
        #expect(result.errors == "./file:1:39: error: Patient.birthDate: the value is not a valid date\n")
    }

    @Test(arguments: [[], ["1", "a", "b"], ["--nosuch", "1"]])
    func `wrong use is told apart`(arguments: [String]) async throws {
        let result = try await Self.run(arguments)
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
    }

    @Test func `what is traced goes to standard error`() async throws {
        let result = try await Self.run(["note.text.trace('texts').count()", "FILE"])
        #expect(result.output == "2\n")
        #expect(result.errors == "trace texts: say \"x\", y\n")
    }
}
