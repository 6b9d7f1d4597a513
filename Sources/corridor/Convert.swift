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
        abstract:
            "Convert HL7 v2 and FHIR to one another, and each to itself, by a site's maps; FHIR between JSON and XML.",
        discussion: """
            Writes to standard output, or with --out one STEM.json, STEM.xml or STEM.hl7 a file (STEM-1.json, \
            STEM-2.json … for a file of several messages). Maps make R4; --fhir-version says what files of \
            resources are. With --explain it says instead where each value of the output came from: the place in \
            the message with its bytes (counted from 0), the row of a table, and the rule. Complaints go to standard error, as FILE: place: what is wrong (rule). Exit \
            code 1 means that at least one message or resource could not be converted.
            """
    )

    /// The forms there are.
    enum Form: String, CaseIterable, ExpressibleByArgument {
        case fhirJSON = "fhir-json"
        case fhirXML = "fhir-xml"
        case hl7v2

        var fileExtension: String {
            switch self {
            case .fhirJSON: "json"
            case .fhirXML: "xml"
            case .hl7v2: "hl7"
            }
        }
    }

    @Option(help: "The form to convert to.")
    var to: Form = .fhirJSON

    @Option(
        help:
            "The map to use; without it the one for the message's structure, or the one that takes the resource."
    )
    var map: String?

    @Option(
        name: .customLong("hl7-version"),
        help: ArgumentHelp(
            "The version of messages made of FHIR, such as 2.3; without it the map's own.",
            valueName: "version"
        )
    )
    var version: String?

    @Option(help: "The site folder whose maps are used; without it the shipped ones.")
    var site: String?

    @Option(help: ArgumentHelp("The folder to write to.", valueName: "folder"))
    var out: String?

    @OptionGroup var fhir: FHIRVersionOption

    @Flag(help: "Write on one line.")
    var compact = false

    @Flag(
        help:
            "Instead of a message's output say where each of its values came from, and what no rule read."
    )
    var explain = false

    @Flag(help: "With --explain: as JSON, for programs.")
    var json = false

    @Argument(help: ArgumentHelp("Files to convert; - reads standard input.", valueName: "file"))
    var files: [String]

    func validate() throws {
        if json, !explain { throw ValidationError("--json goes with --explain") }
        if let version, to != .hl7v2 || HL7v2.Version(exactly: version) == nil {
            let known = HL7v2.Version.allCases.map(\.text).joined(separator: ", ")
            throw ValidationError("--hl7-version goes with --to hl7v2, and is one of \(known)")
        }
        if explain, out != nil || to != .fhirJSON {
            throw ValidationError("--explain writes to standard output, in place of what --to and --out say")
        }
    }

    func run() throws {
        // Resources need no maps.
        var library: MapLibrary?
        if let out { try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true) }
        var failures = 0
        for file in files {
            do {
                let content = try MessageFile(file)
                if explain, content.isFHIR {
                    throw MessageFile.Problem(description: "--explain explains messages of HL7 v2")
                }
                if content.isFHIR, to != .hl7v2, map == nil {
                    try write(content.resource(of: fhir.version), number: nil, of: file)
                    continue
                }
                let maps = try library ?? loadMaps()
                library = maps
                if content.isFHIR {
                    let resource = try content.resource()
                    failures +=
                        try to == .hl7v2
                        ? message(of: resource, from: file, maps) : change(resource, of: file, maps)
                    continue
                }
                let messages = try content.messages()
                if to == .hl7v2 {
                    failures += try edit(messages, of: file, maps)
                    continue
                }
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
        let library = MapLibrary.compile(files: files, into: &diagnostics)
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
        let context = MapContext(acceptedAt: Int64(Date.now.timeIntervalSince1970 * 1000))
        if explain { return try explain(message, by: map, in: context, place) }
        let outcome = map.run(message, in: context)
        for problem in outcome.problems {
            Terminal.complain("\(place): \(problem.severity.rawValue): \(problem)")
        }
        guard let bundle = outcome.bundle else { return false }
        try write(bundle, number: number, of: file)
        return true
    }

    /// Takes messages apart and edits them by the map that is named; how many deliveries that gave no message.
    private func edit(_ messages: [Message], of file: String, _ library: MapLibrary) throws -> Int {
        guard let name = map else {
            throw MessageFile.Problem(
                description: "this is HL7 v2 already; name a map that edits it by --map"
            )
        }
        guard let edits = library.editMap(named: name) else {
            complainUnknown(name, library.editMapNames)
            return 1
        }
        let now = Int64(Date.now.timeIntervalSince1970 * 1000)
        var edited: [[UInt8]] = []
        var failures = 0
        for (index, message) in messages.enumerated() {
            let place = messages.count == 1 ? file : "\(file) (message \(index + 1))"
            switch edits.parts(of: message, reading: { bytes throws(ParseError) in try Message(bytes) }) {
            case .failed(let problem):
                Terminal.complain("\(place): error: \(problem)")
                failures += 1
            case .parts(let parts):
                for (number, part) in parts.enumerated() {
                    let context = MapContext(acceptedAt: now, part: number)
                    let outcome = edits.run(part, of: message.encoded, for: "\(number)", in: context)
                    for problem in outcome.problems {
                        Terminal.complain("\(place): \(problem.severity.rawValue): \(problem)")
                    }
                    if let bytes = outcome.message { edited.append(bytes) } else { failures += 1 }
                }
            }
        }
        for (index, bytes) in edited.enumerated() {
            try write(bytes, number: edited.count == 1 ? nil : index + 1, of: file)
        }
        return failures
    }

    func complainUnknown(_ name: String, _ known: [String]) {
        let meant = closestMatch(to: name, in: known).map { "; did you mean `\($0)`?" } ?? ""
        Terminal.complain("corridor: no map is called `\(name)`\(meant)")
    }

    private func map(for message: Message, in library: MapLibrary, _ place: String) -> MessageMap? {
        if let name = map {
            if let found = library.map(named: name) { return found }
            complainUnknown(name, library.names)
            return nil
        }
        if let choice = library.choice(for: message.header) {
            if choice.isByCodeAlone {
                let name = choice.map.structure.name
                Terminal.complain(
                    "\(place): warning: the message's event is not known (MSH-9.2); read as \(name)"
                )
            }
            return choice.map
        }
        let structure = StructureCatalog.shared.structure(for: message.header)
        let reason =
            structure.map { "there is no map for the structure \($0.name)" }
            ?? "the message's structure is not known (MSH-9)"
        Terminal.complain("\(place): error: \(reason)")
        return nil
    }

    func write(_ tree: Tree, number: Int?, of file: String) throws {
        let bytes =
            if to == .fhirXML { XMLWriter.write(tree, compact ? .compact : .pretty) } else {
                JSONWriter.write(tree, compact ? .compact : .pretty)
            }
        try write(out == nil ? bytes + [UInt8(ascii: "\n")] : bytes, number: number, of: file)
    }

    func write(_ bytes: [UInt8], number: Int?, of file: String) throws {
        guard let out else { return Terminal.write(bytes) }
        let stem = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
        let name =
            "\(out)/\(file == "-" ? "stdin" : stem)\(number.map { "-\($0)" } ?? "").\(to.fileExtension)"
        guard FileManager.default.createFile(atPath: name, contents: Data(bytes)) else {
            Terminal.complain("corridor: \(name) cannot be written")
            throw ExitCode.outside
        }
    }
}
