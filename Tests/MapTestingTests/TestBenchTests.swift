import MapTesting
import Testing

struct `A test of a map` {
    private func run(_ keys: String) throws -> TestResult {
        let tests = try SampleBench.read(SampleBench.file(keys))
        return try SampleBench.bench().run(try #require(tests.first))
    }

    @Test(arguments: [
        "expect: {Patient.birthDate: 1980-02-29}",
        "expect:\n  Patient.gender: female\n  Patient.count(): 1",
        "expect:\n  Patient.identifier.value: ['4711', '0815']",
        "expect:\n  Patient.identifier.where(value = '0815').exists(): true",
        "expect:\n  Patient.deceased: []",
        "expect:\n  Bundle.type: collection",
        "expect:\n  Bundle.entry.resource.ofType(Patient).gender: female",
        "expect: {Patient.gender: female}\nwarnings: []",
        "map: ADT_A01\nexpect: {Patient.gender: female}",
        "map: hl7v2-to-hl7v2/nameless\nexpect: {PID-5.1: [], PID-7: '19800229'}\nwarnings: []",
    ])
    func `passes where the output says what is expected`(keys: String) throws {
        let result = try run(keys)
        #expect(result.isPassed, "\(result.failures) \(result.differences)")
    }

    @Test func `names the expression and both values where they differ`() throws {
        let result = try run("expect: {Patient.gender: male, Patient.birthDate: 1980-02-29}")
        #expect(
            TestReport.lines(result) == [
                "FAILED  hl7v2-to-fhir/ADT_A01.test.yaml:2: an admission", "  Patient.gender",
                "    expected  male", "    found     female",
            ]
        )
        #expect(TestReport.summary([result]) == "1 test: 0 passed, 1 failed")
    }

    @Test func `says where an expression is wrong`() throws {
        let result = try run("expect: {Patient.birthdate: 1980-02-29}")
        #expect(result.failures.first?.contains("did you mean `birthDate`?") == true, "\(result.failures)")
    }

    @Test func `compares a whole Bundle by its structure`() throws {
        let expected = """
            expect: |
              {"type": "collection", "resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Patient",
                "gender": "male", "identifier": [{"value": "4711"}, {"value": "0815"}]}}]}
            ignore: [Patient.id, Bundle.entry.fullUrl]
            """
        let places = try run(expected).differences.map(\.place)
        #expect(places == ["Patient.gender (Bundle.entry[0])", "Patient.birthDate (Bundle.entry[0])"])
    }

    @Test func `expects warnings and errors by a part of their text`() throws {
        let odd = SampleBench.file("warnings: ['PID-8']\nexpect: {Patient.gender: []}")
            .replacing("|19800229|F", with: "|19800229|X")
        let bench = try SampleBench.bench()
        #expect(bench.run(try #require(try SampleBench.read(odd).first)).isPassed)
        let result = bench.run(
            try #require(try SampleBench.read(odd.replacing("PID-8", with: "PID-9")).first)
        )
        #expect(result.differences.map(\.place) == ["warnings", "warnings"])
    }

    @Test func `fails where no map takes the message`() throws {
        let keys = "expect: {Patient.count(): 1}"
        let text = SampleBench.file(keys).replacing("ADT^A01^ADT_A01", with: "ORU^R01^ORU_R01")
        let tests = try SampleBench.read(text, path: "routes/other.test.yaml")
        let result = try SampleBench.bench().run(try #require(tests.first))
        #expect(result.failures == ["no map takes this message"])
    }

    @Test func `reads files beside it`() throws {
        let text = """
            tests:
              - name: by files
                given: {file: in/admission.hl7}
                expect: {file: out/admission.json}
            """
        let bench = try SampleBench.bench(files: [
            "hl7v2-to-fhir/in/admission.hl7": SampleBench.admission,
            "hl7v2-to-fhir/out/admission.json": #"{"resourceType": "Bundle", "type": "collection"}"#,
        ])
        let result = bench.run(try #require(try SampleBench.read(text).first))
        #expect(result.differences.map(\.place) == ["Bundle.entry[0]"])
        guard case .file(let path, _) = try #require(result.updates.first) else {
            Issue.record("no file is updated")
            return
        }
        #expect(path == "hl7v2-to-fhir/out/admission.json")
    }
}

struct `A test of routes` {
    private func run(_ keys: String, event: String = "A01") throws -> TestResult {
        let text = SampleBench.file(keys).replacing("ADT^A01^ADT_A01", with: "ADT^\(event)^ADT_A01")
        let tests = try SampleBench.read(text, path: "routes/pas.test.yaml")
        return try SampleBench.bench().run(try #require(tests.first))
    }

    @Test func `says which routes take a message`() throws {
        #expect(try run("listener: pas\nroutes: [all-to-archive, admissions-to-ehr]").isPassed)
        #expect(try run("listener: pas\nroutes: [all-to-archive]", event: "A08").isPassed)
        let result = try run("listener: pas\nroutes: [admissions-to-ehr]", event: "A08")
        #expect(result.differences.map(\.expected) == ["admissions-to-ehr", nil])
        #expect(result.differences.map(\.found) == [nil, "all-to-archive"])
    }

    @Test func `says what a route delivers`() throws {
        let keys = "listener: pas\nroute: admissions-to-ehr\nexpect: {Patient.gender: female}"
        #expect(try run(keys).isPassed)
        #expect(try run("listener: pas\nroute: all-to-archive\nexpect: {PID-5.1: Doe}").isPassed)
        #expect(try run(keys, event: "A08").failures == ["route `admissions-to-ehr` does not deliver it"])
        let several = try run("listener: pas\nexpect: {PID-5.1: Doe}")
        #expect(several.failures.first?.hasPrefix("several routes deliver it") == true)
    }
}

struct `A test file` {
    @Test(arguments: [
        ("expect: {Patient.count(): 1}\nform: x", "unknown key"),
        ("timezone: Europe/Berlin", "nothing is expected"),
        ("routes: [all-to-archive]", "routes take messages from listeners"),
        ("map: ADT_A02\nexpect: {Patient.count(): 1}", "no map is called `ADT_A02`; did you mean `ADT_A01`?"),
        ("listener: pass\nroutes: []", "no listener is called `pass`; did you mean `pas`?"),
        ("listener: pas\nroutes: [all-to-archiv]", "no route is called `all-to-archiv`"),
        ("accepted: yesterday\nexpect: {Patient.count(): 1}", "write it as `2026-03-01T10:15:00Z`"),
        ("errors: [bad]\nexpect: {Patient.count(): 1}", "where a map reports errors nothing comes out"),
    ])
    func `is checked with its place`(keys: String, problem: String) throws {
        let problems = try SampleBench.problems(with: SampleBench.file(keys))
        #expect(problems.contains(problem), "\(problems)")
        #expect(problems.hasPrefix("hl7v2-to-fhir/ADT_A01.test.yaml:"))
    }

    @Test func `names a file that is not there`() throws {
        let text = "tests:\n  - name: a\n    given: {file: none.hl7}\n    expect: {Patient.count(): 1}\n"
        #expect(try SampleBench.problems(with: text).contains("there is no file `none.hl7`"))
    }

    @Test func `says how JSON is given`() throws {
        let text =
            "tests:\n  - name: a\n    given: {resourceType: Patient}\n    expect: {PID.exists(): true}\n"
        #expect(try SampleBench.problems(with: text).contains("put JSON below `given: |`, indented"))
    }
}
