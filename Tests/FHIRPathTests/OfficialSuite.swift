// The official FHIRPath R4 suite, which lies beside the project: its tests, its inputs, and how a test passes.

import FHIR
import Foundation

@testable import FHIRPath

/// The suite; empty where the corpus is absent.
enum OfficialSuite {
    /// One test as the file has it.
    struct Case: Decodable, Sendable {
        struct Output: Decodable, Sendable {
            let type: String?
            let value: String?
        }

        let group: String
        let name: String
        let input: String?
        let expression: String
        let mode: String?
        let invalid: String?
        let predicate: String?
        let outputs: [Output]
    }

    private static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["CORRIDOR_SHARED"] {
            return URL(filePath: path, directoryHint: .isDirectory).appending(path: "corpus/fhirpath")
        }
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        return root.appending(path: "../shared/corpus/fhirpath", directoryHint: .isDirectory)
            .standardizedFileURL
    }()

    static var isPresent: Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: "r4-tests.json").path)
    }

    static func cases() throws -> [Case] {
        let data = try Data(contentsOf: folder.appending(path: "r4-tests.json"))
        return try JSONDecoder().decode([Case].self, from: data)
    }

    /// The trees of the inputs by their names.
    ///
    /// Read tolerantly: one has elements out of order, and one a list of `_given` that is too short.
    static func inputs(of cases: [Case]) throws -> [String: Tree] {
        var limits = ReadingLimits()
        limits.isTolerant = true
        var trees: [String: Tree] = [:]
        for name in Set(cases.compactMap(\.input)) {
            let bytes = [UInt8](try Data(contentsOf: folder.appending(path: "r4/\(name)")))
            trees[name] =
                name.hasSuffix(".xml")
                ? try XMLReader.read(bytes, limits: limits) : try JSONReader.read(bytes, limits: limits)
        }
        return trees
    }

    /// What is wrong with a test's result; `nil` where it is as the suite wants it.
    static func failure(of test: Case, on tree: Tree?) -> String? {
        let isStrict = test.mode == "strict"
        let found: [TreeValue]
        do {
            let expression = try TreeExpression(
                test.expression,
                context: tree.map { $0.type(at: $0.rootIndex) },
                mode: isStrict ? .strict : .lenient
            )
            found = try expression.evaluate(tree, in: TreeEnvironment(now: "2026-11-22T10:00:00.000Z"))
        } catch {
            return test.invalid == nil ? "error: \(error)" : nil
        }
        guard test.invalid == nil else { return "no error, but \(describe(found, tree))" }
        if test.predicate == "true" {
            return found.isEmpty == (test.outputs.first?.value == "false")
                ? nil : "as a predicate: \(describe(found, tree))"
        }
        let isEqual =
            found.count == test.outputs.count
            && zip(found, test.outputs).allSatisfy { matches($0, $1, tree) }
        return isEqual
            ? nil
            : "got \(describe(found, tree)), wanted \(test.outputs.map { "\($0.type ?? ""):\($0.value ?? "")" })"
    }

    private static func describe(_ values: [TreeValue], _ tree: Tree?) -> String {
        "\(values.map { "\($0.typeName(in: tree)):\($0.text(in: tree) ?? "…")" })"
    }

    /// The type where the suite names one, and the value as text; dates stand behind an `@` there.
    private static func matches(_ value: TreeValue, _ output: Case.Output, _ tree: Tree?) -> Bool {
        if let type = output.type, type != value.typeName(in: tree) { return false }
        guard let wanted = output.value else { return true }
        let text = value.text(in: tree) ?? ""
        return [text, "@" + text, "@T" + text].contains(wanted)
    }
}
