// The tutorial as a test: the files that it has its reader write make a site without a complaint, whose test passes.

import Foundation
import HL7v2
import LocatedYAML
import MapTesting
import Mapping
import Routing
import Testing

struct TutorialTests {
    /// The repository.
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The files of the tutorial by their paths: named after the fence, or in a comment on the first line.
    private static func files() throws -> [SiteFile] {
        let text = try String(contentsOf: root.appending(path: "TUTORIAL.md"), encoding: .utf8)
        var files: [SiteFile] = []
        for part in text.components(separatedBy: "\n```").dropFirst() {
            let lines = part.components(separatedBy: "\n")
            let info = lines[0].split(separator: " ")
            let body = Array(lines.dropFirst())
            let comment = body.first.flatMap {
                $0.hasPrefix("# ") && info.first == "yaml" ? $0.dropFirst(2) : nil
            }
            guard let path = info.count == 2 ? info[1] : comment else { continue }
            files.append(SiteFile(path: String(path), text: body.joined(separator: "\n") + "\n"))
        }
        return files
    }

    /// The shipped maps and tables.
    private static func shipped() throws -> [SiteFile] {
        let folder = root.appending(path: "Mappings").resolvingSymlinksInPath()
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path(percentEncoded: false))
        return try paths.filter { path in
            ["yaml", "csv"].contains { path.hasSuffix(".\($0)") } && path != "corridor.yaml"
                && !path.hasPrefix("routes/") && !path.hasSuffix(".test.yaml")
        }
        .map { SiteFile(path: $0, text: try String(contentsOf: folder.appending(path: $0), encoding: .utf8)) }
    }

    @Test func `the files of the tutorial are a site whose test passes`() throws {
        let files = try Self.files()
        #expect(files.map(\.path).count == 6)
        var diagnostics = Diagnostics()
        let own = files.filter { !$0.path.hasPrefix("samples/") }
        let paths = Set(own.map(\.path))
        let all = own + (try Self.shipped().map { paths.contains($0.path) ? $0.replaced : $0 })
        let site = try #require(Site.compile(all, secrets: Secrets { _ in nil }, into: &diagnostics))
        let tests = TestFiles.tests(in: own, into: &diagnostics)
        let samples = Dictionary(uniqueKeysWithValues: files.map { ($0.path, Array($0.text.utf8)) })
        let bench = TestBench(site) { path in
            // Paths are relative to the test's file.
            samples[String(URL(filePath: "/\(path)").standardizedFileURL.path.dropFirst())]
        }
        bench.check(tests, into: &diagnostics)
        #expect(diagnostics.sorted.map(\.description) == [])
        #expect(tests.count == 1)
        for test in tests { #expect(bench.run(test).failures.map { "\($0)" } == []) }
    }
}
