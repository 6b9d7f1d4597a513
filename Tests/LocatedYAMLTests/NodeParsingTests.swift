import LocatedYAML
import Testing

struct NodeParsingTests {
    private func parse(_ text: String) -> (node: Node?, diagnostics: Diagnostics) {
        var diagnostics = Diagnostics()
        let node = Node.parse(text, file: "routes/lab.yaml", into: &diagnostics)
        return (node, diagnostics)
    }

    @Test(arguments: ["NO", "007", "1.50", "null", "~", "true", "2024-01-01"])
    func `every scalar is text`(text: String) {
        let (node, diagnostics) = parse("code: \(text)")
        #expect(node?["code"]?.scalar == text)
        #expect(diagnostics.items.isEmpty)
    }

    @Test func `values and keys know their line and column`() throws {
        let (node, _) = parse("listeners:\n  lab:\n    port: 2575\n")
        let lab = try #require(node?["listeners"]?.mapping?.first)
        #expect(lab.location == SourceLocation(file: "routes/lab.yaml", line: 2, column: 3))
        #expect(lab.value["port"]?.location.description == "routes/lab.yaml:3:11")
    }

    @Test(arguments: [
        ("a: 1\na: 2", "twice"),
        ("a:\n", "no value"),
        ("a: *b", "alias"),
        ("a: &b c", "anchors"),
        ("", "empty"),
        ("a: b: c", "second"),
        ("? [x]\n: 1", "must be text"),
        (String(repeating: "[", count: 100), "deeper"),
        (String(repeating: "- ", count: 300) + "x", "deeper"),
    ])
    func `what is not taken is refused with a reason`(text: String, reason: String) {
        let (_, diagnostics) = parse(text)
        #expect(diagnostics.hasErrors)
        #expect(diagnostics.items.contains { $0.message.contains(reason) }, "\(diagnostics.items)")
    }

    @Test(arguments: [
        ("a: [b, c", "`]` is missing"),
        ("a: {b: c", "`}` is missing"),
        ("a: 'b", "never closed"),
        ("a:\n  - b\n  c: d", "side by side"),
        ("a: \"\\q\"", "no such escape"),
        ("a: b\n---\nc: d", "a file holds one"),
        ("a:\n\tb: c", "a tab cannot indent"),
        ("a:\n  b: c\n d: e", "the indentation does not fit"),
    ])
    func `what YAML cannot read is said in plain words`(text: String, reason: String) {
        let (_, diagnostics) = parse(text)
        #expect(diagnostics.items.map(\.message).contains { $0.contains(reason) }, "\(diagnostics.items)")
        #expect(!diagnostics.items.contains { $0.message.contains("flow") }, "\(diagnostics.items)")
    }

    @Test(arguments: ["when: 'a' & PID-5", "when: *x + 1", "when: @now", "when: %resource"])
    func `an expression that YAML misreads is shown its block form`(text: String) {
        let (_, diagnostics) = parse("routes:\n  r:\n    \(text)\n")
        #expect(diagnostics.items.contains { $0.suggestion?.contains(">-") == true }, "\(diagnostics.items)")
    }

    @Test func `the block form carries any expression`() {
        let (node, _) = parse("when: >-\n  'a' & PID-5.1 = \"x\"\n")
        #expect(node?["when"]?.scalar == "'a' & PID-5.1 = \"x\"")
    }

    @Test func `a file at the size limit is read and one byte more is refused`() {
        let comment = "\n#" + String(repeating: "x", count: YAMLLimits.bytes - 6)
        #expect(parse("a: b" + comment).node != nil)
        #expect(parse("a: b" + comment + "x").diagnostics.hasErrors)
    }
}
