// Each thing that a profile can say, by itself: a small profile, a value that is right and one that is wrong.

import FHIR
import FHIRValidation
import Testing

struct ProfileRuleTests {
    /// A Patient with these members.
    static func patient(_ members: String) -> String {
        #"{"resourceType":"Patient"\#(members.isEmpty ? "" : ",")\#(members)}"#
    }

    /// An Observation with these members beside those that it needs.
    static func observation(_ members: String) -> String {
        let code =
            members.contains(#""code":{"#) && members.hasPrefix(#""code":"#) ? "" : #","code":{"text":"x"}"#
        return #"{"resourceType":"Observation","status":"final"\#(code),\#(members)}"#
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let rule: String
        let type: String
        let elements: String
        var right: [String] = []
        /// What is wrong, with the beginning of the issue.
        var wrong: [(String, String)] = []

        var testDescription: String { rule }
    }

    static let values: [Case] = [
        Case(
            rule: "fixed value of a complex type is the whole value",
            type: "Patient",
            elements: #"{"path":"Patient.maritalStatus","fixedCodeableConcept":{"text":"x"}}"#,
            right: [patient(""), patient(#""maritalStatus":{"text":"x"}"#)],
            wrong: [
                (patient(#""maritalStatus":{"text":"y"}"#), "value error: Patient.maritalStatus: "),
                (
                    patient(#""maritalStatus":{"coding":[{"code":"a"}],"text":"x"}"#),
                    "value error: Patient.maritalStatus: "
                ),
            ]
        ),
        Case(
            rule: "pattern has items of a list in any order",
            type: "Patient",
            elements:
                #"{"path":"Patient.maritalStatus","patternCodeableConcept":{"coding":[{"code":"b"},{"code":"a"}]}}"#,
            right: [
                patient(
                    #""maritalStatus":{"coding":[{"code":"a","display":"x"},{"code":"c"},{"code":"b"}],"text":"x"}"#
                )
            ],
            wrong: [
                (
                    patient(#""maritalStatus":{"coding":[{"code":"a"}]}"#),
                    "value error: Patient.maritalStatus: "
                )
            ]
        ),
        Case(
            rule: "fixed primitive",
            type: "Patient",
            elements: #"{"path":"Patient.gender","fixedCode":"female"}"#,
            right: [patient(#""gender":"female""#)],
            wrong: [(patient(#""gender":"male""#), "value error: Patient.gender: ")]
        ),
        Case(
            rule: "type narrowed",
            type: "Patient",
            elements: #"{"path":"Patient.deceased[x]","type":[{"code":"dateTime"}]}"#,
            right: [patient(#""deceasedDateTime":"2026""#)],
            wrong: [
                (
                    patient(#""deceasedBoolean":true"#),
                    "structure error: Patient.deceased: the type must be dateTime"
                )
            ]
        ),
        Case(
            rule: "cardinality below an element that may be absent",
            type: "Patient",
            elements: #"{"path":"Patient.contact.name","min":1}"#,
            right: [patient(""), patient(#""contact":[{"name":{"text":"x"}}]"#)],
            wrong: [
                (
                    patient(#""contact":[{"telecom":[{"system":"phone","value":"1"}]}]"#),
                    "required error: Patient.contact[0]: `contact.name` is required"
                )
            ]
        ),
        Case(
            rule: "at least two",
            type: "Patient",
            elements: #"{"path":"Patient.name","min":2,"max":"3"}"#,
            right: [patient(#""name":[{"text":"a"},{"text":"b"}]"#)],
            wrong: [
                (
                    patient(#""name":[{"text":"a"}]"#),
                    "required error: Patient: `name` must be there at least 2 times"
                ),
                (
                    patient(#""name":[{"text":"a"},{"text":"b"},{"text":"c"},{"text":"d"}]"#),
                    "structure error: Patient.name[3]: there may be at most 3 of `name`"
                ),
            ]
        ),
        Case(
            rule: "extension of a primitive",
            type: "Patient",
            elements: #"{"path":"Patient.birthDate.extension","min":1}"#,
            right: [
                patient(
                    #""birthDate":"1970","_birthDate":{"extension":[{"url":"a","valueTime":"10:00:00"}]}"#
                )
            ],
            wrong: [
                (
                    patient(#""birthDate":"1970""#),
                    "required error: Patient.birthDate: `birthDate.extension` is required"
                )
            ]
        ),
        Case(
            rule: "bounds of a quantity in another unit",
            type: "Observation",
            elements:
                #"{"path":"Observation.value[x]","type":[{"code":"Quantity"}],"maxValueQuantity":{"value":1,"system":"http://unitsofmeasure.org","code":"g"}}"#,
            right: [
                observation(
                    #""valueQuantity":{"value":999,"system":"http://unitsofmeasure.org","code":"mg"}"#
                )
            ],
            wrong: [
                (
                    observation(
                        #""valueQuantity":{"value":1001,"system":"http://unitsofmeasure.org","code":"mg"}"#
                    ),
                    "value error: Observation.value: the value is more than the largest"
                )
            ]
        ),
        Case(
            rule: "simple invariants see their resource",
            type: "Patient",
            elements:
                #"{"path":"Patient.name","constraint":[{"key":"t-1","severity":"error","human":"h","expression":"%resource.active = true"}]}"#,
            right: [patient(#""active":true,"name":[{"text":"x"}]"#)],
            wrong: [
                (
                    patient(#""name":[{"text":"x"}],"active":false"#),
                    "invariant error: Patient.name[0]: the rule t-1 does not hold: h"
                )
            ]
        ),
    ]

    @Test(arguments: values + slices)
    func `a rule lets through what is right and names what is wrong`(rule: Case) throws {
        let profile = AcmeSite.profile(rule.type, rule.elements)
        for json in rule.right { #expect(try AcmeSite.issues(json, by: [profile]) == [], "\(json)") }
        for (json, issue) in rule.wrong {
            let issues = try AcmeSite.issues(json, by: [profile])
            #expect(issues.count == 1 && issues[0].hasPrefix(issue), "\(issues)")
        }
    }

    @Test(arguments: values)
    func `a snapshot says the same as a differential`(rule: Case) throws {
        let profile = AcmeSite.profile(rule.type, rule.elements, form: "snapshot")
        for json in rule.right { #expect(try AcmeSite.issues(json, by: [profile]) == [], "\(json)") }
        for (json, issue) in rule.wrong {
            let issues = try AcmeSite.issues(json, by: [profile])
            #expect(issues.count == 1 && issues[0].hasPrefix(issue), "\(issues)")
        }
    }

    @Test func `a slice may be told by a profile of its resource`() throws {
        let profile = AcmeSite.profile(
            "Bundle",
            """
            {"path":"Bundle.entry","slicing":{"discriminator":[{"type":"profile","path":"resource"}],"rules":"closed"}},
            {"path":"Bundle.entry","sliceName":"named","min":1},
            {"path":"Bundle.entry.resource","type":[{"code":"Patient","profile":["\(AcmeSite.base)Named"]}]}
            """
        )
        let named = AcmeSite.profile("Patient", #"{"path":"Patient.name","min":1}"#, name: "Named")
        func bundle(_ patient: String) -> String {
            #"{"resourceType":"Bundle","type":"collection","entry":[{"resource":\#(patient)}]}"#
        }
        #expect(
            try AcmeSite.issues(bundle(Self.patient(#""name":[{"text":"x"}]"#)), by: [profile, named]) == []
        )
        #expect(
            try AcmeSite.issues(bundle(Self.patient(#""active":true"#)), by: [profile, named]) == [
                "structure error: Bundle.entry[0]: this is none of the slices of `entry` (profile Test)",
                "required error: Bundle: `entry:named` is required (profile Test)",
            ]
        )
    }

    @Test func `rules that refer to another element hold at every depth`() throws {
        let profile = AcmeSite.profile(
            "Questionnaire",
            """
            {"path":"Questionnaire.item"},{"path":"Questionnaire.item.text","min":1},
            {"path":"Questionnaire.item.item","contentReference":"#Questionnaire.item"}
            """
        )
        func questionnaire(_ text: String) -> String {
            """
            {"resourceType":"Questionnaire","status":"draft","item":[{"linkId":"1","text":"a","type":"group","item":[
            {"linkId":"2","text":"b","type":"group","item":[{"linkId":"3"\(text),"type":"string"}]}]}]}
            """
        }
        #expect(try AcmeSite.issues(questionnaire(#","text":"x""#), by: [profile]) == [])
        #expect(
            try AcmeSite.issues(questionnaire(""), by: [profile]) == [
                "required error: Questionnaire.item[0].item[0].item[0]: `item.text` is required (profile Test)"
            ]
        )
    }

    @Test(arguments: [
        (
            "code.memberOf('urn:set')", #"{"coding":[{"system":"urn:s","code":"a"}]}"#,
            #"{"coding":[{"system":"urn:s","code":"x"}]}"#
        ),
        (
            "subject.resolve().conformsTo('\(AcmeSite.base)Named')", #"{"text":"named"}"#,
            #"{"text":"nameless"}"#
        ),
        (
            "code.coding.first().subsumedBy(%resource.code.coding.last())",
            #"{"coding":[{"system":"urn:s","code":"b"},{"system":"urn:s","code":"a"}]}"#,
            #"{"coding":[{"system":"urn:s","code":"a"},{"system":"urn:s","code":"b"}]}"#
        ),
    ])
    func `an invariant may ask about the site's profiles and codes`(
        rule: String,
        right: String,
        wrong: String
    )
        throws
    {
        let profile = AcmeSite.profile(
            "Basic",
            #"{"path":"Basic","constraint":[{"key":"t-1","severity":"error","human":"h","expression":"\#(rule)"}]}"#
        )
        let named = AcmeSite.profile("Patient", #"{"path":"Patient.name","min":1}"#, name: "Named")
        let system =
            #"{"resourceType":"CodeSystem","url":"urn:s","status":"draft","content":"complete","concept":[{"code":"a","concept":[{"code":"b"}]}]}"#
        let set =
            #"{"resourceType":"ValueSet","url":"urn:set","status":"draft","compose":{"include":[{"system":"urn:s"}]}}"#
        func resource(_ code: String) -> String {
            let name = code.contains("nameless") ? #""active":true"# : #""name":[{"text":"x"}]"#
            return
                ##"{"resourceType":"Basic","contained":[{"resourceType":"Patient","id":"p",\##(name)}],"code":\##(code),"subject":{"reference":"#p"}}"##
        }
        #expect(try AcmeSite.issues(resource(right), by: [profile, named, system, set]) == [])
        #expect(
            try AcmeSite.issues(resource(wrong), by: [profile, named, system, set]) == [
                "invariant error: Basic: the rule t-1 does not hold: h (profile Test)"
            ]
        )
    }

    @Test func `a profile that asks for itself comes to an end`() throws {
        let rule =
            #"{"path":"Patient","constraint":[{"key":"t-1","severity":"error","human":"h","expression":"conformsTo('\#(AcmeSite.base)Test')"}]}"#
        let issues = try AcmeSite.issues(
            Self.patient(#""active":true"#),
            by: [AcmeSite.profile("Patient", rule)]
        )
        #expect(!issues.contains { $0.contains("error:") }, "\(issues)")
    }

    @Test func `profiles that name each other in circles come to an end`() throws {
        let elements =
            #"{"path":"Patient.link.other","type":[{"code":"Reference","targetProfile":["\#(AcmeSite.base)Test"]}]},{"path":"Patient.active","min":1}"#
        let profile = AcmeSite.profile("Patient", elements)
        let entries = (0..<40).map { number in
            """
            {"fullUrl":"urn:uuid:\(number)","resource":{"resourceType":"Patient","active":true,"link":[{"other":{"reference":"urn:uuid:\((number + 1) % 40)"},"type":"seealso"}]}}
            """
        }
        let bundle =
            #"{"resourceType":"Bundle","type":"collection","entry":[\#(entries.joined(separator: ","))]}"#
        #expect(try AcmeSite.issues(bundle, by: [profile]) == [])
        let issues = try AcmeSite.issues(bundle.replacing(#""active":true,"#, with: ""), by: [profile])
        #expect(issues.count { $0.contains("`active` is required") } == 40)
    }
}
