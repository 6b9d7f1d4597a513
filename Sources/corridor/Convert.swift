// `corridor convert`: what a message becomes, without an engine.

import ArgumentParser
import Engine
import FHIR
import Foundation
import HL7v2
import LocatedYAML
import Mapping

struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Convert HL7 v2 messages to FHIR by a site's maps, and FHIR between JSON and XML.",
        discussion: """
            Writes to standard output, or with --out one STEM.json or STEM.xml a file (STEM-1.json, STEM-2.json … for a
            file of several messages). Maps make R4; --fhir-version says what files of resources are. Complaints go to standard error, as FILE: place: what is wrong (rule). Exit
            code 1 means that at least one message or resource could not be converted.
            """
    )

    /// The forms there are.
    enum Form: String, CaseIterable, ExpressibleByArgument {
        case fhirJSON = "fhir-json"
        case fhirXML = "fhir-xml"

        var fileExtension: String { self == .fhirJSON ? "json" : "xml" }

        func bytes(of tree: Tree, isCompact: Bool) -> [UInt8] {
            switch self {
            case .fhirJSON: JSONWriter.write(tree, isCompact ? .compact : .pretty)
            case .fhirXML: XMLWriter.write(tree, isCompact ? .compact : .pretty)
            }
        }
    }

    @Option(help: "The form to convert to.")
    var to: Form = .fhirJSON

    @Option(help: "The map to use; without it the one for the message's structure.")
    var map: String?

    @Option(help: "The site folder whose maps are used; without it the shipped ones.")
    var site: String?

    @Option(help: ArgumentHelp("The folder to write to.", valueName: "folder"))
    var out: String?

    @OptionGroup var fhir: FHIRVersionOption

    @Flag(help: "Write on one line.")
    var compact = false

    @Argument(help: ArgumentHelp("Files to convert; - reads standard input.", valueName: "file"))
    var files: [String]

    func run() throws {
        // Resources need no maps.
        var library: MapLibrary?
        if let out { try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true) }
        var failures = 0
        for file in files {
            do {
                let content = try MessageFile(file)
                if content.isFHIR {
                    try write(content.resource(of: fhir.version), number: nil, of: file)
                    continue
                }
                let messages = try content.messages()
                let maps = try library ?? loadMaps()
                library = maps
                for (index, message) in messages.enumerated() {
                    let number = messages.count == 1 ? nil : index + 1
                    if try !convert(message, number: number, of: file, maps) { failures += 1 }
                }
            } catch let problem as MessageFile.Problem {
                Terminal.complain("\(file): error: \(problem)")
                failures += 1
            } catch let malformed as MalformedResource {
                for issue in malformed.issues { Terminal.complain("\(file):\(issue)") }
                failures += 1
            }
        }
        if failures > 0 { throw ExitCode.problems }
    }

    private func loadMaps() throws -> MapLibrary {
        var diagnostics = Diagnostics()
        let files: [SiteFile]
        do {
            files = try SiteFolder.files(at: site)
        } catch {
            Terminal.complain("corridor: \(error)")
            throw ExitCode.problems
        }
        let maps = files.filter { $0.path != "corridor.yaml" && !$0.path.hasPrefix("routes/") }
        let library = MapLibrary.compile(files: maps, into: &diagnostics)
        if diagnostics.hasErrors {
            for problem in diagnostics.sorted { Terminal.complain(problem.description) }
            throw ExitCode.problems
        }
        return library
    }

    /// Converts one message; false when that was not possible.
    private func convert(_ message: Message, number: Int?, of file: String, _ library: MapLibrary) throws
        -> Bool
    {
        let place = number.map { "\(file) (message \($0))" } ?? file
        guard let map = map(for: message, in: library, place) else { return false }
        let now = Int64(Date.now.timeIntervalSince1970 * 1000)
        let outcome = map.run(message, in: MapContext(acceptedAt: now))
        for problem in outcome.problems {
            Terminal.complain("\(place): \(problem.severity.rawValue): \(problem)")
        }
        guard let bundle = outcome.bundle else { return false }
        try write(bundle, number: number, of: file)
        return true
    }

    private func map(for message: Message, in library: MapLibrary, _ place: String) -> MessageMap? {
        if let name = map {
            if let found = library.map(named: name) { return found }
            let meant = closestMatch(to: name, in: library.names).map { "; did you mean `\($0)`?" } ?? ""
            Terminal.complain("corridor: no map is called `\(name)`\(meant)")
            return nil
        }
        guard let structure = StructureCatalog.shared.structure(for: message.header) else {
            Terminal.complain("\(place): error: the message's structure is not known (MSH-9)")
            return nil
        }
        if let found = library.map(named: structure.name) { return found }
        Terminal.complain("\(place): error: there is no map for the structure \(structure.name)")
        return nil
    }

    private func write(_ tree: Tree, number: Int?, of file: String) throws {
        let bytes = to.bytes(of: tree, isCompact: compact)
        guard let out else {
            Terminal.write(bytes + [UInt8(ascii: "\n")])
            return
        }
        let stem = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
        let name =
            "\(out)/\(file == "-" ? "stdin" : stem)\(number.map { "-\($0)" } ?? "").\(to.fileExtension)"
        guard FileManager.default.createFile(atPath: name, contents: Data(bytes)) else {
            Terminal.complain("corridor: \(name) cannot be written")
            throw ExitCode.outside
        }
    }
}
