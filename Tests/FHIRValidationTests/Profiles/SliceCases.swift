// Ways to tell slices apart, each by a small profile.

extension ProfileRuleTests {
    static let slices: [Case] = [
        Case(
            rule: "choice by its short name",
            type: "Observation",
            elements:
                #"{"path":"Observation.valueQuantity","min":1},{"path":"Observation.valueQuantity.code","min":1}"#,
            right: [observation(#""valueQuantity":{"value":1,"system":"x","code":"1"}"#)],
            wrong: [
                (
                    observation(#""valueQuantity":{"value":1}"#),
                    "required error: Observation.value: `value:valueQuantity.code` is required"
                ),
                (
                    observation(#""valueString":"x""#),
                    "required error: Observation: `value:valueQuantity` is required"
                ),
            ]
        ),
        Case(
            rule: "by what is there",
            type: "Patient",
            elements: """
                {"path":"Patient.contact","slicing":{"discriminator":[{"type":"exists","path":"organization"}],"rules":"open"}},
                {"path":"Patient.contact","sliceName":"person","max":"1"},
                {"path":"Patient.contact.organization","max":"0"},
                {"path":"Patient.contact.name","min":1},
                {"path":"Patient.contact","sliceName":"office"},
                {"path":"Patient.contact.organization","min":1},
                {"path":"Patient.contact.telecom","min":1}
                """,
            right: [
                patient(
                    #""contact":[{"name":{"text":"x"}},{"organization":{"display":"y"},"telecom":[{"system":"phone","value":"1"}]}]"#
                )
            ],
            wrong: [
                (
                    patient(#""contact":[{"address":{"text":"x"}}]"#),
                    "required error: Patient.contact[0]: `contact:person.name` is required"
                ),
                (
                    patient(#""contact":[{"organization":{"display":"y"}}]"#),
                    "required error: Patient.contact[0]: `contact:office.telecom` is required"
                ),
            ]
        ),
        Case(
            rule: "by a required binding",
            type: "Patient",
            elements: """
                {"path":"Patient.telecom","slicing":{"discriminator":[{"type":"value","path":"use"}],"rules":"open"}},
                {"path":"Patient.telecom","sliceName":"any","max":"1"},
                {"path":"Patient.telecom.use","fixedCode":"home"}
                """,
            right: [
                patient(
                    #""telecom":[{"system":"phone","value":"1","use":"home"},{"system":"phone","value":"1","use":"work"}]"#
                )
            ],
            wrong: [
                (
                    patient(
                        #""telecom":[{"system":"phone","value":"1","use":"home"},{"system":"phone","value":"2","use":"home"}]"#
                    ),
                    "structure error: Patient.telecom[1]: there may be at most 1 of `telecom:any`"
                )
            ]
        ),
        Case(
            rule: "by the type of what a reference is to",
            type: "Observation",
            elements: """
                {"path":"Observation.performer","slicing":{"discriminator":[{"type":"type","path":"resolve()"}],"rules":"closed"}},
                {"path":"Observation.performer","sliceName":"organization","min":1,"max":"1","type":[{"code":"Reference","targetProfile":["http://hl7.org/fhir/StructureDefinition/Organization"]}]},
                {"path":"Observation.performer","sliceName":"practitioner","type":[{"code":"Reference","targetProfile":["http://hl7.org/fhir/StructureDefinition/Practitioner"]}]}
                """,
            right: [
                observation(#""performer":[{"reference":"Practitioner/1"},{"reference":"Organization/1"}]"#),
                observation(#""performer":[{"reference":"urn:uuid:unknown"}]"#),
            ],
            wrong: [
                (
                    observation(#""performer":[{"reference":"Practitioner/1"}]"#),
                    "required error: Observation: `performer:organization` is required"
                ),
                (
                    observation(#""performer":[{"reference":"Organization/1"},{"reference":"CareTeam/1"}]"#),
                    "structure error: Observation.performer[1]: this is none of the slices of `performer`"
                ),
            ]
        ),
        Case(
            rule: "two discriminators",
            type: "Patient",
            elements: """
                {"path":"Patient.telecom","slicing":{"discriminator":[{"type":"value","path":"system"},{"type":"value","path":"use"}],"rules":"open"}},
                {"path":"Patient.telecom","sliceName":"mobile","max":"0"},
                {"path":"Patient.telecom.system","fixedCode":"phone"},
                {"path":"Patient.telecom.use","fixedCode":"mobile"}
                """,
            right: [
                patient(
                    #""telecom":[{"system":"phone","value":"1","use":"home"},{"system":"sms","value":"1","use":"mobile"}]"#
                )
            ],
            wrong: [
                (
                    patient(#""telecom":[{"system":"phone","value":"1","use":"mobile"}]"#),
                    "structure error: Patient.telecom[0]: there may be no `telecom:mobile`"
                )
            ]
        ),
        Case(
            rule: "a slice within a slice",
            type: "Observation",
            elements: """
                {"id":"Observation.category","path":"Observation.category","slicing":{"discriminator":[{"type":"pattern","path":"$this"}],"rules":"open"}},
                {"id":"Observation.category:lab","path":"Observation.category","sliceName":"lab","patternCodeableConcept":{"coding":[{"system":"s","code":"lab"}]},"slicing":{"discriminator":[{"type":"exists","path":"text"}],"rules":"closed"}},
                {"id":"Observation.category:lab/named","path":"Observation.category","sliceName":"lab/named","max":"1"},
                {"id":"Observation.category:lab/named.text","path":"Observation.category.text","min":1}
                """,
            right: [
                observation(#""category":[{"text":"x"},{"coding":[{"system":"s","code":"lab"}],"text":"x"}]"#)
            ],
            wrong: [
                (
                    observation(#""category":[{"coding":[{"system":"s","code":"lab"}]}]"#),
                    "structure error: Observation.category[0]: this is none of the slices of `category:lab`"
                ),
                (
                    observation(
                        #""category":[{"coding":[{"system":"s","code":"lab"}],"text":"x"},{"coding":[{"system":"s","code":"lab"}],"text":"y"}]"#
                    ),
                    "structure error: Observation.category[1]: there may be at most 1 of `category:lab/named`"
                ),
            ]
        ),
        Case(
            rule: "slicing said once for all slices around it",
            type: "Observation",
            elements: """
                {"id":"Observation.component","path":"Observation.component","slicing":{"discriminator":[{"type":"value","path":"code"}],"rules":"open"}},
                {"id":"Observation.component.code.coding","path":"Observation.component.code.coding","slicing":{"discriminator":[{"type":"value","path":"system"}],"rules":"open"}},
                {"id":"Observation.component:one","path":"Observation.component","sliceName":"one"},
                {"id":"Observation.component:one.code","path":"Observation.component.code","patternCodeableConcept":{"text":"one"}},
                {"id":"Observation.component:one.code.coding:loinc","path":"Observation.component.code.coding","sliceName":"loinc","min":1},
                {"id":"Observation.component:one.code.coding:loinc.system","path":"Observation.component.code.coding.system","fixedUri":"http://loinc.org"}
                """,
            right: [
                observation(
                    #""component":[{"code":{"text":"two"}},{"code":{"coding":[{"system":"http://loinc.org"}],"text":"one"}}]"#
                )
            ],
            wrong: [
                (
                    observation(#""component":[{"code":{"text":"one"}}]"#),
                    "required error: Observation.component[0].code: `component:one.code.coding:loinc` is required"
                )
            ]
        ),
        Case(
            rule: "required slice of an extension that is not known here",
            type: "Patient",
            elements:
                #"{"path":"Patient.modifierExtension","sliceName":"x","min":1,"type":[{"code":"Extension","profile":["https://other.example/x"]}]}"#,
            right: [patient(#""modifierExtension":[{"url":"https://other.example/x","valueBoolean":true}]"#)],
            wrong: [
                (patient(#""active":true"#), "required error: Patient: `modifierExtension:x` is required")
            ]
        ),
    ]
}
