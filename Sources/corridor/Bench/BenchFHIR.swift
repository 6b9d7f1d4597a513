// `corridor bench fhir`: how fast resources are read, written and validated, on one core and without an engine.

import ArgumentParser
import FHIR
import FHIRValidation
import Foundation

struct BenchFHIR: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fhir",
        abstract: "Read, write and validate a FHIR resource on one core: megabytes a second."
    )

    @Argument(
        help: ArgumentHelp(
            "The resource, as JSON or XML; a Bundle of a megabyte says most.",
            valueName: "file"
        )
    )
    var file: String

    func run() throws {
        let tree: Tree
        let content: [UInt8]
        do {
            let read = try MessageFile(file)
            tree = try read.resource()
            content = read.bytes
        } catch {
            Terminal.complain("\(file): \(error)")
            throw ExitCode.problems
        }
        let json = JSONWriter.write(tree)
        let xml = XMLWriter.write(tree)
        Terminal.say(
            "\(tree.nodeCount) nodes; \(json.count) bytes of JSON, \(xml.count) of XML; \(tree.byteCount) in memory"
        )
        if content.first == UInt8(ascii: "{") {
            try tell("read the file into the checked tree", content.count) {
                try JSONReader.read(content).nodeCount
            }
        }
        try tell("read JSON into the checked tree", json.count) { try JSONReader.read(json).nodeCount }
        try tell("write JSON", json.count) { JSONWriter.write(tree).count }
        try tell("read XML into the checked tree", xml.count) { try XMLReader.read(xml).nodeCount }
        try tell("write XML", xml.count) { XMLWriter.write(tree).count }
        try tell("validate elements, values and codes", json.count) { Validator.issues(in: tree).count }
        try tell("validate with invariants, references", json.count) {
            ResourceValidator.issues(in: tree, now: "2026-11-22T10:30:00Z").count
        }
    }

    private func tell(_ what: String, _ bytes: Int, _ work: () throws -> Int) throws {
        let figures = try CoreBench.measure(work)
        let median = String(
            format: "%.2f ms, %.0f MB/s",
            figures.median * 1e3,
            Double(bytes) / figures.median / 1e6
        )
        let best = String(format: "%.0f MB/s", Double(bytes) / figures.best / 1e6)
        Terminal.say(what.padding(toLength: 38, withPad: " ", startingAt: 0) + "\(median) (best \(best))")
    }
}
