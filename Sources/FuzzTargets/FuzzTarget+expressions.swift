// FHIRPath expressions by anybody: compiled and evaluated over a small Bundle, twice with the same outcome.

import FHIR
import FHIRPath

extension FuzzTarget {
    private static let bundle: Tree? = try? JSONReader.read(  // Ours, and read by the tests.
        """
        {"resourceType": "Bundle", "type": "collection", "entry": [
          {"fullUrl": "urn:uuid:00000000-0000-4000-8000-000000000001", "resource": {
            "resourceType": "Patient", "id": "a", "active": true, "birthDate": "1980-02-29",
            "name": [{"family": "Doe", "given": ["Jane", "Q"]}, {"given": ["J"]}],
            "contained": [{"resourceType": "Organization", "id": "o", "name": "North"}],
            "managingOrganization": {"reference": "#o"}}},
          {"resource": {"resourceType": "Observation", "status": "final", "code": {"text": "x"},
            "effectiveDateTime": "2024-03-01T10:00:00+01:00",
            "valueQuantity": {"value": 7.50, "system": "http://unitsofmeasure.org", "code": "mg/dL"}}}]}
        """
    )

    /// An expression ends, in a value or a problem, and does the same the second time; compiled strictly it yields
    /// the same or is refused.
    static func fhirpath(_ bytes: [UInt8]) throws(BrokenPromise) {
        let text = String(decoding: bytes, as: UTF8.self)
        let first = outcome(text, .lenient)
        try promise(outcome(text, .lenient) == first, "an expression yields something else the second time")
        let strict = outcome(text, .strict)
        try promise(strict.isRefused || strict == first, "a strict expression yields something else")
    }

    private struct Outcome: Equatable {
        var values: [String] = []
        var problem: TreeProblem?

        var isRefused: Bool { problem?.kind == .semantic || problem?.kind == .syntax }
    }

    private static func outcome(_ text: String, _ mode: TreeExpression.Mode) -> Outcome {
        var outcome = Outcome()
        do throws(TreeProblem) {
            let expression = try TreeExpression(
                text,
                context: bundle.map { $0.type(at: $0.rootIndex) },
                mode: mode
            )
            outcome.values = try expression.evaluate(bundle).map {
                $0.typeName(in: bundle) + ":" + ($0.text(in: bundle) ?? "")
            }
        } catch {
            outcome.problem = error
        }
        return outcome
    }
}
