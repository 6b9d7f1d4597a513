// `corridor test --pairs`: this site's outputs beside those that another engine recorded.

import ArgumentParser
import FHIR
import Foundation
import HL7v2
import LocatedYAML
import MapTesting
import Routing

/// The options of a comparison, and the comparison.
struct PairOptions: ParsableArguments {
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Two folders: what the other engine was given, and what it made of it.",
            valueName: "inputs outputs"
        )
    )
    var pairs: [String] = []

    @Option(
        help: ArgumentHelp("The map to run; without it the one that takes the message.", valueName: "name")
    )
    var map: String?

    @Option(
        help: ArgumentHelp(
            "Take messages at this listener of the site, in place of a map.",
            valueName: "name"
        )
    )
    var listener: String?

    @Option(help: ArgumentHelp("The route of that listener, where several deliver.", valueName: "name"))
    var route: String?

    @Option(
        help: ArgumentHelp(
            "Places to pass over, separated by commas: MSH-7, OBX-5.1, ZLR, Patient.meta, meta.",
            valueName: "places"
        )
    )
    var ignore: String?

    @Flag(help: "Show the first values at each place. They are patient data.")
    var values = false

    func validate() throws {
        guard pairs.isEmpty || pairs.count == 2 else {
            throw ValidationError("--pairs takes two folders: the inputs and the outputs.")
        }
        if pairs.isEmpty, map != nil || listener != nil || route != nil || ignore != nil || values {
            throw ValidationError("--map, --listener, --route, --ignore and --values go with --pairs.")
        }
        if map != nil, listener != nil { throw ValidationError("Give --map or --listener, not both.") }
        if route != nil, listener == nil { throw ValidationError("--route needs --listener.") }
    }

    /// Compares all pairs and prints the report.
    ///
    /// - Throws: exit code 1 where outputs differ or cannot be compared.
    func run(on site: Site, printsJSON: Bool) throws {
        let bench = TestBench(site) { _ in nil }
        var diagnostics = Diagnostics()
        bench.check(question, into: &diagnostics)
        for problem in diagnostics.sorted { Terminal.complain("corridor: \(problem.message)") }
        guard !diagnostics.hasErrors else { throw ExitCode.problems }
        let report = try report(bench)
        let lines = printsJSON ? report.json : report.lines(showsValues: values)
        for line in lines { Terminal.say(line) }
        if !report.isEqual { throw ExitCode.problems }
    }

    private var question: TestBench.Question {
        var question = TestBench.Question()
        question.map = map
        question.listener = listener
        question.route = route
        return question
    }

    private func report(_ bench: TestBench) throws -> PairReport {
        let (inputs, outputs) = (try files(in: pairs[0]), try files(in: pairs[1]))
        var report = PairReport()
        for (stem, path) in inputs.sorted(by: { $0.key < $1.key }) {
            guard let other = outputs[stem] else {
                report.add(failure: "no output of this name", of: stem)
                continue
            }
            do {
                let (given, theirs) = (try contents(of: path), try contents(of: other))
                guard given.count == theirs.count else {
                    report.add(failure: "\(given.count) messages in, \(theirs.count) out", of: stem)
                    continue
                }
                for (given, theirs) in zip(given, theirs) {
                    compare(given, theirs, stem, bench, into: &report)
                }
            } catch {
                report.add(failure: "\(error)", of: stem)
            }
        }
        for stem in outputs.keys.sorted() where inputs[stem] == nil {
            report.add(failure: "no input of this name", of: stem)
        }
        return report
    }

    private func compare(
        _ given: Output,
        _ theirs: Output,
        _ stem: String,
        _ bench: TestBench,
        into report: inout PairReport
    ) {
        let places = ignore?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } ?? []
        let options = ComparisonOptions(ignored: places, ignoresIdentity: true)
        do {
            report.add(
                try bench.differences(given: given, theirs: theirs, asking: question, options: options),
                of: stem
            )
        } catch {
            report.add(failure: "\(error)", of: stem)
        }
    }

    /// The files of a folder by their names without the ending.
    private func files(in folder: String) throws -> [String: String] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            Terminal.complain("corridor: \(folder): there is no such folder, or it cannot be read")
            throw ExitCode.problems
        }
        var files: [String: String] = [:]
        for name in names.sorted() where !name.hasPrefix(".") {
            let stem = URL(fileURLWithPath: name).deletingPathExtension().lastPathComponent
            if let other = files[stem] {
                Terminal.complain(
                    "corridor: \(folder): \(name) and \(other) have one name; \(name) is passed over"
                )
            } else {
                files[stem] = "\(folder)/\(name)"
            }
        }
        return files
    }

    /// The resource in a file, or its messages.
    private func contents(of path: String) throws -> [Output] {
        let file = try MessageFile(path)
        if file.isFHIR { return [try Output(file.bytes)] }
        return try file.messages().map(Output.message)
    }
}
