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

    static let tree = { () -> Tree in
        do { return try JSONReader.read(bundle) } catch {
            preconditionFailure("the sample is no FHIR: \(error)")
        }
    }()
}

/// The texts that an expression yields over the sample, or over nothing.
func treeTexts(_ text: String, on tree: Tree? = TreeSamples.tree) throws -> [String] {
    let expression = try TreeExpression(text, context: tree.map { $0.type(at: $0.rootIndex) })
    let environment = TreeEnvironment(now: "2024-05-06T07:08:09.100+02:00")
    return try expression.evaluate(tree, in: environment).map { $0.text(in: tree) ?? $0.typeName(in: tree) }
}
