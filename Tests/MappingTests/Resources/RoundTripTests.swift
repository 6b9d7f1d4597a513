import FHIR
import Foundation
import HL7v2
import Mapping
import Testing

/// HL7 v2 to FHIR and back, over the fixtures and the messages of the shared corpus: what both sides can hold is there
/// again.
///
/// What is not is listed with its reason in Fixtures/round-trip/losses.tsv.
struct RoundTripTests {
    /// The map there, and the map back, of an event.
    private static let maps: [String: (there: String, back: String)] = [
        "ADT^A01": ("ADT_A01", "ADT_A01"), "ADT^A03": ("ADT_A03", "ADT_A03"),
        "ADT^A04": ("ADT_A01", "ADT_A04"),
        "ADT^A05": ("ADT_A05", "ADT_A05"), "ADT^A08": ("ADT_A01", "ADT_A08"),
        "ADT^A13": ("ADT_A01", "ADT_A13"),
        "ADT^A28": ("ADT_A05", "ADT_A28"), "ADT^A31": ("ADT_A05", "ADT_A31"),
        "ADT^A40": ("ADT_A39", "ADT_A40"),
        "ORU^R01": ("ORU_R01", "ORU_R01"), "OML^O21": ("OML_O21", "OML_O21"),
        "ORM^O01": ("ORM_O01", "ORM_O01"),
        "RDE^O11": ("RDE_O11", "RDE_O11"), "OMP^O09": ("OMP_O09", "OMP_O09"),
        "VXU^V04": ("VXU_V04", "VXU_V04"),
    ]

    /// A message with the name of its file.
    private struct Sample {
        let name: String
        let message: Message
    }

    /// One row of the table.
    private struct Row {
        var kept = 0
        var explained = 0
        var unexplained: [String] = []
    }

    @Test func `nothing that both sides hold is lost`() throws {
        let list = try ShippedResourceMapsTests.fixture("Fixtures/round-trip/losses.tsv")
        var losses = RoundTripLosses(list)
        var table: [String: Row] = [:]
        let corpus = Self.corpus()
        for sample in try Self.fixtures() + corpus {
            guard let names = Self.maps[sample.message.header.type] else { continue }
            guard let returned = try Self.travel(sample.message, names.there, names.back) else {
                let isKnown = losses.explains("*", of: sample.name, names.back)
                #expect(isKnown, "\(sample.name) does not come back")
                continue
            }
            let comparison = RoundTripComparison(MessageLeaves(sample.message), MessageLeaves(returned))
            for (place, count) in comparison.kept { table[place, default: Row()].kept += count }
            for loss in comparison.losses {
                let row = String(loss.place.prefix { $0 != "." })
                if losses.explains(loss.place, of: sample.name, names.back) {
                    table[row, default: Row()].explained += 1
                } else {
                    table[row, default: Row()].unexplained.append("\(loss.place) of \(sample.name)")
                }
            }
        }
        Self.show(table)
        let unexplained = table.values.flatMap(\.unexplained).sorted()
        for loss in unexplained { print("lost without reason: \(loss)") }
        #expect(unexplained == [], "\(unexplained.count) values")
        // Without the corpus not every line has its message.
        if !corpus.isEmpty { #expect(losses.stale == []) }
    }

    /// A message to FHIR and back, in its own version; `nil` where it does not come back.
    private static func travel(_ message: Message, _ there: String, _ back: String) throws -> Message? {
        let library = ShippedResourceMapsTests.compiled.library
        let map = try #require(library.map(named: there))
        let context = ShippedResourceMapsTests.context
        guard let bundle = map.run(message, in: context).bundle else { return nil }
        let resourceMap = try #require(library.resourceMap(named: back))
        let outcome = resourceMap.run(bundle, identity: [1], in: context)
        return try outcome.message.map { try Message($0) }
    }

    /// The table by segment and field.
    private static func show(_ table: [String: Row]) {
        print("field\tkept\tlost with reason\tlost")
        for (place, row) in table.sorted(by: { $0.key.localizedStandardCompare($1.key) == .orderedAscending })
        {
            print("\(place)\t\(row.kept)\t\(row.explained)\t\(row.unexplained.count)")
        }
    }

    // MARK: Messages

    private static func fixtures() throws -> [Sample] {
        let folder = ShippedResourceMapsTests.root.appending(path: "Mappings/samples/hl7v2")
        return try samples(in: folder)
    }

    /// The corpus beside the project, or in the folder that CORRIDOR_SHARED names; empty where there is none.
    private static func corpus() -> [Sample] {
        let named = ProcessInfo.processInfo.environment["CORRIDOR_SHARED"].map { URL(filePath: $0) }
        let folder = named ?? ShippedResourceMapsTests.root.appending(path: "../shared")
        // Where there is no such folder there are no messages.
        return (try? samples(in: folder.appending(path: "corpus/hl7v2"))) ?? []
    }

    /// The messages of a folder's files, of a batch each by itself; what is no message is passed over.
    private static func samples(in folder: URL) throws -> [Sample] {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return files.filter { $0.pathExtension == "hl7" }.sorted { $0.path < $1.path }.flatMap {
            file -> [Sample] in
            let name = file.deletingPathExtension().lastPathComponent
            guard let data = try? Data(contentsOf: file) else { return [] }
            return parts(of: Array(data)).compactMap { bytes in
                (try? Message(bytes)).map { Sample(name: name, message: $0) }
            }
        }
    }

    /// The parts of a file that begin with a header, with carriage returns at the ends of segments.
    private static func parts(of bytes: [UInt8]) -> [[UInt8]] {
        var parts: [[UInt8]] = []
        for line in bytes.split(whereSeparator: { $0 == 0x0D || $0 == 0x0A }) {
            if line.starts(with: "MSH".utf8) { parts.append([]) }
            let isEnvelope = ["FHS", "BHS", "BTS", "FTS"].contains { line.starts(with: $0.utf8) }
            guard !parts.isEmpty, !isEnvelope else { continue }
            parts[parts.count - 1] += line + [0x0D]
        }
        return parts
    }
}
