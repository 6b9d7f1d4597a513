// `corridor test`: the tests of a site, or its outputs beside those of another engine.

import ArgumentParser
import Engine
import Foundation
import LocatedYAML
import MapTesting
import Mapping
import Routing

struct Test: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the tests of a site's maps and routes.",
        usage: """
            corridor test [<folder>] [--only <text>] [--update] [--coverage] [--verbose] [--json]
            corridor test [<folder>] --pairs <inputs> <outputs> [--ignore <places>] [--values]
            """,
        discussion: """
            Tests stand in NAME.test.yaml files anywhere in the site folder, and below `tests:` in map files. Each gives \
            a message or a resource, and says what must come out, or which routes must take it; Mappings/REFERENCE.md \
            shows how. A test that fails shows each difference with its place.

            With --pairs, messages that another engine was given are run through this site's maps, and what comes out is \
            compared with what the other engine made of them: field by field for HL7 v2, element by element for FHIR, ids \
            and references aside. Files are paired by their names without the ending.

            Exit code 1 means that a test failed, or that outputs differ.
            """
    )

    @Argument(help: "The site folder; without it this one, with --pairs the shipped maps.")
    var folder: String?

    @Option(help: ArgumentHelp("Only tests with this in their name or file.", valueName: "text"))
    var only: String?

    @Flag(
        help:
            "Make the expectations of failing tests say what came out; look at the changes before you keep them."
    )
    var update = false

    @Flag(help: "Say which rules never ran, and which fields of the given messages no rule read.")
    var coverage = false

    @Flag(help: "Name the tests that pass, too.")
    var verbose = false

    @Flag(help: "Print one JSON object a test, or a place with --pairs.")
    var json = false

    @OptionGroup(title: "Beside another engine") var pairing: PairOptions

    func validate() throws {
        if !pairing.pairs.isEmpty, update || coverage || only != nil {
            throw ValidationError("--update, --coverage and --only are for tests, not for --pairs.")
        }
    }

    func run() async throws {
        if !pairing.pairs.isEmpty {
            let site = try await SiteLoading.load(folder, secrets: .environment(missing: .warning))
            try pairing.run(on: site.site, printsJSON: json)
            return
        }
        let folder = folder ?? "."
        let site = try await SiteLoading.load(folder, secrets: .environment(missing: .warning))
        let suite = try SiteTests(of: site, in: folder)
        try suite.complain()
        let tests = suite.tests.filter { test in
            only.map { "\(test.location.file) \(test.name)".localizedCaseInsensitiveContains($0) } ?? true
        }
        guard !tests.isEmpty else {
            Terminal.complain("corridor: \(folder) has no tests\(only == nil ? "" : " of this name")")
            throw ExitCode.problems
        }
        let results = tests.map { suite.bench.run($0) }
        tell(results)
        if coverage { tellCoverage(of: tests, on: suite.bench) }
        if update { try Updating(folder: folder, files: suite.files).apply(results) }
        if !update, results.contains(where: { !$0.isPassed }) { throw ExitCode.problems }
    }

    private func tellCoverage(of tests: [MapTest], on bench: TestBench) {
        var coverage = Coverage()
        for test in tests { coverage.add(test, on: bench) }
        let lines = json ? coverage.json : coverage.lines(untested: bench.untestedMaps(coverage))
        for line in lines { Terminal.say(line) }
    }

    private func tell(_ results: [TestResult]) {
        for result in results {
            if json {
                Terminal.say(TestReport.json(result))
            } else if verbose || !result.isPassed {
                for line in TestReport.lines(result) { Terminal.say(line) }
            }
        }
        if !json { Terminal.say(TestReport.summary(results)) }
    }
}

/// The tests of a site folder, ready to run.
struct SiteTests {
    /// The site's files, tests among them.
    let files: [SiteFile]
    let tests: [MapTest]
    let bench: TestBench
    private let problems: [Diagnostic]

    /// Reads the tests of a folder; what is wrong with them is kept for ``complain()``.
    init(of site: LoadedSite, in folder: String) throws {
        do {
            files = try SiteFolder.files(at: folder, includingTests: true)
        } catch {
            Terminal.complain("corridor: \(error)")
            throw ExitCode.problems
        }
        let base = URL(fileURLWithPath: folder, isDirectory: true)
        bench = TestBench(site.site) { path in
            FileManager.default.contents(atPath: URL(fileURLWithPath: path, relativeTo: base).path).map {
                Array($0)
            }
        }
        var diagnostics = Diagnostics()
        tests = TestFiles.tests(in: files, into: &diagnostics)
        bench.check(tests, into: &diagnostics)
        problems = diagnostics.sorted
    }

    /// Names what keeps tests from running.
    ///
    /// - Throws: exit code 1 where anything does.
    func complain() throws {
        for problem in problems { Terminal.complain(problem.description) }
        if problems.contains(where: { $0.severity == .error }) { throw ExitCode.problems }
    }
}
