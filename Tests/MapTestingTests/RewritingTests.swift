import LocatedYAML
import MapTesting
import Testing

struct `Rewriting an expectation` {
    /// The place of the value of a key that stands once.
    private func place(of key: String, in text: String) throws -> LocatedYAML.SourceLocation {
        var diagnostics = Diagnostics()
        let parsed = Node.parse(text, file: "a.yaml", into: &diagnostics)
        let root = try #require(parsed)
        func find(_ node: Node) -> Node? {
            if let value = node[key] { return value }
            let children = node.mapping?.map(\.value) ?? node.sequence ?? []
            return children.lazy.compactMap(find).first
        }
        return try #require(find(root)).location
    }

    private func rewritten(_ text: String, _ key: String, _ value: Update.NewValue) throws -> String {
        try YAMLRewriting.text(text, file: "a.yaml", changing: [(try place(of: key, in: text), value)])
    }

    @Test(arguments: [
        ("k: old   # why\nz: 1\n", ["new"], "k: new   # why\nz: 1\n"),
        ("k: 'old'\nz: 1\n", ["it's"], "k: it's\nz: 1\n"),
        ("k: old\nz: 1\n", ["a: b"], "k: 'a: b'\nz: 1\n"),
        ("k: old\nz: 1\n", ["a\nb"], "k: \"a\\nb\"\nz: 1\n"),
        ("k: old\nz: 1\n", [], "k: []\nz: 1\n"),
        ("k: old\nz: 1\n", ["a", "b, c"], "k: [a, 'b, c']\nz: 1\n"),
        ("m: {k: old, j: 2}  # both\n", ["x, y"], "m: {k: 'x, y', j: 2}  # both\n"),
        ("k: [a, \"b]\"]   \n# end\n", ["c"], "k: [c]   \n# end\n"),
        ("k:\n  - a\n  - b\nz: 1\n", ["c", "d", "e"], "k:\n  - c\n  - d\n  - e\nz: 1\n"),
        ("- k: 1\n  z: ü\n- z: 2\n", ["Ä"], "- k: Ä\n  z: ü\n- z: 2\n"),
        ("k: |\n  two\n  lines\n\nz: 1\n", ["one"], "k: one\n\nz: 1\n"),
        ("k: -1\nz: 1\n", ["-2.5"], "k: -2.5\nz: 1\n"),
    ])
    func `keeps every other byte`(text: String, texts: [String], expected: String) throws {
        #expect(try rewritten(text, "k", .texts(texts)) == expected)
    }

    @Test(arguments: [
        ("  - k: |\n      old\n      text\n    z: 1\n", "  - k: |\n      new\n\n      text\n    z: 1\n"),
        ("k: |  \n    old\n\nz: 1\n", "k: |\n    new\n\n    text\n\nz: 1\n"),
        ("k: 'old'\nz: 1\n", "k: |\n  new\n\n  text\nz: 1\n"),
    ])
    func `writes several lines as a block`(text: String, expected: String) throws {
        #expect(try rewritten(text, "k", .block("new\n\ntext\n")) == expected)
    }

    @Test func `changes several values of one file`() throws {
        let text = "a: 1\nb: 2\nc: 3\n"
        let changes = try ["a", "c"].map {
            (at: try place(of: $0, in: text), to: Update.NewValue.texts(["x", "y"]))
        }
        #expect(
            try YAMLRewriting.text(text, file: "a.yaml", changing: changes) == "a: [x, y]\nb: 2\nc: [x, y]\n"
        )
    }

    @Test func `refuses what would say something else`() throws {
        // A plain text over two lines is not understood.
        #expect(throws: YAMLRewriting.Refused.self) {
            try rewritten("k: old\n  text\nz: 1\n", "k", .texts(["new"]))
        }
    }

    @Test func `makes a failing test pass`() throws {
        let text = SampleBench.file(
            "expect:\n  Patient.gender: male  # as sent\n  Patient.identifier.value: ['1']\nwarnings: [none]"
        )
        let bench = try SampleBench.bench()
        let result = bench.run(try #require(try SampleBench.read(text).first))
        let changes = result.updates.compactMap {
            update -> (at: LocatedYAML.SourceLocation, to: Update.NewValue)? in
            if case .value(let location, let value) = update { (location, value) } else { nil }
        }
        #expect(changes.count == 3)
        let path = "hl7v2-to-fhir/ADT_A01.test.yaml"
        let changed = try YAMLRewriting.text(text, file: path, changing: changes)
        #expect(changed.contains("Patient.gender: female  # as sent"))
        #expect(bench.run(try #require(try SampleBench.read(changed).first)).isPassed)
    }

    @Test func `writes a whole output that is expected again`() throws {
        let text = SampleBench.file(
            "expect: |\n  {\"resourceType\": \"Bundle\", \"type\": \"collection\"}\nwarnings: []"
        )
        let bench = try SampleBench.bench()
        let result = bench.run(try #require(try SampleBench.read(text).first))
        guard case .value(let location, let value) = try #require(result.updates.first) else { return }
        let path = "hl7v2-to-fhir/ADT_A01.test.yaml"
        let changed = try YAMLRewriting.text(text, file: path, changing: [(location, value)])
        #expect(bench.run(try #require(try SampleBench.read(changed).first)).isPassed)
        #expect(changed.hasSuffix("\n    warnings: []\n"))
    }
}
