// Messages taken apart, and the sixth case of the language: one message an order, local codes, a segment added.

import Foundation
import HL7v2
import LocatedYAML
import Mapping
import Testing

struct SplitTests {
    private static func fixture(_ name: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appending(path: "Fixtures/hl7v2-to-hl7v2/\(name)")
        return String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }

    @Test func `one result message becomes one an order, with the receiver's codes and a segment added`()
        throws
    {
        var diagnostics = Diagnostics()
        let files = [
            SiteFile(path: "tables/lab-to-ehr.yaml", text: try Self.fixture("lab-to-ehr.yaml")),
            SiteFile(
                path: "hl7v2-to-hl7v2/lab-to-registry.yaml",
                text: try Self.fixture("lab-to-registry.yaml")
            ),
        ]
        let library = MapLibrary.compile(files: files, into: &diagnostics)
        #expect(diagnostics.items.map(\.description) == [])
        let edits = try #require(library.editMap(named: "hl7v2-to-hl7v2/lab-to-registry"))
        let bytes = Array(try Self.fixture("lab-to-registry.hl7").utf8)
        let outcome = try edits.run(bytes)
        #expect(outcome.problems == [])
        let expected = try (1...2).map { try Self.fixture("lab-to-registry-\($0).hl7") }
        #expect(outcome.parts.map { $0.joined(separator: "\r") + "\r" } == expected)
        #expect(try edits.run(bytes).parts == outcome.parts)
    }

    @Test func `two patients never share a part`() throws {
        let text = """
            MSH|^~\\&|LAB||||||ORU^R01^ORU_R01|1|P|2.5.1
            SFT|x
            PID|1||A
            ORC|RE|1
            OBR|1|1
            OBX|1|ST|c||a1
            OBR|2|2
            OBX|1|ST|c||a2
            PID|2||B
            NTE|1||no orders
            PID|3||C
            OBR|1|3
            OBX|1|ST|c||c1
            DSC|
            """
        let (edits, problems) = EditSample.route("split: ORDER_OBSERVATION")
        #expect(problems == [])
        let parts = try #require(try edits?.run(EditSample.bytes(text))).parts
        let names = parts.map { part in part.map { String($0.prefix(9)) }.joined(separator: " ") }
        #expect(
            names == [
                "MSH|^~\\&| SFT|x PID|1||A ORC|RE|1 OBR|1|1 OBX|1|ST| DSC|",
                "MSH|^~\\&| SFT|x PID|1||A OBR|2|2 OBX|1|ST| DSC|",
                "MSH|^~\\&| SFT|x PID|2||B NTE|1||no DSC|",
                "MSH|^~\\&| SFT|x PID|3||C OBR|1|3 OBX|1|ST| DSC|",
            ]
        )
    }

    @Test func `a message with one occurrence, or none, stays as it is`() throws {
        let (edits, _) = EditSample.route("split: PATIENT_RESULT")
        let bytes = EditSample.bytes(EditSample.result)
        #expect(try edits?.run(bytes).parts == [EditSample.lines(bytes)])
        let bare = EditSample.bytes("MSH|^~\\&|||||||ORU^R01^ORU_R01|1|P|2.5.1")
        #expect(try edits?.run(bare).parts == [EditSample.lines(bare)])
    }

    @Test func `a group goes by its older names, and each version is read by its own grammar`() throws {
        let text = """
            MSH|^~\\&|LAB||||||ORU^R01|1|P|2.3
            PID|1||A
            OBR|1|1
            OBX|1|ST|c||a1
            OBR|2|2
            OBX|1|ST|c||a2
            """
        let (edits, problems) = EditSample.map("split: ORDER_OBSERVATION\nedit: [{clear: PID-3}]")
        #expect(problems == [])
        let parts = try #require(try edits?.run(EditSample.bytes(text))).parts
        #expect(parts.count == 2)
        #expect(parts.allSatisfy { $0[1] == "PID|1||" })
    }

    @Test func `control ids differ by part and delivery and stay the same`() throws {
        let (edits, _) = EditSample.map("split: ORDER_OBSERVATION\nedit: [{set: MSH-10, to: control_id()}]")
        let compiled = try #require(edits)
        let bytes = EditSample.bytes(EditSample.result)
        let message = try Message(bytes)
        let ids = ["a 0", "a 1", "b 0", "a 0"].map { delivery in
            let written =
                compiled.run(message, of: bytes, for: delivery, in: MapContext(acceptedAt: 0)).message ?? []
            return EditSample.lines(written)[0].split(separator: "|", omittingEmptySubsequences: false)[9]
        }
        #expect(Set(ids).count == 3)
        #expect(ids[0] == ids[3])
        #expect(ids.allSatisfy { $0.count == 20 })
    }
}
