// The tests that stand beside the shipped maps, run as `corridor test Mappings` runs them.

import Foundation
import LocatedYAML
import MapTesting
import Mapping
import Routing
import Testing

struct `The tests of the shipped site` {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private struct Suite {
        let site: Site
        let tests: [MapTest]
        let bench: TestBench
        let problems: [String]
    }

    private static let suite = Result<Suite?, any Error> {
        let folder = root.appending(path: "Mappings").resolvingSymlinksInPath()
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path(percentEncoded: false))
        let files = try paths.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".csv") }.map { path in
            SiteFile(path: path, text: try String(contentsOf: folder.appending(path: path), encoding: .utf8))
        }
        var diagnostics = Diagnostics()
        let secrets = Secrets { _ in "https://ehr.example.org/fhir" }
        guard let site = Site.compile(files, secrets: secrets, into: &diagnostics) else { return nil }
        let tests = TestFiles.tests(in: files, into: &diagnostics)
        let bench = TestBench(site) { path in
            FileManager.default.contents(atPath: folder.appending(path: path).path(percentEncoded: false))
                .map { Array($0) }
        }
        bench.check(tests, into: &diagnostics)
        return Suite(
            site: site,
            tests: tests,
            bench: bench,
            problems: diagnostics.sorted.filter { $0.severity == .error }.map(\.description)
        )
    }

    @Test func `have no mistakes`() throws {
        let suite = try #require(try Self.suite.get())
        #expect(suite.problems == [])
        #expect(suite.tests.count > 40)
    }

    @Test func `pass`() throws {
        let suite = try #require(try Self.suite.get())
        let failed = suite.tests.map { suite.bench.run($0) }.filter { !$0.isPassed }
        let lines = failed.flatMap(TestReport.lines)
        #expect(lines == [])
    }

    @Test func `are there for every map of a message or a Bundle`() throws {
        let suite = try #require(try Self.suite.get())
        let tested = Set(suite.tests.map(\.location.file))
        let maps =
            suite.site.maps.names.map { "hl7v2-to-fhir/messages/\($0).test.yaml" }
            + suite.site.maps.resourceMapNames.map { "fhir-to-hl7v2/messages/\($0).test.yaml" }
        let missing = maps.filter { !tested.contains($0) }
        #expect(missing == [])
    }
}
