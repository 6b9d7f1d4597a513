// `corridor bench map`: how fast messages become FHIR, on one core and without an engine.

import ArgumentParser
import Engine
import FHIR
import Foundation
import HL7v2
import LocatedYAML
import Mapping
import Peers

struct BenchMap: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "Turn HL7 v2 messages into FHIR JSON on one core: messages a second.",
        discussion: "Without files an ORU^R01 of 2 KB with eight results is used."
    )

    @Option(help: "The site folder whose maps are used; without it the shipped ones.")
    var site: String?

    @Argument(help: "Files with one HL7 v2 message each.")
    var files: [String] = []

    func run() throws {
        let library = try loadMaps()
        let synthetic = SyntheticMessages(run: "B", patients: 1).result(connection: 0, number: 0)
        let messages =
            files.isEmpty ? [("ORU^R01", synthetic)] : try files.map { ($0, try Self.bytes(of: $0)) }
        for (name, bytes) in messages {
            guard let map = Self.map(for: try Message(bytes), in: library) else {
                Terminal.complain("\(name): there is no map for this message")
                throw ExitCode.problems
            }
            let context = MapContext(acceptedAt: 0)
            var size = 0
            let figures = try CoreBench.measure {
                let bundle = map.run(try Message(bytes), in: context).bundle
                size = bundle.map { JSONWriter.write($0).count } ?? 0
                return size
            }
            Terminal.say("\(name), \(bytes.count) bytes to \(size) of JSON: \(figures.text)")
        }
    }

    private func loadMaps() throws -> MapLibrary {
        var diagnostics = Diagnostics()
        let maps = try SiteFolder.files(at: site)
            .filter { $0.path != "corridor.yaml" && !$0.path.hasPrefix("routes/") }
        let library = MapLibrary.compile(files: maps, into: &diagnostics)
        guard !diagnostics.hasErrors else {
            for problem in diagnostics.sorted { Terminal.complain(problem.description) }
            throw ExitCode.problems
        }
        return library
    }

    private static func bytes(of file: String) throws -> [UInt8] {
        do {
            return Array(try Data(contentsOf: URL(fileURLWithPath: file)))
        } catch {
            Terminal.complain("\(file): cannot be read")
            throw ExitCode.problems
        }
    }

    private static func map(for message: Message, in library: MapLibrary) -> MessageMap? {
        StructureCatalog.shared.structure(for: message.header).flatMap { library.map(named: $0.name) }
    }
}
