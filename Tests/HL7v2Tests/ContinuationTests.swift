import HL7v2
import Testing

/// Messages in several parts (HL7 v2.9 §2.9.2).
struct ContinuationTests {
    private static func header(_ id: String, continues pointer: String = "") -> String {
        "MSH|^~\\&|LAB|NORTH|EHR|NORTH|20261122103000||ORU^R01^ORU_R01|\(id)|P|2.5.1||\(pointer)\r"
    }

    private static func message(_ text: String) throws -> Message { try Message(Array(text.utf8)) }

    private static func joined(_ parts: [String]) throws -> String? {
        let bytes = Message.joining(try parts.map(message))
        return bytes.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `a segment goes on where it was cut, in the middle of a field`() throws {
        let parts = [
            header("1") + "PID|1||P1\rOBX|1|FT|a||The potassium is 4\rADD\rDSC|p1|F\r",
            header("2", continues: "p1") + "ADD|.1 mmol/l|x\rADD|\rDSC|p2|F\r",
            header("3", continues: "p2") + "ADD|yz\rNTE|1||end\r",
        ]
        let whole = Self.header("1") + "PID|1||P1\rOBX|1|FT|a||The potassium is 4.1 mmol/l|xyz\rNTE|1||end\r"
        #expect(try Self.joined(parts) == whole)
    }

    private func header(_ id: String, continues pointer: String = "") -> String {
        Self.header(id, continues: pointer)
    }

    @Test func `parts that end between segments are put one after the other`() throws {
        let parts = [
            header("1") + "PID|1||P1\rOBX|1|NM|a||1\rDSC|p1|F\r",
            header("2", continues: "p1") + "SFT|Vendor\rOBX|2|NM|b||2\rZZZ|1\r",
        ]
        let whole = Self.header("1") + "PID|1||P1\rOBX|1|NM|a||1\rOBX|2|NM|b||2\rZZZ|1\r"
        #expect(try Self.joined(parts) == whole)
    }

    @Test func `bytes of a character may be cut as well`() throws {
        let text = "OBX|1|FT|a||Größe"
        let cut = Array(text.utf8).firstIndex(of: 0xC3).map { $0 + 1 } ?? 0
        let header = "MSH|^~\\&|LAB|||||20261122||ORU^R01|1|P|2.5.1|||||||UNICODE UTF-8\r"
        let bytes = Array(text.utf8)
        let first = Array(header.utf8) + bytes[..<cut] + Array("\rADD\rDSC|p|F\r".utf8)
        let second =
            Array("MSH|^~\\&|LAB|||||20261122||ORU^R01|2|P|2.5.1||p||||UNICODE UTF-8\rADD|".utf8)
            + bytes[cut...] + Array("\r".utf8)
        let joined = try #require(Message.joining([try Message(first), try Message(second)]))
        let message = try Message(joined)
        #expect(message.text(at: try Location("OBX-5")) == "Größe")
    }

    @Test(arguments: [
        (end: "DSC|p|F\r", to: "p" as String?), ("DSC|p\r", "p"), ("DSC|p|I\r", nil), ("DSC||F\r", nil),
        ("DSC\r", nil), ("DSC|p|F\rNTE|1\r", nil), ("QAK|1\rDSC|p\r", nil), ("QAK|1\rDSC|p|F\r", "p"),
    ])
    func `DSC ends a part where it has a pointer, comes last and asks for no more of a query`(
        end: String,
        to: String?
    ) throws {
        let marks = try Self.message(header("1") + "PID|1\r" + end).continuation
        #expect(marks.to.map { String(decoding: $0, as: UTF8.self) } == to)
        #expect(marks.from == nil)
        #expect(marks.isWhole == (to == nil))
    }

    @Test func `parts with other delimiters or in UTF-16 are not joined`() throws {
        let first = try Self.message(header("1") + "DSC|p|F\r")
        let other = try Self.message("MSH|$~\\&|LAB||||||ORU$R01|2|P|2.5.1||p\rADD|1\r")
        #expect(Message.joining([first, other]) == nil)
        let wide = Array(
            (header("2", continues: "p") + "ADD|1\r").utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        )
        #expect(Message.joining([first, try Message(wide)]) == nil)
    }
}
