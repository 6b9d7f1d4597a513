// Every message of the corpus that CORRIDOR_SHARED names, and every fixture of ours, through the shipped maps: each
// Bundle is valid R4, its invariants included. What no map takes is told in a table.
//
// Without the corpus the fixtures alone are tested, and that is said.

import FHIR
import FHIRValidation
import Foundation
import HL7v2
import Mapping
import Testing

struct `Whatever a hospital sends` {
    /// The messages of the corpus; `nil` where it is not at hand.
    static let corpus: [CorpusMessage]? = {
        guard let shared = ProcessInfo.processInfo.environment["CORRIDOR_SHARED"] else { return nil }
        // A folder that cannot be read is as good as none, and is said to be absent.
        return try? CorpusMessage.all(in: URL(filePath: shared).appending(path: "corpus/hl7v2"))
    }()

    @Test func `becomes a valid Bundle in our fixtures`() throws {
        let folder = Shipped.root.appending(path: "Mappings/samples/hl7v2").resolvingSymlinksInPath()
        let (problems, table) = try Self.convert(CorpusMessage.all(in: folder))
        #expect(problems == [])
        #expect(table.isEmpty)
    }

    @Test(.enabled(if: corpus != nil, "CORRIDOR_SHARED names no folder with corpus/hl7v2"))
    func `becomes a valid Bundle in the corpus`() throws {
        let messages = try #require(Self.corpus)
        let (problems, table) = try Self.convert(messages)
        #expect(problems == [])
        #expect(messages.count > 100)
        print("\(messages.count) messages of the corpus; not mapped are:")
        for (reason, files) in table.sorted(by: { $0.key < $1.key }) {
            print("  \(reason): \(files.count) (\(Set(files).sorted().joined(separator: ", ")))")
        }
    }

    /// Converts messages; what is wrong with their Bundles, and why others have none.
    private static func convert(_ messages: [CorpusMessage]) throws -> ([String], [String: [String]]) {
        let (library, _) = try ShippedSite.compiled.get()
        var problems: [String] = []
        var table: [String: [String]] = [:]
        for message in messages {
            switch message.bundle(library) {
            case .success(let bundle):
                let issues = ResourceValidator.issues(in: bundle, now: "2026-03-01T12:00:00Z")
                problems += issues.filter { $0.severity == .error || $0.severity == .fatal }
                    .map { "\(message.file): \($0)" }
            case .failure(let reason): table[reason.text, default: []].append(message.file)
            }
        }
        return (problems, table)
    }
}

/// One message of a file.
struct CorpusMessage {
    /// Why a message has no Bundle; nothing of its content.
    struct Reason: Error {
        let text: String
    }

    let file: String
    private let bytes: [UInt8]

    /// The messages of all files in a folder, in order: plain, in frames, or in batches.
    static func all(in folder: URL) throws -> [CorpusMessage] {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.filter { $0.pathExtension == "hl7" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .flatMap { file in
                try messages(in: Array(Data(contentsOf: file)))
                    .map { CorpusMessage(file: file.lastPathComponent, bytes: $0) }
            }
    }

    private static func messages(in bytes: [UInt8]) -> [[UInt8]] {
        let frame = bytes.split { $0 == 0x0B || $0 == 0x1C }.first { $0.count > 2 }
        let content = bytes.first == 0x0B ? frame.map(Array.init) ?? [] : bytes
        // What is no batch is one message.
        guard let batch = try? Batch(content), !batch.messages.isEmpty else { return [content] }
        return batch.messages.indices.map { Array(batch.message($0)) }
    }

    /// The Bundle that the shipped maps make of it.
    func bundle(_ library: MapLibrary) -> Result<Tree, Reason> {
        let message: Message
        do {
            message = try Message(bytes)
        } catch {
            return .failure(Reason(text: "cannot be read: \(error)"))
        }
        guard let structure = StructureCatalog.shared.structure(for: message.header) else {
            return .failure(Reason(text: "of no known structure"))
        }
        guard let map = library.map(named: structure.name) else {
            return .failure(Reason(text: "no map for \(structure.name)"))
        }
        let outcome = map.run(message, in: MapContext(acceptedAt: 1_718_452_800_000))
        guard let bundle = outcome.bundle else {
            let reasons = outcome.problems.filter { $0.severity == .error }.map(\.reason)
            return .failure(
                Reason(text: "\(structure.name) cannot be mapped: \(reasons.first ?? "no reason")")
            )
        }
        return .success(bundle)
    }
}
