// Synthetic resources for the tests of expressions over trees, and short ways to evaluate one.

import FHIR

@testable import FHIRPath

enum TreeSamples {
    /// Two patients that refer to each other's company, with contained resources and full addresses.
    static let bundle = """
        {"resourceType": "Bundle", "type": "collection", "entry": [
          {"fullUrl": "http://example.org/fhir/Patient/a", "resource": {
            "resourceType": "Patient", "id": "a", "gender": "female", "birthDate": "1980-02-29",
            "name": [{"use": "official", "family": "Doe", "given": ["Jane", "Q"]}],
            "contained": [{"resourceType": "Organization", "id": "o1", "name": "North"}],
            "managingOrganization": {"reference": "#o1"},
            "generalPractitioner": [{"reference": "Practitioner/p"}]}},
          {"fullUrl": "http://example.org/fhir/Practitioner/p", "resource": {
            "resourceType": "Practitioner", "id": "p", "name": [{"family": "Roe"}]}},
          {"fullUrl": "urn:uuid:00000000-0000-4000-8000-000000000001", "resource": {
            "resourceType": "Observation", "status": "final", "code": {"coding": [
              {"system": "http://loinc.org", "code": "8867-4"}]},
            "subject": {"reference": "http://example.org/fhir/Patient/a"},
            "effectiveDateTime": "2024-03-01T10:00:00+01:00",
            "valueQuantity": {"value": 72.50, "unit": "beats/minute",
              "system": "http://unitsofmeasure.org", "code": "/min"}}}
        ]}
        """

    /// A patient whose primitives have ids and extensions, one of them nothing else.
    static let patient = read(
        """
        {"resourceType": "Patient", "id": "p", "extension": [{"url": "http://example.org/a", "valueString": "v"}],
         "contained": [{"resourceType": "Organization", "id": "o", "name": "N", "partOf": {"reference": "#q"}},
          {"resourceType": "Organization", "id": "q", "name": "M"}],
         "identifier": [{"system": "urn:example:mrn", "value": "1", "type": {"coding": [
          {"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "MR"}]}}],
         "active": true, "_active": {"id": "x", "extension": [{"url": "http://example.org/b", "valueInteger": 3}]},
         "name": [{"use": "official", "family": "Doe", "given": ["Jane", "Q"], "_given": [null,
          {"extension": [{"url": "http://example.org/c", "valueCode": "x"}]}]}, {"family": "Roe", "given": ["J"]}],
         "_gender": {"extension": [{"url": "http://example.org/d", "valueCode": "unknown"}]},
         "birthDate": "1980-02-29", "deceasedBoolean": false, "multipleBirthInteger": 2,
         "maritalStatus": {"coding": [{"system": "urn:example:codes", "code": "a"},
          {"system": "urn:example:codes", "code": "b"}, {"system": "urn:example:others", "code": "a"}]},
         "managingOrganization": {"reference": "#o"}}
        """
    )

    private static func read(_ json: String) -> Tree {
        do { return try JSONReader.read(json) } catch {
            preconditionFailure("the sample is no FHIR: \(error)")
        }
    }

    static let tree = read(bundle)
}

/// The texts that an expression yields over the sample, or over nothing.
func treeTexts(_ text: String, on tree: Tree? = TreeSamples.tree) throws -> [String] {
    let expression = try TreeExpression(text, context: tree.map { $0.type(at: $0.rootIndex) })
    let environment = TreeEnvironment(now: "2024-05-06T07:08:09.100+02:00")
    return try expression.evaluate(tree, in: environment).map { $0.text(in: tree) ?? $0.typeName(in: tree) }
}
