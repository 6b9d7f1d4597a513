import FHIR
import Foundation
import Testing

struct ValidatorTests {
    @Test func `a resource that has what it needs has no issues`() throws {
        let tree = try JSONReader.read(
            #"{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueBoolean":true}"#
        )
        #expect(Validator.issues(in: tree).isEmpty)
    }

    @Test(
        arguments: [
            (#"{"resourceType":"Observation","code":{"text":"x"}}"#, "Observation", "status is required"),
            (#"{"resourceType":"Observation","status":"final"}"#, "Observation", "code is required"),
            (
                #"{"resourceType":"Bundle","type":"batch","entry":[{"request":{"method":"GET"}}]}"#,
                "Bundle.entry[0].request", "url is required"
            ),
            (
                #"{"resourceType":"Patient","extension":[{"valueCode":"x"}]}"#,
                "Patient.extension[0]", "url is required"
            ),
        ]
    )
    func `a missing element is named with its place`(json: String, expression: String, text: String) throws {
        let issues = Validator.issues(in: try JSONReader.read(json))
        #expect(issues.map(\.expression) == [expression])
        #expect(issues.map(\.text) == [text])
        #expect(issues.map(\.code) == [.required])
    }

    @Test func `a code outside a required value set is an issue that does not show it`() throws {
        let tree = try JSONReader.read(
            #"{"resourceType":"Patient","name":[{"use":"official"}],"gender":"F-7"}"#
        )
        let issues = Validator.issues(in: tree)
        #expect(issues.map(\.expression) == ["Patient.gender"])
        #expect(issues.map(\.code) == [.codeInvalid])
        #expect(issues.allSatisfy { !$0.description.contains("F-7") })
    }

    @Test func `an absent value with a reason needs no code`() throws {
        let json = #"{"resourceType":"Patient","_gender":{"extension":[{"url":"urn:x","valueCode":"u"}]}}"#
        #expect(Validator.issues(in: try JSONReader.read(json)).isEmpty)
    }

    @Test func `an element that may stand once and stands twice is an issue`() throws {
        var builder = Sketch()
        let patient = try builder.resource("Patient")
        try builder.set("birthDate", "1970", in: patient)
        try builder.set("birthDate", "1971", in: patient)
        try builder.set("deceasedBoolean", "true", in: patient)
        try builder.set("deceasedDateTime", "2000", in: patient)
        let issues = Validator.issues(in: builder.tree.freeze(patient))
        #expect(issues.map(\.expression) == ["Patient.birthDate", "Patient.deceased"])
        #expect(issues.map(\.code) == [.structure, .structure])
    }

    @Test func `issues make an OperationOutcome that is valid itself`() throws {
        let failure = #expect(throws: JSONReader.Failure.self) {
            try JSONReader.read("{\"resourceType\":\"Patient\",\n \"birthdate\":\"1970\"}")
        }
        let outcome = OperationOutcome(failure?.issues ?? []).tree()
        #expect(Validator.issues(in: outcome).isEmpty)
        let json =
            #"{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"structure","#
            + #""diagnostics":"line 2, column 2: Patient has no element of this name; "#
            + #"did you mean birthDate?","expression":["Patient"]}]}"#
        #expect(String(decoding: JSONWriter.write(outcome), as: UTF8.self) == json)
    }

    @Test(.enabled(if: Corpus.isPresent, "the example files are not beside the project"))
    func `the official examples have no issues but the known ones`() throws {
        var found: [String] = []
        for example in try Corpus.examples {
            let tree = try JSONReader.read([UInt8](try Data(contentsOf: example)))
            found += Validator.issues(in: tree).map { "\(example.lastPathComponent): \($0)" }
        }
        #expect(found.isEmpty)
    }
}
