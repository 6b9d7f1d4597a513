// Small maps from FHIR to FHIR for the tests, and what they make of a Bundle.

import FHIR
import LocatedYAML
import Mapping

enum ChangeSample {
    static let context = MapContext(acceptedAt: 1_795_352_400_123)

    static let table = """
        table: lab-codes
        system: http://loinc.org
        codes: {GLU: {code: 2345-7, display: Glucose}, K: 2823-3}
        """

    /// A collection of a patient and a result, the names of both, and what was done.
    static let bundle = #"""
        {"resourceType":"Bundle","type":"collection","entry":[
        {"fullUrl":"urn:uuid:7a1e0b1c-0000-4000-8000-000000000001","resource":{"resourceType":"Patient","id":"p1",
        "meta":{"tag":[{"code":"kept"}]},"text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">Doe</div>"},
        "identifier":[{"system":"http://hospital.example.org/ssn","value":"1"},
        {"system":"urn:oid:1.2.3","value":"4711","_value":{"extension":[{"url":"urn:x","valueString":"checked"}]}}],
        "name":[{"family":"Doe","given":["Jane"]}],"photo":[{"url":"http://a.example.org"}],
        "contact":[{"name":{"family":"Roe"},"telecom":[{"value":"1"}]},{"telecom":[{"value":"2"}]}]}},
        {"fullUrl":"urn:uuid:7a1e0b1c-0000-4000-8000-000000000002","resource":{"resourceType":"Observation","id":"o1",
        "status":"preliminary","code":{"coding":[{"system":"http://lab.example.org","code":"GLU"},
        {"system":"http://other.example.org","code":"X"}],"text":"Glucose"},"valueQuantity":{"value":4.10,"unit":"mmol/L"},
        "subject":{"reference":"Patient/p1"},"performer":[{"reference":"https://old.example.org/fhir/Practitioner/7"}],
        "derivedFrom":[{"reference":"urn:uuid:7a1e0b1c-0000-4000-8000-000000000003"}]}},
        {"fullUrl":"urn:uuid:7a1e0b1c-0000-4000-8000-000000000003","resource":{"resourceType":"Provenance",
        "target":[{"reference":"Observation/o1"}],"recorded":"2026-01-01T00:00:00Z","agent":[{"who":{"display":"x"}}]}}]}
        """#

    /// Compiles maps from FHIR to FHIR by their names.
    static func compile(_ maps: [String: String]) -> (library: MapLibrary, problems: [String]) {
        var files = maps.map { SiteFile(path: "fhir-to-fhir/\($0.key).yaml", text: $0.value) }
        files.append(SiteFile(path: "tables/lab-codes.yaml", text: table))
        var diagnostics = Diagnostics()
        let library = MapLibrary.compile(files: files, into: &diagnostics)
        return (library, diagnostics.sorted.map(\.description))
    }

    /// What is wrong with a map of these lines.
    static func problems(_ lines: String, from: String = "Bundle", to: String = "Bundle") -> [String] {
        compile(["trial": "map: trial\nfrom: fhir \(from)\nto: fhir \(to)\n\(lines)"]).problems
    }

    /// What a map of these lines makes of a resource, and what is wrong.
    static func run(
        _ lines: String,
        from: String = "Bundle",
        to: String = "Bundle",
        on text: String = bundle,
        beside others: [String: String] = [:]
    ) throws -> (made: Tree.Node?, problems: [String]) {
        let maps = others.merging(["trial": "map: trial\nfrom: fhir \(from)\nto: fhir \(to)\n\(lines)"]) {
            $1
        }
        let compiled = compile(maps)
        guard let map = compiled.library.resourceChange(named: "trial") else {
            return (nil, compiled.problems)
        }
        let outcome = map.run(try JSONReader.read(text), identity: [1], in: context)
        return (outcome.resource?.root, compiled.problems + outcome.problems.map(\.description))
    }
}
