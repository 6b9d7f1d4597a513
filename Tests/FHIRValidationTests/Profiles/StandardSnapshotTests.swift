// A snapshot repeats what the standard says of every element; that is neither a problem nor another demand.

import FHIR
import FHIRValidation
import Foundation
import Testing

struct StandardSnapshotTests {
    private static let definitions = Definitions.r4
    private static let base = "http://hl7.org/fhir/StructureDefinition/"

    /// The elements of a type as published snapshots have them.
    private static func snapshot(_ type: String) throws -> [[String: Any]] {
        let id = try #require(definitions.type(named: type))
        var elements: [[String: Any]] = [["id": type, "path": type, "min": 0, "max": "*"]]
        append(id, at: type, to: &elements)
        return elements
    }

    private static func append(_ type: TypeID, at path: String, to elements: inout [[String: Any]]) {
        for element in definitions.elements(of: type) {
            let place = "\(path).\(element.name)"
            var entry: [String: Any] = ["id": place, "path": place, "min": element.minimum]
            entry["max"] = element.maximum.map(String.init) ?? "*"
            if let binding = element.binding {
                entry["binding"] = ["strength": "required", "valueSet": binding.valueSet + "|4.0.1"]
            }
            entry["constraint"] = [
                [
                    "key": "ele-1", "severity": "error", "human": "h",
                    "expression": "hasValue() or children().exists()",
                ]
            ]
            let nested = element.types.first.map { definitions[$0.type] }.flatMap {
                $0.kind == .nested ? $0 : nil
            }
            if let nested, nested.name != place {
                entry["contentReference"] = "#\(nested.name)"
            } else {
                entry["type"] = element.types.map { self.type($0, element) }
            }
            elements.append(entry)
            if let nested, nested.name == place { append(nested.id, at: place, to: &elements) }
        }
    }

    private static func type(_ reference: TypeReference, _ element: ElementDefinition) -> [String: Any] {
        let type = definitions[reference.type]
        if element.name == "id" { return ["code": "http://hl7.org/fhirpath/System.String"] }
        var entry: [String: Any] = ["code": type.kind == .nested ? "BackboneElement" : type.name]
        if !reference.targets.isEmpty {
            entry["targetProfile"] = reference.targets.map { base + definitions[$0].name }
        }
        return entry
    }

    private static func profile(_ type: String) throws -> String {
        let definition: [String: Any] = [
            "resourceType": "StructureDefinition", "url": AcmeSite.base + "Test", "name": "Test",
            "status": "draft",
            "kind": "resource", "abstract": false, "type": type, "baseDefinition": base + type,
            "derivation": "constraint", "snapshot": ["element": try snapshot(type)],
        ]
        return String(decoding: try JSONSerialization.data(withJSONObject: definition), as: UTF8.self)
    }

    @Test(arguments: Definitions.r4.resources.map(\.name))
    func `a snapshot that repeats the standard is no problem`(type: String) throws {
        #expect(AcmeSite.compile([try Self.profile(type)]).problems == [])
    }

    @Test(.enabled(if: Corpus.isPresent, "the example files are not beside the project"))
    func `the official examples satisfy snapshots that repeat the standard`() throws {
        var sets: [String: ProfileSet] = [:]
        for example in try Corpus.examples {
            let tree = try JSONReader.read([UInt8](try Data(contentsOf: example)))
            let type = tree.root.type.name
            let set = try sets[type] ?? AcmeSite.compile([Self.profile(type)]).profiles
            sets[type] = set
            #expect(set.profiles.count == 1)
            let issues = ResourceValidator.issues(
                in: tree,
                now: AcmeSite.now,
                profiles: set,
                demanded: set.profiles(named: "Test")
            )
            #expect(!issues.contains { $0.text.contains("(profile") }, "\(example.lastPathComponent)")
        }
    }
}
