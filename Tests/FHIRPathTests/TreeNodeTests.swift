import FHIR
import Testing

@testable import FHIRPath

/// Elements of resources: their types, their values, their extensions, and where references lead.
struct TreeNodeTests {
    @Test(arguments: [
        ("active is boolean", ["true"]), ("active is FHIR.boolean", ["true"]),
        ("active is Boolean", ["false"]),
        ("active is System.Boolean", ["false"]), ("active.ofType(boolean)", ["true"]),
        ("active.ofType(Boolean)", []),
        ("active.getValue() is System.Boolean", ["true"]), ("birthDate is date", ["true"]),
        ("id is string", ["true"]),
        ("id.ofType(string)", []), ("identifier.system is uri", ["true"]),
        ("name.first() is Element", ["true"]),
        ("Patient is DomainResource", ["true"]), ("Patient.ofType(Resource).id", ["p"]),
        ("Patient.as(Patient).id", ["p"]),
        ("deceased is boolean", ["true"]), ("deceased.ofType(dateTime)", []), ("multipleBirth + 1", ["3"]),
        ("active.type().namespace", ["FHIR"]), ("active.type().name", ["boolean"]),
        ("Patient.type().name", ["Patient"]),
        ("Observation.status", []), ("Patient.is(System.Patient)", ["false"]),
        ("name.given.ofType(FHIR.`string`).count()", ["3"]),
    ])
    func `types are FHIR's, and System's of what is worked out`(expression: String, expected: [String]) throws
    {
        #expect(try treeTexts(expression, on: TreeSamples.patient) == expected)
    }

    @Test(arguments: [
        ("active.id", ["x"]), ("active.extension('http://example.org/b').value", ["3"]),
        ("active.hasValue()", ["true"]),
        ("gender.hasValue()", ["false"]), ("gender.getValue()", []), ("gender.exists()", ["true"]),
        ("gender.extension.value", ["unknown"]), ("gender = 'x'", ["false"]),
        ("coalesce(gender.getValue(), 'u')", ["u"]),
        ("name.given[1].extension.value", ["x"]), ("name[5]", []), ("name[-1]", []),
        ("birthDate + 1 year", ["1981-02-28"]),
        ("birthDate = '1980-02-29'", ["false"]), ("birthDate & 'x'", ["1980-02-29x"]),
        ("birthDate.yearOf()", ["1980"]),
        ("extension('http://example.org/a').value", ["v"]), ("name.given.where($index = 1)", ["Q"]),
        ("name.given.aggregate($total + 1, 0)", ["3"]), ("name.select(given.first())", ["Jane", "J"]),
        ("name.given.intersect('J' | 'Q').count()", ["2"]), ("name.given.combine('J', true).count()", ["4"]),
        ("name.skip(-1).count()", ["2"]), ("name.take(-1)", []), ("name.first() = name.first()", ["true"]),
        ("name[0] = name[1]", ["false"]), ("name.combine(name).distinct().count()", ["2"]),
    ])
    func `elements are reached with what belongs to them`(expression: String, expected: [String]) throws {
        #expect(try treeTexts(expression, on: TreeSamples.patient) == expected)
    }

    @Test(arguments: [
        ("managingOrganization.resolve().name", ["N"]),
        ("managingOrganization.resolve().partOf.resolve().name", ["M"]),
        ("contained.select(%resource.id)", ["p", "p"]),
        ("%context.id | %rootResource.id", ["p"]), ("$this.id", ["p"]), ("%sct", ["http://snomed.info/sct"]),
        ("%ucum", ["http://unitsofmeasure.org"]), ("%`ext-a`", ["http://hl7.org/fhir/StructureDefinition/a"]),
        ("%vs-administrative-gender", ["http://hl7.org/fhir/ValueSet/administrative-gender"]),
        ("defineVariable('n', name).select(%n.family)", ["Doe", "Roe"]),
    ])
    func `references and the environment lead to other places`(expression: String, expected: [String]) throws
    {
        #expect(try treeTexts(expression, on: TreeSamples.patient) == expected)
    }

    @Test(arguments: [
        "1 is System.Patien", "1 is System.Strin", "name is HumanNam", "active as FHIR.Boolean",
    ])
    func `an unknown type is a problem before anything runs`(expression: String) {
        let problem = #expect(throws: TreeProblem.self) { try TreeExpression(expression) }
        #expect(problem?.kind == .semantic)
    }

    @Test(arguments: [
        (#""system":"http://unitsofmeasure.org","code":"a""#, "2 years", ["true"]),
        (#""system":"http://unitsofmeasure.org","code":"a""#, "2 'a'", []),
        (#""system":"http://unitsofmeasure.org","code":"min""#, "120 's'", ["true"]),
        (#""unit":"mg""#, "2 'mg'", ["true"]),
        (#""system":"urn:example:units","code":"mg""#, "2 'mg'", ["false"]),
        (#""unit":"widgets""#, "2 'widgets'", ["true"]),
        (#""comparator":">","unit":"mg""#, "2 'mg'", ["false"]),
    ])
    func `a FHIR Quantity is a quantity by its UCUM code`(unit: String, other: String, expected: [String])
        throws
    {
        let tree = try JSONReader.read(
            #"{"resourceType":"Observation","status":"final","code":{"text":"a"},"valueQuantity":{"value":2,"#
                + unit + "}}"
        )
        #expect(try treeTexts("value = \(other)", on: tree) == expected)
    }

    @Test func `decimals in elements are equal by value`() throws {
        let tree = try JSONReader.read(
            #"{"resourceType":"Observation","status":"final","code":{"text":"a"},"component":[{"code":{"text":"b"},"valueRange":{"low":{"value":1.0},"high":{"value":2}}},{"code":{"text":"b"},"valueRange":{"low":{"value":1.00},"high":{"value":2.0}}}]}"#
        )
        #expect(try treeTexts("component[0] = component[1]", on: tree) == ["true"])
        #expect(try treeTexts("component.distinct().count()", on: tree) == ["1"])
    }
}
