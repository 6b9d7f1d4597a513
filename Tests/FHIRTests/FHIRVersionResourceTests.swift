import FHIR
import Testing

/// One resource for each interesting thing that R4B and R5 have and R4 has not.
struct FHIRVersionResourceTests {
    struct Sample: CustomTestStringConvertible {
        let testDescription: String
        let version: FHIRVersion
        let json: String
        let xml: String
    }

    private static let samples = [
        Sample(
            testDescription: "a CodeableReference in R4B",
            version: .r4b,
            json:
                #"{"resourceType":"Ingredient","status":"active","role":{"text":"active"},"substance":{"code":{"concept":{"text":"water"},"reference":{"reference":"SubstanceDefinition/1"}}}}"#,
            xml:
                #"<Ingredient xmlns="http://hl7.org/fhir"><status value="active"/><role><text value="active"/></role><substance><code><concept><text value="water"/></concept><reference><reference value="SubstanceDefinition/1"/></reference></code></substance></Ingredient>"#
        ),
        Sample(
            testDescription: "a RatioRange in R4B",
            version: .r4b,
            json:
                #"{"resourceType":"Ingredient","status":"active","role":{"text":"a"},"substance":{"code":{"concept":{"text":"b"}},"strength":[{"presentationRatioRange":{"lowNumerator":{"value":1.50},"highNumerator":{"value":2},"denominator":{"value":1}}}]}}"#,
            xml:
                #"<Ingredient xmlns="http://hl7.org/fhir"><status value="active"/><role><text value="a"/></role><substance><code><concept><text value="b"/></concept></code><strength><presentationRatioRange><lowNumerator><value value="1.50"/></lowNumerator><highNumerator><value value="2"/></highNumerator><denominator><value value="1"/></denominator></presentationRatioRange></strength></substance></Ingredient>"#
        ),
        Sample(
            testDescription: "an integer64 in R5 is a text in JSON",
            version: .r5,
            json:
                #"{"resourceType":"DocumentReference","status":"current","content":[{"attachment":{"size":"9223372036854775807","height":600}}]}"#,
            xml:
                #"<DocumentReference xmlns="http://hl7.org/fhir"><status value="current"/><content><attachment><size value="9223372036854775807"/><height value="600"/></attachment></content></DocumentReference>"#
        ),
        Sample(
            testDescription: "an R5 Encounter with its renamed elements",
            version: .r5,
            json:
                #"{"resourceType":"Encounter","status":"completed","class":[{"text":"inpatient"}],"actualPeriod":{"start":"2024-01-01"},"reason":[{"value":[{"reference":{"reference":"Condition/1"}}]}]}"#,
            xml:
                #"<Encounter xmlns="http://hl7.org/fhir"><status value="completed"/><class><text value="inpatient"/></class><actualPeriod><start value="2024-01-01"/></actualPeriod><reason><value><reference><reference value="Condition/1"/></reference></value></reason></Encounter>"#
        ),
        Sample(
            testDescription: "an R5 type with Availability",
            version: .r5,
            json:
                #"{"resourceType":"PractitionerRole","availability":[{"availableTime":[{"daysOfWeek":["mon","tue"],"availableStartTime":"08:00:00"}]}]}"#,
            xml:
                #"<PractitionerRole xmlns="http://hl7.org/fhir"><availability><availableTime><daysOfWeek value="mon"/><daysOfWeek value="tue"/><availableStartTime value="08:00:00"/></availableTime></availability></PractitionerRole>"#
        ),
        Sample(
            testDescription: "an R5 extension with an integer64, and a resource R4 does not know",
            version: .r5,
            json:
                #"{"resourceType":"Transport","extension":[{"url":"http://example.org/n","valueInteger64":"-1"}],"status":"completed","intent":"order","requestedLocation":{"display":"a"},"currentLocation":{"display":"b"}}"#,
            xml:
                #"<Transport xmlns="http://hl7.org/fhir"><extension url="http://example.org/n"><valueInteger64 value="-1"/></extension><status value="completed"/><intent value="order"/><requestedLocation><display value="a"/></requestedLocation><currentLocation><display value="b"/></currentLocation></Transport>"#
        ),
    ]

    @Test(arguments: samples)
    func `it is read, written, turned into XML and back, and valid`(sample: Sample) throws {
        let definitions = sample.version.definitions
        let tree = try JSONReader.read(sample.json, definitions: definitions)
        let xml = XMLWriter.write(tree)
        #expect(String(decoding: xml, as: UTF8.self) == sample.xml)
        let again = JSONWriter.write(try XMLReader.read(xml, definitions: definitions))
        #expect(try JSONReader.read(again, definitions: definitions).root.type.name == tree.root.type.name)
        #expect(again == JSONWriter.write(tree))
        #expect(Validator.issues(in: tree).map(\.description) == [])
    }

    @Test(arguments: samples)
    func `R4 refuses it`(sample: Sample) {
        #expect(throws: MalformedResource.self) { try JSONReader.read(sample.json) }
        #expect(throws: MalformedResource.self) { try XMLReader.read(sample.xml) }
    }

    @Test(arguments: ["12", "\"12.0\"", "\"9223372036854775808\"", "\"+1\"", "\"\""])
    func `an integer64 is a text of a whole number of 64 bits`(value: String) {
        let json =
            #"{"resourceType":"DocumentReference","status":"current","content":[{"attachment":{"size":"#
            + value + "}}]}"
        #expect(throws: MalformedResource.self) { try JSONReader.read(json, definitions: .r5) }
    }
}
