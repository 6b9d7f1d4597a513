// Finds the tests of a site: `tests:` of map files, and `NAME.test.yaml` anywhere.

public import LocatedYAML
public import Mapping

/// The tests of a site's files.
public enum TestFiles {
    /// Reads all tests, in the order of their files.
    ///
    /// - Parameters:
    ///   - files: the site's files, tests among them.
    ///   - diagnostics: receives every problem found.
    /// - Returns: the tests that can be read.
    public static func tests(in files: [SiteFile], into diagnostics: inout Diagnostics) -> [MapTest] {
        let texts = Dictionary(files.map { ($0.path, $0.text) }) { first, _ in first }
        var tests: [MapTest] = []
        for file in files.sorted(by: { $0.path < $1.path }) {
            if file.isTest {
                tests += self.tests(ofTestFile: file, beside: texts, into: &diagnostics)
            } else if file.isMap, file.text.contains("\ntests:") {
                tests += self.tests(ofMap: file, into: &diagnostics)
            }
        }
        return tests
    }

    /// The `tests` of a map file, which the compiler of maps passes over.
    private static func tests(ofMap file: SiteFile, into diagnostics: inout Diagnostics) -> [MapTest] {
        // What else is wrong with the file is the compiler's to say.
        var ignored = Diagnostics()
        guard let root = Node.parse(file.text, file: file.path, into: &ignored), let node = root["tests"]
        else { return [] }
        return tests(node, map: nil, ownMap: root["map"]?.scalar, into: &diagnostics)
    }

    private static func tests(
        ofTestFile file: SiteFile,
        beside texts: [String: String],
        into diagnostics: inout Diagnostics
    ) -> [MapTest] {
        guard let root = Node.parse(file.text, file: file.path, into: &diagnostics),
            var keys = MappingReader(root, into: &diagnostics)
        else { return [] }
        let map = keys.text("map", into: &diagnostics)
        let tests = keys.required("tests", into: &diagnostics)
        keys.finish(into: &diagnostics)
        guard let tests else { return [] }
        return self.tests(tests, map: map, ownMap: ownMap(of: file, beside: texts), into: &diagnostics)
    }

    private static func tests(
        _ node: Node,
        map: Located<String>?,
        ownMap: String?,
        into diagnostics: inout Diagnostics
    ) -> [MapTest] {
        guard let items = node.sequence else {
            diagnostics.error(
                at: node.location,
                key: "tests",
                "expected a list of tests, found \(node.kind)",
                suggestion: "begin each with `- name: …`"
            )
            return []
        }
        return items.enumerated().compactMap { index, item in
            MapTest(item, path: "tests[\(index + 1)]", map: map, ownMap: ownMap, into: &diagnostics)
        }
    }

    /// The name of the map beside a test file: of `ORU_R01.test.yaml` that of `ORU_R01.yaml`.
    private static func ownMap(of file: SiteFile, beside texts: [String: String]) -> String? {
        let path = String(file.path.dropLast(SiteFile.testEnding.count)) + ".yaml"
        guard let text = texts[path], SiteFile(path: path, text: text).isMap else { return nil }
        var ignored = Diagnostics()
        return Node.parse(text, file: path, into: &ignored)?["map"]?.scalar
    }
}
