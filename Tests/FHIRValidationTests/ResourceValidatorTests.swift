import FHIR
import FHIRValidation
import Foundation
import Testing

@testable import FHIRValidation

struct ResourceValidatorTests {
    private static let now = "2026-11-22T10:30:00Z"

    private static func issues(_ json: String) throws -> [String] {
        ResourceValidator.issues(in: try JSONReader.read(json), now: now).map(\.description)
    }

    @Test func `every invariant of the table is compiled and placed`() {
        #expect(Invariants.r4.unusable == [])
    }

    @Test(arguments: [
        (
            #"{"resourceType":"Patient","contact":[{"gender":"male"}]}"#,
            "error: Patient.contact[0]: the rule pat-1 does not hold"
        ),
        (
            #"{"resourceType":"Observation","status":"final","code":{"text":"a"},"valueString":"x","dataAbsentReason":{"text":"y"}}"#,
            "error: Observation: the rule obs-6 does not hold"
        ),
        (
            #"{"resourceType":"Patient","extension":[{"url":"a","valueCode":"b","extension":[{"url":"c","valueCode":"d"}]}]}"#,
            "error: Patient.extension[0]: the rule ext-1 does not hold"
        ),
        (
            #"{"resourceType":"Patient","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><script>x</script></div>"}}"#,
            "error: Patient.text.div: the rule txt-1 does not hold"
        ),
        (
            #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Basic","code":{"text":"x"}}},{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Basic","code":{"text":"y"}}}]}"#,
            "error: Bundle: the rule bdl-7 does not hold"
        ),
        (
            #"{"resourceType":"Observation","status":"final","code":{"text":"a"},"subject":{"reference":"Medication/1"}}"#,
            "error: Observation.subject: the reference is to Medication; allowed is Patient, Group, Device, Location"
        ),
        (
            #"{"resourceType":"Observation","status":"final","code":{"text":"a"},"subject":{"reference":"https://x.example/fhir/Medication/1/_history/2"}}"#,
            "the reference is to Medication"
        ),
        (
            ##"{"resourceType":"Observation","contained":[{"resourceType":"Medication","id":"m"}],"status":"final","code":{"text":"a"},"subject":{"reference":"#m"}}"##,
            "the reference is to Medication"
        ),
        (
            #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:uuid:2","resource":{"resourceType":"Observation","status":"final","code":{"text":"a"},"subject":{"reference":"urn:uuid:1"}}},{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Medication"}}]}"#,
            "error: Bundle.entry[0].resource.subject: the reference is to Medication"
        ),
        (#"{"resourceType":"Observation","code":{"text":"a"}}"#, "error: Observation: status is required"),
        (
            #"{"resourceType":"Observation","status":"final","code":{"text":"a"},"subject":{"type":"Medication"}}"#,
            "error: Observation.subject: the reference is to Medication"
        ),
        (
            #"{"resourceType":"Patient","contained":[{"resourceType":"Basic","id":"x","code":{"text":"a"}}]}"#,
            "error: Patient: the rule dom-3 does not hold"
        ),
        (
            #"{"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Observation","status":"final","code":{"text":"a"},"subject":{"reference":"urn:uuid:2"}},"request":{"method":"POST","url":"Observation"}}]}"#,
            "warning: Bundle.entry[0].resource.subject: the reference is to nothing in the Bundle"
        ),
        (
            #"{"resourceType":"Bundle","type":"document","identifier":{"system":"urn:x","value":"1"},"timestamp":"2026-11-22T10:00:00Z","entry":[{"fullUrl":"https://a.example/Composition/1","resource":{"resourceType":"Composition","status":"final","type":{"text":"x"},"date":"2026","title":"x","author":[{"reference":"Practitioner/7"}]}}]}"#,
            "warning: Bundle.entry[0].resource.author[0]: the reference is to nothing in the Bundle"
        ),
        (
            #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"https://a.example/Patient/1","resource":{"resourceType":"Patient","id":"2"}}]}"#,
            "warning: Bundle.entry[0]: fullUrl and the resource's id disagree"
        ),
    ])
    func `what does not hold is named with its place`(json: String, expected: String) throws {
        let issues = try Self.issues(json)
        #expect(issues.contains { $0.contains(expected) }, "\(issues)")
    }

    @Test(arguments: [
        #"{"resourceType":"Observation","status":"final","code":{"text":"a"},"subject":{"reference":"Patient/1"}}"#,
        #"{"resourceType":"Observation","status":"final","code":{"text":"a"},"subject":{"reference":"urn:uuid:7"}}"#,
        #"{"resourceType":"Observation","status":"final","code":{"text":"a"},"focus":[{"reference":"Medication/1"}]}"#,
        ##"{"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"x","name":"a"}],"managingOrganization":{"reference":"#x"}}"##,
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"https://a.example/Observation/1","resource":{"resourceType":"Observation","id":"1","status":"final","code":{"text":"a"},"subject":{"reference":"Patient/1/_history/3"}}},{"fullUrl":"https://a.example/Patient/1","resource":{"resourceType":"Patient","id":"1"}}]}"#,
    ])
    func `what is right, or not known, is not complained of`(json: String) throws {
        #expect(try Self.issues(json).filter { $0.contains("error") } == [])
    }

    @Test(.enabled(if: Corpus.isPresent, "the example files are not beside the project"))
    func `the official examples have no errors but their own`() throws {
        // Its narrative is a `pre` with blanks only.
        let known = ["questionnaire-zika-virus-exposure-assessment"]
        var wrong: [String: [String]] = [:]
        for example in try Corpus.examples {
            let tree = try JSONReader.read([UInt8](try Data(contentsOf: example)))
            let errors = ResourceValidator.issues(in: tree, now: Self.now).filter { $0.severity == .error }
            if !errors.isEmpty {
                wrong[example.deletingPathExtension().lastPathComponent] = errors.map(\.description)
            }
        }
        #expect(Array(wrong.keys) == known, "\(wrong)")
    }
}
