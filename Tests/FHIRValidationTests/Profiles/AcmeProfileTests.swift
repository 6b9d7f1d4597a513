// Resources against the profiles of an invented hospital: one that is right, and each way to be wrong.

import FHIR
import FHIRValidation
import Testing

struct AcmeProfileTests {
    private static let ward =
        #"{"url":"https://acme.example/fhir/StructureDefinition/ward","valueCoding":{"system":"https://acme.example/fhir/CodeSystem/wards","code":"SURG-1"}}"#
    private static let mrn = #"{"system":"https://acme.example/mrn","value":"4711"}"#

    static func patient(
        extensions: String = ward,
        identifiers: String = mrn,
        name: String = #"{"family":"Muster"}"#,
        more: String = ""
    ) -> String {
        """
        {"resourceType":"Patient","id":"p","meta":{"profile":["\(AcmeSite.base)patient"]},
        "extension":[\(extensions)],"identifier":[\(identifiers)],"name":[\(name)]\(more)}
        """
    }

    static func observation(
        profile: String = "laboratory-observation",
        extensions: String = "",
        identifier: String = #""identifier":[{"value":"1"}],"#,
        category: String = laboratory,
        code: String = sodium,
        subject: String = #"{"reference":"Patient/1"}"#,
        value: String =
            #""valueQuantity":{"value":140,"system":"http://unitsofmeasure.org","code":"mmol/L"}"#,
        more: String = #","referenceRange":[{"text":"136 - 145"}]"#
    ) -> String {
        """
        {"resourceType":"Observation","meta":{"profile":["\(AcmeSite.base)\(profile)"]},
        \(extensions)\(identifier)"category":[\(category)],"status":"final","issued":"2026-11-22T10:00:00Z",
        "code":\(code),"subject":\(subject),\(value)\(more)}
        """
    }

    private static let laboratory =
        #"{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory","display":"Laboratory"}]}"#
    private static let sodium = #"{"coding":[{"system":"http://loinc.org","code":"2951-2"}]}"#

    private static func component(_ code: String, value: String = "1") -> String {
        #"{"code":{"coding":[{"system":"https://acme.example/fhir/CodeSystem/indices","code":"\#(code)"}]},"valueInteger":\#(value)}"#
    }

    @Test func `the hospital's files compile without a problem`() {
        #expect(AcmeSite.profiles.profiles.map(\.name).sorted().count == 5)
    }

    static let right = [
        patient(),
        patient(identifiers: mrn + #",{"system":"https://acme.example/insurance","value":"123456789012"}"#),
        patient(more: #","birthDate":"1970""#),
        observation(),
        observation(value: #""valueString":"not enough""#),
        observation(category: #"{"text":"other"},\#(laboratory)"#),
        observation(
            more:
                #","referenceRange":[{"text":"x"}],"component":[\#(component("HAEM")),\#(component("LIP")),\#(component("OTHER"))]"#
        ),
        observation(
            extensions:
                #""extension":[{"url":"https://acme.example/fhir/StructureDefinition/analyser","extension":[{"url":"run","valuePositiveInt":3},{"url":"device","valueString":"A1"}]}],"#
        ),
        observation(
            profile: "sodium-observation",
            more: #","referenceRange":[{"text":"x"}],"component":[\#(component("HAEM"))]"#
        ),
    ]

    @Test(arguments: right)
    func `a resource that is right has no issue`(json: String) throws {
        #expect(try AcmeSite.issues(json) == [])
    }

    static let wrong: [(json: String, issues: [String])] = [
        (
            patient(extensions: #"{"url":"https://acme.example/other","valueString":"x"}"#),
            ["required error: Patient: `extension:ward` is required (profile AcmePatient)"]
        ),
        (
            patient(extensions: "\(ward),\(ward)"),
            [
                "structure error: Patient.extension[1]: there may be at most 1 of `extension:ward` (profile AcmePatient)"
            ]
        ),
        (
            patient(extensions: ward.replacing("SURG-1", with: "surg-2")),
            [
                "code-invalid error: Patient.extension[0].value: the code is not in the value set https://acme.example/fhir/ValueSet/open-wards (profile AcmeWard)"
            ]
        ),
        (
            patient(extensions: ward.replacing("SURG-1", with: "OLD")),
            [
                "code-invalid error: Patient.extension[0].value: the code is not in the value set https://acme.example/fhir/ValueSet/open-wards (profile AcmeWard)"
            ]
        ),
        (
            patient(
                extensions: ward.replacing("valueCoding", with: "valueString").replacing(
                    /\{"system.*?\}/,
                    with: #""x""#
                )
            ),
            ["structure error: Patient.extension[0].value: the type must be Coding (profile AcmeWard)"]
        ),
        (
            patient(identifiers: #"{"system":"https://acme.example/insurance","value":"1"}"#),
            ["required error: Patient: `identifier:mrn` is required (profile AcmePatient)"]
        ),
        (
            patient(identifiers: mrn + #",{"system":"https://elsewhere.example","value":"1"}"#),
            [
                "structure error: Patient.identifier[1]: this is none of the slices of `identifier` (profile AcmePatient)"
            ]
        ),
        (
            patient(identifiers: #"{"system":"https://acme.example/mrn","value":"123456789"}"#),
            [
                "value error: Patient.identifier[0].value: the text has more than 8 characters (profile AcmePatient)"
            ]
        ),
        (
            patient(name: #"{"given":["Erika"]}"#),
            [
                "invariant error: Patient.name[0]: the rule acme-pat-1 does not hold: A name has a family name or a text (profile AcmePatient)"
            ]
        ),
        (
            patient(more: #","birthDate":"1849-12-31""#),
            [
                "value error: Patient.birthDate: the value is less than the smallest that the profile allows (profile AcmePatient)"
            ]
        ),
        (
            patient(more: #","photo":[{"title":"x"}]"#),
            ["structure error: Patient.photo[0]: there may be no `photo` (profile AcmePatient)"]
        ),
        (
            observation(identifier: ""),
            ["required error: Observation: `identifier` is required (profile AcmeLaboratoryObservation)"]
        ),
        (
            observation(category: #"{"text":"x"}"#),
            [
                "required error: Observation: `category:laboratory` is required (profile AcmeLaboratoryObservation)"
            ]
        ),
        (
            observation(code: #"{"text":"x"}"#),
            [
                "required error: Observation.code: `code.coding` is required (profile AcmeLaboratoryObservation)"
            ]
        ),
        (
            observation(subject: #"{"reference":"Group/1"}"#),
            [
                "structure error: Observation.subject: the reference is to Group; the profile allows AcmePatient (profile AcmeLaboratoryObservation)"
            ]
        ),
        (
            observation(
                value: #""valueQuantity":{"value":140,"system":"http://unitsofmeasure.org","code":"mol/L"}"#
            ),
            [
                "code-invalid error: Observation.value: the code is not in the value set https://acme.example/fhir/ValueSet/laboratory-units (profile AcmeLaboratoryObservation)"
            ]
        ),
        (
            observation(value: #""valueQuantity":{"value":140,"unit":"mmol/L"}"#),
            [
                "code-invalid error: Observation.value: there is no code of the value set https://acme.example/fhir/ValueSet/laboratory-units (profile AcmeLaboratoryObservation)"
            ]
        ),
        (
            observation(value: #""valueQuantity":{"system":"http://unitsofmeasure.org","code":"mmol/L"}"#),
            [
                "required error: Observation.value: `value:valueQuantity.value` is required (profile AcmeLaboratoryObservation)"
            ]
        ),
        (
            observation(value: #""valueString":"far too long for a result""#),
            [
                "value error: Observation.value: the text has more than 20 characters (profile AcmeLaboratoryObservation)"
            ]
        ),
        (
            observation(value: #""valueBoolean":true"#),
            [
                "structure error: Observation.value: the type must be Quantity, CodeableConcept, string (profile AcmeLaboratoryObservation)",
                "structure error: Observation.value: this is none of the slices of `value` (profile AcmeLaboratoryObservation)",
            ]
        ),
        (
            observation(
                more:
                    #","referenceRange":[{"text":"x"}],"interpretation":[{"coding":[{"system":"https://acme.example/fhir/CodeSystem/flags","code":"HH"}]}]"#
            ),
            [
                "code-invalid warning: Observation.interpretation[0]: the code is not in the value set https://acme.example/fhir/ValueSet/flags (profile AcmeLaboratoryObservation)"
            ]
        ),
        (
            observation(more: ""),
            [
                "invariant warning: Observation: the rule acme-lab-2 does not hold: A numeric result should have a reference range (profile AcmeLaboratoryObservation)"
            ]
        ),
        (
            observation().replacing(#""issued":"2026-11-22T10:00:00Z","#, with: ""),
            [
                "invariant error: Observation: the rule acme-lab-1 does not hold: A final result says when it was issued (profile AcmeLaboratoryObservation)"
            ]
        ),
        (
            observation(
                more:
                    #","referenceRange":[{"text":"x"}],"component":[\#(component("LIP")),\#(component("HAEM"))]"#
            ),
            [
                "structure error: Observation.component[1]: `haemolysis` stands behind a later slice of `component` (profile AcmeLaboratoryObservation)"
            ]
        ),
        (
            observation(
                more:
                    #","referenceRange":[{"text":"x"}],"component":[\#(component("OTHER")),\#(component("HAEM"))]"#
            ),
            [
                "structure error: Observation.component[0]: what is of no slice of `component` must stand at the end (profile AcmeLaboratoryObservation)"
            ]
        ),
        (
            observation(
                more: #","referenceRange":[{"text":"x"}],"component":[\#(component("HAEM", value: "5"))]"#
            ),
            [
                "value error: Observation.component[0].value: the value is more than the largest that the profile allows (profile AcmeLaboratoryObservation)"
            ]
        ),
        (
            observation(profile: "sodium-observation"),
            [
                "required error: Observation: `component:haemolysis` is required (profile AcmeSodiumObservation)"
            ]
        ),
        (
            observation(
                profile: "sodium-observation",
                code: #"{"coding":[{"system":"http://loinc.org","code":"2823-3"}]}"#,
                more: #","referenceRange":[{"text":"x"}],"component":[\#(component("HAEM"))]"#
            ),
            [
                "value error: Observation.code: the value does not have what that the profile gives (profile AcmeSodiumObservation)"
            ]
        ),
        (
            observation(
                profile: "sodium-observation",
                value: #""valueQuantity":{"value":0.3,"system":"http://unitsofmeasure.org","code":"mmol/L"}"#,
                more: #","referenceRange":[{"text":"x"}],"component":[\#(component("HAEM"))]"#
            ),
            [
                "value error: Observation.value: the value is less than the smallest that the profile allows (profile AcmeSodiumObservation)"
            ]
        ),
        (
            observation(
                extensions:
                    #""extension":[{"url":"https://acme.example/fhir/StructureDefinition/analyser","extension":[{"url":"run","valuePositiveInt":3},{"url":"what","valueString":"A1"}]}],"#
            ),
            [
                "structure error: Observation.extension[0].extension[1]: this is none of the slices of `extension` (profile AcmeAnalyser)",
                "required error: Observation.extension[0]: `extension:device` is required (profile AcmeAnalyser)",
            ]
        ),
        (
            observation(extensions: #""extension":[\#(ward)],"#),
            [
                "business-rule error: Observation.extension[0]: this extension may not be used here (profile AcmeWard)"
            ]
        ),
        (
            #"{"resourceType":"Basic","meta":{"profile":["\#(AcmeSite.base)patient"]},"code":{"text":"x"}}"#,
            ["structure error: Basic.meta.profile[0]: the profile is of another type of resource"]
        ),
        (
            #"{"resourceType":"Basic","meta":{"profile":["https://nowhere.example/p"]},"code":{"text":"x"}}"#,
            ["not-found warning: Basic.meta.profile[0]: the profile is not known here"]
        ),
    ]

    @Test(arguments: wrong)
    func `what is wrong is named with its place, its profile and its rule`(json: String, issues: [String])
        throws
    {
        #expect(try AcmeSite.issues(json) == issues)
    }

    @Test func `what a reference is to must satisfy the profile, where it is at hand`() throws {
        func bundle(_ patient: String) -> String {
            """
            {"resourceType":"Bundle","type":"collection","entry":[
            {"fullUrl":"urn:uuid:1","resource":\(Self.observation(subject: #"{"reference":"urn:uuid:2"}"#))},
            {"fullUrl":"urn:uuid:2","resource":\(patient)}]}
            """
        }
        #expect(try AcmeSite.issues(bundle(Self.patient())) == [])
        let issues = try AcmeSite.issues(bundle(#"{"resourceType":"Patient"}"#))
        #expect(
            issues == [
                "business-rule error: Bundle.entry[0].resource.subject: what the reference is to does not satisfy AcmePatient (profile AcmeLaboratoryObservation)"
            ]
        )
    }

    @Test func `what a listener demands holds for each resource of its type, contained ones aside`() throws {
        let demanded = AcmeSite.profiles.profiles(named: "AcmePatient")
        #expect(demanded.count == 1)
        let stub = #"{"resourceType":"Patient","id":"s"}"#
        let issues = try AcmeSite.issues(
            ##"{"resourceType":"Bundle","type":"collection","entry":[{"resource":\##(stub)},{"resource":{"resourceType":"Basic","contained":[\##(stub)],"code":{"text":"x"},"subject":{"reference":"#s"}}}]}"##,
            AcmeSite.profiles,
            demanded
        )
        #expect(issues.count == 4, "\(issues)")
        #expect(issues.allSatisfy { $0.contains("Bundle.entry[0].resource: ") })
    }
}
