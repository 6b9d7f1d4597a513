import FHIR
import Foundation
import HL7v2
import LocatedYAML
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

    /// A map back, and the version in which it makes the message.
    private struct Way: Hashable {
        let map: String
        let version: Version
    }

    @Test func `nothing that both sides hold is lost`() throws {
        var losses = RoundTripLosses(try ShippedResourceMapsTests.fixture("Fixtures/round-trip/losses.tsv"))
        let moves = RoundTripMoves(try ShippedResourceMapsTests.fixture("Fixtures/round-trip/moves.tsv"))
        var table = RoundTripTable()
        var details: [String] = []
        var ways: [Way: ResourceMap] = [:]
        let corpus = Self.corpus()
        for sample in try Self.fixtures() + corpus {
            guard let names = Self.maps[sample.message.header.type] else { continue }
            let sent = MessageLeaves(sample.message)
            guard let returned = try Self.travel(sample.message, sent, names, &ways) else {
                let reason = losses.reason(of: "*", in: sample.name, names.back)
                #expect(reason != nil, "\(sample.name) does not come back")
                continue
            }
            let comparison = RoundTripComparison(sent, MessageLeaves(returned), moves: moves)
            table.add(comparison)
            for loss in comparison.losses {
                let reason = losses.reason(of: loss.place, in: sample.name, names.back)
                table.add(loss, of: sample.name, reason: reason)
                details.append(
                    [loss.place, sample.name, names.back, loss.text, loss.segment, String(reason ?? "")]
                        .joined(separator: "\t")
                )
            }
        }
        for line in table.lines { print(line) }
        // For whoever works on the maps: CORRIDOR_LOSSES=FILE takes every value that is lost.
        if let file = ProcessInfo.processInfo.environment["CORRIDOR_LOSSES"] {
            try details.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
        }
        #expect(table.unexplained == [], "\(table.unexplained.count) values")
        // Without the corpus not every line has its message.
        if !corpus.isEmpty { #expect(losses.stale == []) }
    }

    /// A message to FHIR and back, in the version that has what it uses; `nil` where it does not come back.
    private static func travel(
        _ message: Message,
        _ sent: MessageLeaves,
        _ names: (there: String, back: String),
        _ ways: inout [Way: ResourceMap]
    ) throws -> Message? {
        let map = try #require(ShippedResourceMapsTests.compiled.library.map(named: names.there))
        let context = ShippedResourceMapsTests.context
        guard let bundle = map.run(message, in: context).bundle else { return nil }
        // Maps go back to 2.3.
        let own = max(message.header.version ?? .v2_5_1, .v2_3)
        for version in [sent.version(from: own), own] {
            let resourceMap = try #require(way(names.back, version, &ways))
            if let returned = resourceMap.run(bundle, identity: [1], in: context).message {
                return try Message(returned)
            }
        }
        return nil
    }

    /// The map back in a version, compiled once.
    private static func way(_ map: String, _ version: Version, _ ways: inout [Way: ResourceMap])
        -> ResourceMap?
    {
        let way = Way(map: map, version: version)
        if let known = ways[way] { return known }
        var diagnostics = Diagnostics()
        ways[way] = ShippedResourceMapsTests.compiled.library.resourceMap(
            named: map,
            version: version,
            into: &diagnostics
        )
        return ways[way]
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
