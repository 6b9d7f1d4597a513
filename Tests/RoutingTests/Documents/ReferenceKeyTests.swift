// The examples and defaults of the reference's key tables, and the problems it shows.

import Mapping
import Routing
import Testing

struct ReferenceKeyTests {
    private static func rows(of section: String) throws -> [Document.Row] {
        try Document.reference().rows.filter { $0.section == section && $0.kind == "key" }
    }

    /// What an entry has at least, by the section of the reference that describes it.
    private static let required = [
        "Listeners": ["type": "type: mllp", "port": "port: 2575"],
        "FHIR listeners": ["type": "type: fhir", "port": "port: 8090"],
        "Destinations": ["type": "type: http", "url": "url: https://archive.example.org/hl7"],
        "MLLP destinations": ["type": "type: mllp", "url": "url: mllp://lab.example.org:2575"],
        "Routes": ["from": "from: lab", "map": "map: ORU_R01", "to": "to: ehr"],
        "Groups of routes": ["from": "from: lab", "routes": "routes: {a: {to: archive}}"],
        "corridor.yaml": [:],
        "Profiles": ["profile": "profile: acme-lab", "segments": "segments: {PV1: {required: true}}"],
        "Segments of a profile": [:],
        "Fields of a profile": [:],
    ]

    /// An entry with some of its keys replaced or added.
    private static func compile(_ section: String, _ lines: [String: String]) -> DocumentSite.Outcome {
        var entry = (required[section] ?? [:]).merging(lines) { _, new in new }
        if lines["drop"] != nil { (entry["map"], entry["to"]) = (nil, nil) }
        // An MLLP receiver's address is given in one of two ways.
        if section == "MLLP destinations", lines["host"] != nil || lines["port"] != nil {
            entry["url"] = nil
            entry["host"] = entry["host"] ?? "host: lab.example.org"
            entry["port"] = entry["port"] ?? "port: 2575"
        }
        let body = entry.sorted { $0.key < $1.key }.map { "    \($0.value)" }.joined(separator: "\n")
        switch section {
        case "Listeners", "FHIR listeners": return DocumentSite.compile(routes: "listeners:\n  lab:\n\(body)")
        case "Destinations", "MLLP destinations":
            return DocumentSite.compile(routes: "destinations:\n  archive:\n\(body)")
        case "Routes", "Groups of routes": return DocumentSite.compile(routes: "routes:\n  example:\n\(body)")
        case "Profiles": return compile(profile: entry.values.sorted().joined(separator: "\n"))
        case "Segments of a profile":
            return compile(profile: "profile: example\nsegments:\n  PID:\n\(body)")
        case "Fields of a profile":
            let field = entry.values.sorted().map { "        \($0)" }.joined(separator: "\n")
            return compile(profile: "profile: example\nsegments:\n  PID:\n    fields:\n      8:\n\(field)")
        default:
            let text = entry.isEmpty ? "retention: 30d" : entry.values.sorted().joined(separator: "\n")
            return DocumentSite.compile([SiteFile(path: "corridor.yaml", text: text)])
        }
    }

    private static func compile(profile text: String) -> DocumentSite.Outcome {
        DocumentSite.compile([
            SiteFile(path: "profiles/example.yaml", text: text), DocumentSite.profile("house-rules"),
        ])
    }

    @Test(arguments: required.keys.sorted())
    func `the example of a key compiles`(section: String) throws {
        let rows = try Self.rows(of: section)
        #expect(!rows.isEmpty)
        for row in rows {
            let example = try #require(row.code(1).first, "\(row) needs an example")
            let key = String(example.prefix { $0 != ":" })
            #expect(row.code(0).first?.hasPrefix(key) == true, "\(row): the example is of another key")
            #expect(Self.compile(section, [key: example]).errors == [], "\(row)")
        }
    }

    @Test(arguments: ["Listeners", "FHIR listeners", "Destinations", "MLLP destinations", "corridor.yaml"])
    func `a default is what counts when the key is absent`(section: String) throws {
        var lines: [String: String] = [:]
        for row in try Self.rows(of: section) {
            guard let key = row.code(0).first, row.cells[2].hasPrefix("`"), let value = row.code(2).first
            else {
                continue
            }
            let parts = key.split(separator: ".").map(String.init)
            lines[parts[0]] = [lines[parts[0]], Self.line(parts, value)].compactMap(\.self).joined(
                separator: "\n"
            )
        }
        #expect(lines.count >= 3)
        let said = Self.compile(section, lines.mapValues(Self.merged))
        #expect(said.errors == [])
        let silent = try #require(Self.compile(section, [:]).site)
        #expect(Self.summary(of: try #require(said.site)) == Self.summary(of: silent))
    }

    private static func line(_ key: [String], _ value: String) -> String {
        key.count == 1 ? "\(key[0]): \(value)" : "\(key[0]): {\(key[1]): \(value)}"
    }

    /// Several `retry: {…}` as one.
    private static func merged(_ lines: String) -> String {
        let parts = lines.split(separator: "\n")
        guard parts.count > 1 else { return lines }
        let key = parts[0].prefix { $0 != "{" }
        let inner = parts.map { $0.drop { $0 != "{" }.dropFirst().dropLast() }.joined(separator: ", ")
        return "\(key){\(inner)}"
    }

    /// Everything a site says, but for the places where it stands.
    private static func summary(of site: Site) -> String {
        let text = "\(site.settings)\n\(site.listeners)\n\(site.destinations)"
        return text.replacing(/SourceLocation\([^)]*\)|[\w.]+\.yaml:\d+:\d+/, with: "")
    }

    @Test func `problems are worded as the reference shows them`() throws {
        let rows = try Document.reference().rows.filter { $0.kind == "in a route" }
        #expect(!rows.isEmpty)
        for row in rows {
            let line = try #require(row.code(0).first)
            let words = try #require(row.code(1).first)
            let errors = Self.compile("Routes", [String(line.prefix { $0 != ":" }): line]).errors
            #expect(errors.contains { $0.hasSuffix(": \(words)") }, "\(row): \(errors)")
        }
    }
}
