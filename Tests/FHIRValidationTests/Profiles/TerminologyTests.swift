// Which codes a value set has: lists, whole systems, filters, listings, sets of sets, and what is not known.

import FHIRValidation
import Testing

struct TerminologyTests {
    private static let animals = """
        {"resourceType":"CodeSystem","url":"urn:animals","status":"draft","content":"complete",
        "property":[{"code":"legs","type":"integer"},{"code":"parent","type":"code"}],
        "concept":[{"code":"mammal","concept":[{"code":"dog","property":[{"code":"legs","valueInteger":4}],
        "concept":[{"code":"puppy"}]}]},{"code":"bird","property":[{"code":"legs","valueInteger":2}]},
        {"code":"owl","property":[{"code":"parent","valueCode":"bird"}]}]}
        """

    /// Whether a code is taken for one of a value set; `nil` where that is not known.
    private static func issues(_ compose: String, code: String, system: String = "urn:animals") throws
        -> [String]
    {
        let profile = AcmeSite.profile(
            "Basic",
            #"{"path":"Basic.code","binding":{"strength":"required","valueSet":"urn:set"}}"#
        )
        let set = #"{"resourceType":"ValueSet","url":"urn:set","status":"draft",\#(compose)}"#
        let resource =
            #"{"resourceType":"Basic","code":{"coding":[{"system":"\#(system)","code":"\#(code)"}]}}"#
        return try AcmeSite.issues(resource, by: [profile, animals, set])
    }

    private static func include(_ more: String) -> String {
        #""compose":{"include":[{"system":"urn:animals"\#(more)}]}"#
    }

    private static func filter(_ property: String, _ operation: String, _ value: String) -> String {
        include(#","filter":[{"property":"\#(property)","op":"\#(operation)","value":"\#(value)"}]"#)
    }

    static let cases: [(compose: String, within: [String], without: [String])] = [
        (include(""), ["mammal", "dog", "owl"], ["cat", "Dog"]),
        (include(#","concept":[{"code":"dog"}]"#), ["dog"], ["puppy", "mammal"]),
        (filter("concept", "is-a", "mammal"), ["mammal", "dog", "puppy"], ["bird", "owl"]),
        (filter("concept", "descendent-of", "mammal"), ["dog", "puppy"], ["mammal"]),
        (filter("concept", "is-not-a", "mammal"), ["bird", "owl"], ["mammal", "puppy"]),
        (filter("concept", "is-a", "bird"), ["bird", "owl"], ["dog"]),
        (filter("legs", "=", "4"), ["dog"], ["bird", "puppy"]),
        (filter("legs", "in", "2,4"), ["dog", "bird"], ["owl"]),
        (filter("legs", "exists", "false"), ["owl"], ["dog"]),
        (filter("concept", "in", "dog, owl"), ["dog", "owl"], ["bird"]),
        (
            #""compose":{"include":[{"system":"urn:animals"}],"exclude":[{"system":"urn:animals","concept":[{"code":"dog"}]}]}"#,
            ["owl"], ["dog"]
        ),
        // A system that nobody lists, and a filter that nobody understands: every code may be right.
        (
            #""compose":{"include":[{"system":"urn:animals"},{"valueSet":["urn:unknown"]}]}"#,
            ["dog", "cat"], []
        ),
        (filter("legs", "regex", "4"), ["dog", "bird"], ["cat"]),
        (
            #""expansion":{"timestamp":"2026","contains":[{"system":"urn:animals","abstract":true,"code":"mammal","contains":[{"system":"urn:animals","code":"dog"}]}]}"#,
            ["dog"], ["mammal", "owl"]
        ),
        (
            #""expansion":{"timestamp":"2026","total":9,"contains":[{"system":"urn:animals","code":"dog"}]}"#,
            ["dog", "anything"], []
        ),
    ]

    @Test(arguments: cases)
    func `a value set has what it says`(compose: String, within: [String], without: [String]) throws {
        for code in within { #expect(try Self.issues(compose, code: code) == [], "\(code)") }
        for code in without {
            let issues = try Self.issues(compose, code: code)
            #expect(
                issues.count == 1 && issues[0].hasPrefix("code-invalid error: Basic.code: "),
                "\(code) \(issues)"
            )
        }
    }

    @Test func `a code of another system is another code`() throws {
        #expect(try Self.issues(Self.include(""), code: "dog", system: "urn:other").count == 1)
    }

    @Test func `the standard's own sets and systems are known`() throws {
        let compose = #""compose":{"include":[{"system":"http://hl7.org/fhir/administrative-gender"}]}"#
        let system = "http://hl7.org/fhir/administrative-gender"
        #expect(try Self.issues(compose, code: "female", system: system) == [])
        #expect(try Self.issues(compose, code: "feline", system: system).count == 1)
    }

    @Test(arguments: [
        (#"{"text":"dog"}"#, "there is no code of the value set"),
        (#"{"coding":[{"system":"urn:animals"}]}"#, "there is no code of the value set"),
        (
            #"{"coding":[{"system":"urn:animals","code":"x"},{"system":"urn:animals","code":"y"}]}"#,
            "no code is in the value set"
        ),
    ])
    func `what has no code is not of a set that is required`(code: String, problem: String) throws {
        let profile = AcmeSite.profile(
            "Basic",
            #"{"path":"Basic.code","binding":{"strength":"required","valueSet":"urn:set"}}"#
        )
        let set = #"{"resourceType":"ValueSet","url":"urn:set","status":"draft",\#(Self.include(""))}"#
        let issues = try AcmeSite.issues(
            #"{"resourceType":"Basic","code":\#(code)}"#,
            by: [profile, Self.animals, set]
        )
        #expect(issues.count == 1 && issues[0].contains(problem), "\(issues)")
    }
}
