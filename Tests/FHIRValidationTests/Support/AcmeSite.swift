// The profiles of an invented hospital in `Fixtures/profiles`, and small ones written where they are tested.

import FHIR
import FHIRValidation
import Foundation
import LocatedYAML
import Testing

enum AcmeSite {
    static let now = "2026-11-22T10:30:00Z"
    static let base = "https://acme.example/fhir/StructureDefinition/"

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Fixtures/profiles").standardizedFileURL

    static let files: [ProfileFile] = {
        let paths = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return paths.sorted().compactMap { path in
            let text = try? String(contentsOf: folder.appending(path: path), encoding: .utf8)
            return text.map { ProfileFile(path: "profiles/\(path)", text: $0) }
        }
    }()

    /// The hospital's profiles; a problem with them is an issue of the test.
    static let profiles: ProfileSet = {
        var diagnostics = Diagnostics()
        let set = ProfileSet(files: files, into: &diagnostics)
        for problem in diagnostics.sorted { Issue.record("\(problem)") }
        return set
    }()

    /// Compiles files; their problems as lines.
    static func compile(_ texts: [String]) -> (profiles: ProfileSet, problems: [String]) {
        var diagnostics = Diagnostics()
        let files = texts.enumerated().map {
            ProfileFile(path: "profiles/p\($0.offset + 1).json", text: $0.element)
        }
        let set = ProfileSet(files: files, into: &diagnostics)
        return (set, diagnostics.sorted.map(\.description))
    }

    /// A profile of a type with these elements, as JSON.
    static func profile(
        _ type: String,
        _ elements: String,
        name: String = "Test",
        base: String? = nil,
        form: String = "differential"
    ) -> String {
        """
        {"resourceType":"StructureDefinition","url":"\(AcmeSite.base)\(name)","name":"\(name)","status":"active",
        "kind":"\(type == "Extension" ? "complex-type" : "resource")","abstract":false,"type":"\(type)",
        "baseDefinition":"\(base ?? "http://hl7.org/fhir/StructureDefinition/\(type)")","derivation":"constraint",
        "\(form)":{"element":[
        \(elements)
        ]}}
        """
    }

    /// What is wrong with a resource by the profile `Test`, errors and warnings; what the standard says is left out.
    static func issues(_ json: String, by texts: [String]) throws -> [String] {
        let (set, problems) = compile(texts)
        #expect(problems.filter { $0.contains("error") } == [])
        return try issues(json, set, set.profiles(named: "Test"))
    }

    static func issues(
        _ json: String,
        _ set: ProfileSet = profiles,
        _ demanded: [ProfileSet.Profile] = []
    ) throws -> [String] {
        let tree = try JSONReader.read(json)
        return ResourceValidator.issues(in: tree, now: now, profiles: set, demanded: demanded)
            .filter { !$0.text.contains("dom-6") }.map { "\($0.code.rawValue) \($0)" }
    }
}
