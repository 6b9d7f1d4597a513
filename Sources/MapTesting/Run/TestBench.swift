// Runs tests on a compiled site: the map or the route that a test names, over what it gives.
//
// Pure but for the files that tests name, which the caller reads.

import FHIR
import Foundation
import HL7v2
public import LocatedYAML
import Mapping
public import Routing

/// A site whose tests can be run.
public struct TestBench: Sendable {
    let site: Site
    /// Reads a file by its path relative to the site folder; `nil` where there is none.
    let read: @Sendable (String) -> [UInt8]?

    /// Prepares tests of a site.
    ///
    /// - Parameters:
    ///   - site: the site.
    ///   - read: reads a file that a test names, by its path relative to the site folder.
    public init(_ site: Site, read: @escaping @Sendable (String) -> [UInt8]?) {
        self.site = site
        self.read = read
    }

    /// Reports what keeps tests from running: names that nothing bears, files that are not there.
    ///
    /// An expected file need not be there: `--update` writes it.
    public func check(_ tests: [MapTest], into diagnostics: inout Diagnostics) {
        for test in tests {
            check(test, into: &diagnostics)
            if case .success(let given) = content(test.given, of: test) {
                if let listener = test.listener.flatMap({ site.listener(named: $0.value) }) {
                    checkForm(given, of: test, at: listener, into: &diagnostics)
                }
            } else if case .failure(let problem) = content(test.given, of: test) {
                diagnostics.error(at: test.given.location, key: "given", problem.description)
            }
        }
    }

    private func check(_ test: MapTest, into diagnostics: inout Diagnostics) {
        if let name = test.map, site.maps.map(named: name.value) == nil,
            site.maps.resourceMap(named: name.value) == nil, site.maps.editMap(named: name.value) == nil,
            site.maps.resourceChange(named: name.value) == nil
        {
            let known =
                site.maps.names + site.maps.resourceMapNames + site.maps.editMapNames
                + site.maps.resourceChangeNames
            unknown("map", name, known, into: &diagnostics)
        }
        if let name = test.listener, site.listener(named: name.value) == nil {
            unknown("listener", name, site.listeners.map(\.name), into: &diagnostics)
        }
        let routes = site.routes.map(\.name)
        if let name = test.route, !routes.contains(name.value) {
            unknown("route", name, routes, into: &diagnostics)
        }
        for name in test.routes?.texts ?? [] where !routes.contains(name) {
            let location = test.routes?.node.location ?? test.location
            unknown("route", Located(name, at: location), routes, into: &diagnostics)
        }
    }

    private func checkForm(
        _ given: Output,
        of test: MapTest,
        at listener: Listener,
        into diagnostics: inout Diagnostics
    ) {
        let isResource = if case .resource = given { true } else { false }
        guard isResource != (listener.fhir != nil) else { return }
        diagnostics.error(
            at: test.given.location,
            key: "given",
            "`\(listener.name)` takes \(isResource ? "HL7 v2" : "FHIR"), and this is the other"
        )
    }

    private func unknown(
        _ kind: String,
        _ name: Located<String>,
        _ known: [String],
        into diagnostics: inout Diagnostics
    ) {
        let meant = closestMatch(to: name.value, in: known.sorted())
        diagnostics.error(
            at: name.location,
            key: kind,
            "no \(kind) is called `\(name.value)`",
            suggestion: meant.map { "did you mean `\($0)`?" }
        )
    }

    /// Runs one test.
    public func run(_ test: MapTest) -> TestResult {
        var result = TestResult(test)
        let given: Output
        switch content(test.given, of: test) {
        case .success(let output): given = output
        case .failure(let problem):
            result.failures.append("given: \(problem)")
            return result
        }
        let run = TestRun(bench: self, test: test, given: given)
        if test.routes != nil { run.judgeRoutes(into: &result) }
        guard test.expectation != nil || test.errors != nil || test.warnings != nil else { return result }
        let outcome = test.map == nil && test.listener != nil ? run.delivered() : run.mapped()
        run.judgeProblems(outcome, into: &result)
        if let expectation = test.expectation, let output = outcome.output {
            run.judge(output, by: expectation, into: &result)
        }
        return result
    }

    /// What a test holds or names, read.
    func content(_ content: MapTest.Content, of test: MapTest) -> Result<Output, Output.Unreadable> {
        let bytes: [UInt8]
        switch content {
        case .inline(let text): bytes = Array(text.value.utf8)
        case .file(let name):
            guard let data = read(Self.path(of: name)) else {
                return .failure(Output.Unreadable(description: "there is no file `\(name.value)`"))
            }
            bytes = data
        }
        do throws(Output.Unreadable) {
            return .success(try Output(bytes))
        } catch {
            return .failure(error)
        }
    }

    /// The path, from the site folder, of a file that a test file names.
    static func path(of name: Located<String>) -> String {
        let folder = name.location.file.split(separator: "/").dropLast()
        return name.value.hasPrefix("/")
            ? name.value : (folder.map(String.init) + [name.value]).joined(separator: "/")
    }
}

extension Site {
    func listener(named name: String) -> Listener? { listeners.first { $0.name == name } }
}
