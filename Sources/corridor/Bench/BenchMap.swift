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
        discussion: """
            Without files a laboratory's day is used: 1,000 ORU^R01 of about 2 KB with eight results each, of 333 \
            patients.
            """
    )

    @Option(help: "The site folder whose maps are used; without it the shipped ones.")
    var site: String?

    @Flag(help: "Also find out where each value comes from, and say how much longer that takes.")
    var explain = false

    @Argument(help: "Files with one HL7 v2 message each.")
    var files: [String] = []

    func run() throws {
        let library = try loadMaps()
        guard !files.isEmpty else {
            return try measure("ORU^R01", LaboratoryDay(reports: Self.reports).messages, library)
        }
        for file in files { try measure(file, [try Self.bytes(of: file)], library) }
    }

    /// Messages of the day that is used without files.
    private static let reports = 1000

    /// Measures the messages in turn, each read, mapped and written as JSON.
    private func measure(_ name: String, _ messages: [[UInt8]], _ library: MapLibrary) throws {
        guard let first = messages.first, let map = Self.map(for: try Message(first), in: library) else {
            Terminal.complain("\(name): there is no map for this message")
            throw ExitCode.problems
        }
        let context = MapContext(acceptedAt: 0)
        var turn = 0
        var size = 0
        func next() throws -> Message {
            turn = (turn + 1) % messages.count
            return try Message(messages[turn])
        }
        func write(_ bundle: Tree?) -> Int {
            size = bundle.map { JSONWriter.write($0).count } ?? 0
            return size
        }
        let figures = try CoreBench.measure { write(map.run(try next(), in: context).bundle) }
        let mean = messages.reduce(0) { $0 + $1.count } / messages.count
        Terminal.say("\(name), \(mean) bytes to \(size) of JSON: \(figures.text)")
        guard explain else { return }
        let explained = try CoreBench.measure {
            let (outcome, trace) = map.trace(try next(), in: context)
            return write(outcome.bundle) &+ trace.values.count
        }
        let ratio = String(format: "%.1f", explained.median / figures.median)
        Terminal.say("\(name), with its lineage: \(explained.text), \(ratio) times as long")
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
