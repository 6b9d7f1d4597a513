// What `corridor check` says of files that cannot mean anything, and of what is not checked.

import FHIRValidation
import LocatedYAML
import Testing

struct ProfileProblemTests {
    private static func problems(_ texts: [String]) -> [String] { AcmeSite.compile(texts).problems }

    static let elements: [(String, String)] = [
        (
            #"{"path":"Patient.birthdate","min":1}"#,
            "profiles/p1.json:5:1: error: birthdate: Patient has no element `birthdate`; did you mean `birthDate`?"
        ),
        (
            #"{"path":"Patient.name.famly","min":1}"#,
            "profiles/p1.json:5:1: error: name.famly: HumanName has no element `famly`; did you mean `family`?"
        ),
        (
            #"{"path":"Person.name","min":1}"#,
            "profiles/p1.json:5:1: error: name: the path must begin with `Patient`"
        ),
        (
            #"{"path":"Patient.gender","max":"2"}"#,
            "profiles/p1.json:5:26: error: gender: at most 2 is more than the base allows, which is 1"
        ),
        (
            #"{"path":"Patient.gender","max":"*"}"#,
            "profiles/p1.json:5:26: error: gender: any number is more than the base allows, which is 1"
        ),
        (
            #"{"path":"Patient.name","max":"many"}"#,
            "profiles/p1.json:5:24: error: name: expected a number or `*`, found `many`"
        ),
        (
            #"{"path":"Patient.name","min":3,"max":"2"}"#,
            "profiles/p1.json:5:1: error: name: at least 3 and at most 2 cannot both be"
        ),
        (
            #"{"path":"Patient.name","sliceName":"x"}"#,
            "profiles/p1.json:5:1: error: name:x: `name` has slices and nothing that tells them apart; say `slicing` with a `discriminator` at `name` before this element"
        ),
        (
            #"{"path":"Patient.name","slicing":{"discriminator":[{"type":"value","path":"use"}],"rules":"open"}},{"path":"Patient.name","sliceName":"x"}"#,
            "profiles/p1.json:5:100: error: name:x: nothing tells this slice from others; say at the discriminator's path a fixed value, a pattern or a required binding"
        ),
        (
            #"{"path":"Patient.name","slicing":{"discriminator":[{"type":"value","path":"use.where(true)"}],"rules":"open"}}"#,
            "profiles/p1.json:5:68: error: name: `use.where(true)` is no path of a discriminator; names, `$this`, `resolve()`, `ofType(TYPE)` and `extension('URL')`, with points between"
        ),
        (
            #"{"path":"Patient.name","slicing":{"discriminator":[{"type":"position","path":"$this"}],"rules":"open"}}"#,
            "profiles/p1.json:5:53: error: StructureDefinition.differential.element[0].slicing.discriminator[0].type: the code is not in the value set http://hl7.org/fhir/ValueSet/discriminator-type"
        ),
        (
            #"{"path":"Patient.name","slicing":{"rules":"closed"}}"#,
            "profiles/p1.json:5:24: warning: name: without a discriminator nothing tells the slices apart, so they are not checked; say a `discriminator`"
        ),
        (
            #"{"path":"Patient.deceased[x]","type":[{"code":"string"}]}"#,
            "profiles/p1.json:5:39: error: deceased[x]: `string` is no type of this element; it may be boolean, dateTime"
        ),
        (
            #"{"path":"Patient.deceased[x]","type":[{"code":"datetime"}]}"#,
            "profiles/p1.json:5:39: error: deceased[x]: there is no type `datetime`; did you mean `dateTime`?"
        ),
        (
            #"{"path":"Patient.maritalStatus","patternCoding":{"code":"x"}}"#,
            "profiles/p1.json:5:33: error: maritalStatus: the value is a Coding, and the element is of type CodeableConcept"
        ),
        (
            #"{"path":"Patient.name","constraint":[{"key":"t-1","severity":"error","human":"h","expression":"family.exist("}]}"#,
            "profiles/p1.json:5:82: error: name: the rule t-1 is no expression"
        ),
        (
            #"{"path":"Patient.name","constraint":[{"key":"t-1","severity":"error","human":"h","expression":"famly.exists()"}]}"#,
            "profiles/p1.json:5:82: warning: name: the rule t-1: "
        ),
        (
            #"{"path":"Patient.maritalStatus","binding":{"strength":"required","valueSet":"https://acme.example/vs"}}"#,
            "profiles/p1.json:5:66: warning: maritalStatus: the value set is not known here, so codes are not checked; put its file into `profiles/`"
        ),
        (
            #"{"path":"Patient.generalPractitioner","type":[{"code":"Reference","targetProfile":["http://hl7.org/fhir/StructureDefinition/Organisation"]}]}"#,
            "profiles/p1.json:5:84: warning: generalPractitioner: `http://hl7.org/fhir/StructureDefinition/Organisation` is not known here, so nothing is checked against it; did you mean `http://hl7.org/fhir/StructureDefinition/Organization`?"
        ),
    ]

    @Test(arguments: elements)
    func `an element that cannot mean anything is named with its place`(element: String, problem: String) {
        let problems = Self.problems([AcmeSite.profile("Patient", element)])
        #expect(problems.count == 1 && problems[0].hasPrefix(problem), "\(problems)")
    }

    @Test func `a base that is not known is an error unless a snapshot says all`() {
        let base = "http://hl7.org/fhir/StructureDefinition/vitalsigns"
        let element = #"{"path":"Observation.value[x]","min":1}"#
        let differential = AcmeSite.profile("Observation", element, base: base)
        #expect(
            Self.problems([differential]) == [
                "profiles/p1.json:3:1: error: baseDefinition: the base is not known here; put its file beside this one in `profiles/`"
            ]
        )
        #expect(Self.problems([AcmeSite.profile("Observation", element, base: base, form: "snapshot")]) == [])
    }

    @Test func `chains that end in themselves, or in another type, are errors`() {
        let first = AcmeSite.profile("Patient", #"{"path":"Patient"}"#, name: "A", base: AcmeSite.base + "B")
        let second = AcmeSite.profile("Patient", #"{"path":"Patient"}"#, name: "B", base: AcmeSite.base + "A")
        #expect(
            Self.problems([first, second]).contains {
                $0.contains("error: baseDefinition: the profile is based on itself")
            }
        )
        let other = AcmeSite.profile("Person", #"{"path":"Person"}"#, name: "C", base: AcmeSite.base + "D")
        let person = AcmeSite.profile("Patient", #"{"path":"Patient"}"#, name: "D")
        #expect(
            Self.problems([other, person]).contains { $0.contains("the base is a profile of another type") }
        )
    }

    @Test func `two files of one address are an error`() {
        let profile = AcmeSite.profile("Patient", #"{"path":"Patient.name","min":1}"#)
        #expect(
            Self.problems([profile, profile]) == [
                "profiles/p2.json:1:39: error: url: there is another file of this address at profiles/p1.json"
            ]
        )
    }

    static let files: [(String, String)] = [
        ("[]", "profiles/p1.json:1:1: error: expected a JSON object"),
        (
            #"{"resourceType":"Patient"}"#,
            "profiles/p1.json:1:1: warning: a Patient is not used here; StructureDefinition, ValueSet and CodeSystem are"
        ),
        (
            #"{"resourceType":"StructureDefinition","url":"a","name":"A","status":"draft","kind":"logical","abstract":false,"type":"x"}"#,
            "profiles/p1.json:1:77: warning: kind: a StructureDefinition of this kind is not used here"
        ),
        (
            #"{"resourceType":"StructureDefinition","url":"a","name":"A","status":"draft","kind":"resource","abstract":false,"type":"Pateint","derivation":"constraint"}"#,
            "profiles/p1.json:1:112: error: type: there is no type `Pateint`; did you mean `Patient`?"
        ),
        (
            #"{"resourceType":"StructureDefinition","name":"A","status":"draft","kind":"resource","abstract":false,"type":"Patient"}"#,
            "profiles/p1.json:1:1: error: StructureDefinition: url is required"
        ),
        (
            #"{"resourceType":"ValueSet","url":"a","status":"draft","compose":{"include":[{"system":"http://loinc.org"}]}}"#,
            "profiles/p1.json:1:78: warning: system: the codes of this system are not known here, so they are not checked; put its CodeSystem into `profiles/`, or list the codes as `concept`"
        ),
        (
            #"{"resourceType":"ValueSet","url":"a","status":"draft","compose":{"include":[{"valueSet":["a"]}]}}"#,
            "profiles/p1.json:1:55: error: compose: the value set includes itself"
        ),
        (
            #"{"resourceType":"ValueSet","url":"a","status":"draft"}"#,
            "profiles/p1.json:1:1: warning: the value set lists nothing, so codes are not checked"
        ),
        (
            #"{"resourceType":"CodeSystem","url":"a","status":"draft","content":"fragment"}"#,
            "profiles/p1.json:1:57: warning: content: the codes are not complete, so others of this system are not judged"
        ),
    ]

    @Test(arguments: files)
    func `a file that is of no use is named with its place`(file: String, problem: String) {
        let problems = Self.problems([file])
        #expect(problems.count == 1 && problems[0].hasPrefix(problem), "\(problems)")
    }
}
