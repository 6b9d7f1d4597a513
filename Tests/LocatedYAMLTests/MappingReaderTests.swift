import LocatedYAML
import Testing

struct MappingReaderTests {
    private enum Order: String, CaseIterable { case patient, listener, none }

    private func reader(_ text: String, _ diagnostics: inout Diagnostics) throws -> MappingReader {
        let node = try #require(Node.parse(text, file: "f.yaml", into: &diagnostics))
        return try #require(MappingReader(node, path: "destinations.ehr", into: &diagnostics))
    }

    @Test func `an unknown key names the one that was meant`() throws {
        var diagnostics = Diagnostics()
        var reader = try reader("tiemout: 5s", &diagnostics)
        _ = reader.duration("timeout", into: &diagnostics)
        reader.finish(into: &diagnostics)
        #expect(
            diagnostics.sorted.map(\.description) == [
                "f.yaml:1:1: error: destinations.ehr.tiemout: unknown key; did you mean `timeout`?"
            ]
        )
    }

    @Test func `a missing key is reported at its mapping`() throws {
        var diagnostics = Diagnostics()
        var reader = try reader("a: b", &diagnostics)
        #expect(reader.requiredText("url", into: &diagnostics) == nil)
        #expect(diagnostics.items.first?.message == "`url` is missing")
    }

    @Test(arguments: [
        ("250ms", 250), ("30s", 30_000), ("5m", 300_000), ("2h", 7_200_000), ("3d", 259_200_000),
    ])
    func `durations carry their unit`(text: String, milliseconds: Int) {
        #expect(Duration(configured: text) == .milliseconds(milliseconds))
    }

    @Test(arguments: ["", "5", "s", "5 s", "-5s", "5w", "99999999999999999999s", "99999999d"])
    func `other durations are refused`(text: String) {
        #expect(Duration(configured: text) == nil)
    }

    @Test(arguments: [("0", 0), ("512B", 512), ("64KB", 65536), ("16MB", 16 << 20), ("1024GB", 1 << 40)])
    func `sizes count in powers of 1024`(text: String, bytes: Int) {
        #expect(ByteCount.parse(text) == bytes)
    }

    @Test(arguments: ["", "MB", "1.5MB", "1mb", "1025GB", "99999999999999999999"])
    func `other sizes are refused`(text: String) {
        #expect(ByteCount.parse(text) == nil)
    }

    @Test func `numbers keep to their range on both sides`() throws {
        var diagnostics = Diagnostics()
        var reader = try reader("a: 1\nb: 65535\nc: 0\nd: 65536", &diagnostics)
        #expect(reader.integer("a", in: 1...65535, into: &diagnostics) == 1)
        #expect(reader.integer("b", in: 1...65535, into: &diagnostics) == 65535)
        #expect(!diagnostics.hasErrors)
        #expect(reader.integer("c", in: 1...65535, into: &diagnostics) == nil)
        #expect(reader.integer("d", in: 1...65535, into: &diagnostics) == nil)
        #expect(diagnostics.items.count == 2)
    }

    @Test func `a word of a list of choices is suggested`() throws {
        var diagnostics = Diagnostics()
        var reader = try reader("order_by: patinet", &diagnostics)
        #expect(reader.choice("order_by", of: Order.self, into: &diagnostics) == nil)
        #expect(diagnostics.items.first?.suggestion == "did you mean `patient`?")
    }

    @Test(arguments: [
        ("timeuot", "timeout"), ("uri", "url"), ("PID", "PID"), ("PDI", "PID"),
    ])
    func `the nearest word is found`(written: String, meant: String) {
        #expect(closestMatch(to: written, in: ["timeout", "url", "PID"]) == meant)
    }

    @Test func `nothing near suggests nothing`() {
        #expect(closestMatch(to: "wholly-different", in: ["timeout", "url"]) == nil)
    }
}
