// What the examples of the documents stand in: two listeners, two destinations, and maps by their shipped names.

import LocatedYAML
import Mapping
import Routing

enum DocumentSite {
    /// The names that examples may use without declaring them.
    private static let declarations = [
        "listeners": [
            "lab": "{type: mllp, port: 3001}",
            "pharmacy": "{type: mllp, port: 3002}",
        ],
        "destinations": [
            "ehr": "{type: fhir, url: https://ehr.example.org/fhir}",
            "archive": "{type: http, url: https://archive.example.org/hl7}",
        ],
    ]

    /// Maps of the shipped names that emit nothing: for routes the names are enough.
    private static let namedMaps = ["ORU_R01", "ADT_A01", "ADT_A03", "RDE_O11"].map {
        SiteFile(
            path: "hl7v2-to-fhir/messages/\($0).yaml",
            text: "map: \($0)\nfrom: hl7v2 \($0)\nto: fhir Bundle\nemit: []"
        )
    }

    /// A profile of a name that examples may use.
    static func profile(_ name: String) -> SiteFile {
        SiteFile(path: "profiles/\(name).yaml", text: "profile: \(name)\nsegments: {PV1: {required: true}}")
    }

    /// A table of destinations that examples may name.
    private static let table = SiteFile(
        path: "tables/facility-destination.yaml",
        text: "table: facility-destination\nunmapped: omit\ncodes: {'4711': archive}"
    )

    /// A profile of FHIR that examples may name.
    private static let resourceProfile = SiteFile(
        path: "profiles/acme-patient.json",
        text: """
            {"resourceType":"StructureDefinition","url":"https://acme.example.org/fhir/StructureDefinition/patient",
            "name":"AcmePatient","status":"active","kind":"resource","abstract":false,"type":"Patient",
            "baseDefinition":"http://hl7.org/fhir/StructureDefinition/Patient","derivation":"constraint",
            "differential":{"element":[{"path":"Patient.name","min":1}]}}
            """
    )

    /// Compiles a routes file, completed by the listeners and destinations that it does not declare itself.
    static func compile(routes text: String, path: String = "routes/example.yaml") -> Outcome {
        compile(
            [
                SiteFile(path: path, text: text), base(without: text), profile("acme-lab"), resourceProfile,
                table,
            ]
                + namedMaps
        )
    }

    /// Compiles files; every `${NAME}` has a value.
    static func compile(_ files: [SiteFile]) -> Outcome {
        var diagnostics = Diagnostics()
        let site = Site.compile(files, secrets: Secrets { _ in "a-secret-of-the-tests" }, into: &diagnostics)
        let errors = diagnostics.sorted.filter { $0.severity == .error }
        return Outcome(site: site, errors: errors.map(\.description))
    }

    /// A site, and what is wrong with it.
    struct Outcome {
        let site: Site?
        let errors: [String]
    }

    private static func base(without text: String) -> SiteFile {
        var ignored = Diagnostics()
        let example = Node.parse(text, file: "example.yaml", into: &ignored)
        var lines: [String] = []
        for (section, entries) in declarations.sorted(by: { $0.key < $1.key }) {
            let declared = Set(example?[section]?.mapping?.map(\.key) ?? [])
            lines.append("\(section):")
            lines += entries.filter { !declared.contains($0.key) }.sorted { $0.key < $1.key }
                .map { "  \($0.key): \($0.value)" }
            // A section must not be empty; names of no example are harmless.
            lines.append(
                "  spare-\(section): \(section == "listeners" ? "{type: mllp, port: 0}" : "{type: http, url: http://spare.example.org}")"
            )
        }
        return SiteFile(path: "routes/base.yaml", text: lines.joined(separator: "\n"))
    }
}
