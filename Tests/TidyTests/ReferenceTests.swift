// Mappings/REFERENCE.md knows every key that a file of a site may have, and every function of the language.

import Foundation
import Testing

struct ReferenceTests {
    /// The sections that describe the keys which a source file asks for.
    private static let sections: [String: [String]] = [
        "Sources/Routing/EngineSettings.swift": ["corridor.yaml"],
        "Sources/Routing/SiteReader.swift": ["The folder"],
        "Sources/Routing/Listener+read.swift": ["Listeners", "FHIR listeners"],
        "Sources/Routing/Listener+mllp.swift": ["Listeners"],
        "Sources/Routing/Listener+fhir.swift": ["FHIR listeners"],
        "Sources/Routing/FHIR/TokenSettings+read.swift": ["FHIR listeners"],
        "Sources/Routing/TLSSettings+read.swift": ["Listeners", "FHIR listeners", "MLLP destinations"],
        "Sources/Routing/Destination+read.swift": ["Destinations"],
        "Sources/Routing/Destination+mllp.swift": ["MLLP destinations"],
        "Sources/Routing/MessageHeading+read.swift": ["Destinations"],
        "Sources/Routing/Route+read.swift": ["Routes", "Groups of routes"],
        "Sources/Routing/RouteReader+edits.swift": ["Routes", "Groups of routes"],
        "Sources/Routing/RouteReader+receiver.swift": ["Routes"],
        "Sources/Mapping/Edits/EditSource.swift": ["The keys of a map that edits"],
        "Sources/Mapping/Edits/EditCompiler.swift": ["Edits"],
        "Sources/Mapping/Edits/EditCompiler+Values.swift": ["Edits", "Values"],
        "Sources/Routing/Profile+read.swift": ["Profiles", "Segments of a profile"],
        "Sources/Routing/ProfileRule+read.swift": ["Fields of a profile"],
        "Sources/Mapping/Read/MapSource.swift": ["The keys of a map"],
        "Sources/Mapping/Read/TableSource.swift": ["Tables"],
        "Sources/Mapping/Compile/MapCompiler+Emit.swift": ["What a message map emits"],
        "Sources/Mapping/Read/ValueNodes.swift": ["Values"],
        "Sources/Mapping/Compile/MapCompiler+Values.swift": ["Values"],
        "Sources/Mapping/Resources/ResourceMapSource.swift": ["The keys of a map from FHIR"],
        "Sources/Mapping/Resources/ResourceCompiler+Emit.swift": ["What a map from FHIR emits"],
        "Sources/Mapping/Resources/ResourceCompiler+Values.swift": ["Values"],
        "Sources/Mapping/Changes/ChangeSource.swift": ["The keys of a map from FHIR to FHIR"],
        "Sources/Mapping/Changes/ChangeCompiler+Emit.swift": ["What changes in a Bundle"],
        "Sources/Mapping/Changes/ChangeCompiler+Values.swift": ["Values", "What changes in a Bundle"],
        "Sources/MapTesting/Read/MapTest+read.swift": ["Tests"],
        "Sources/MapTesting/Read/TestFiles.swift": ["Tests"],
    ]

    /// The keys that each file of a module asks for.
    private static func keys() -> [(file: String, key: String)] {
        // A call that asks a `MappingReader` for a key: `keys.text("host", …)`, `secret("token", …)`.
        let request =
            #/
            (?: \w+ \. (?: optional | required | text | requiredText | texts | integer | boolean | duration | bytes
                | choice | requiredChoice | timeZone | characterSet ) | \b secret | \b section )
            \( \s* "( [a-z_]+ )"
            /#
        return ["Routing", "Mapping", "MapTesting"].flatMap { Repository.module($0) }.flatMap { file in
            file.text.matches(of: request).map { (file.path, String($0.output.1)) }
        }
    }

    private static func reference() throws -> String {
        try String(contentsOf: Repository.root.appending(path: "Mappings/REFERENCE.md"), encoding: .utf8)
    }

    /// The text below a heading, up to the next one; a single `#` begins a comment of an example.
    private static func section(_ name: String, of reference: String) -> Substring? {
        let pattern = "\n#+ \(NSRegularExpression.escapedPattern(for: name))\n"
        guard let start = reference.range(of: pattern, options: .regularExpression) else { return nil }
        let rest = reference[start.upperBound...]
        return rest[..<(rest.firstRange(of: "\n##")?.lowerBound ?? rest.endIndex)]
    }

    @Test func `every key stands in its section`() throws {
        let reference = try Self.reference()
        let keys = Self.keys()
        #expect(keys.count > 60)
        for (file, key) in keys {
            let names = try #require(Self.sections[file], "\(file) has no line in the table above")
            let texts = try names.map {
                try #require(Self.section($0, of: reference), "the reference has no section \($0)")
            }
            let isThere = texts.contains { text in
                text.split(separator: "\n").contains { line in
                    line.hasPrefix("| `\(key)`") || line.hasPrefix("| `\(key).")
                        || line.firstMatch(of: /^\| `\w+\.(\w+)`/)?.1 == key[...]
                }
            }
            // The sections of a routes file are named in the table of files.
            let isSection = names == ["The folder"] && texts[0].contains("\(key)")
            #expect(isThere || isSection, "`\(key)` of \(file) is missing in \(names)")
        }
    }

    @Test func `every key of the reference is asked for`() throws {
        let reference = try Self.reference()
        let keys = Self.keys()
        for names in Self.sections.values where names != ["The folder"] {
            for name in names {
                let files = Self.sections.filter { $0.value.contains(name) }.keys
                let known = Set(keys.filter { files.contains($0.file) }.map(\.key))
                let text = try #require(Self.section(name, of: reference))
                for line in text.split(separator: "\n") {
                    guard let match = line.firstMatch(of: /^\| `(?:\w+\.)?([a-z_]+)` \|/) else { continue }
                    #expect(known.contains(String(match.1)), "nobody asks for `\(match.1)` of \(name)")
                }
            }
        }
    }

    @Test func `every function stands in its section`() throws {
        let reference = try Self.reference()
        let source = try String(
            contentsOf: Repository.root.appending(path: "Sources/FHIRPath/Check/Function.swift"),
            encoding: .utf8
        )
        let names = source.matches(of: /(?m)^    case ([\w`, ]+)$/).flatMap { line in
            line.1.split(separator: ",").map { $0.trimmingCharacters(in: [" ", "`"]) }
        }
        #expect(names.count > 45)
        let section = try #require(Self.section("Functions", of: reference))
        for name in names {
            let isThere = section.split(separator: "\n").contains { line in
                line.firstMatch(of: /^\| `([^`]*)`/)?.1.contains("\(name)(") == true
            }
            #expect(isThere, "`\(name)` is missing")
        }
        for name in ["reference", "references", "resource"] {
            #expect(reference.contains("`\(name)("), "`\(name)` is missing")
        }
    }
}
