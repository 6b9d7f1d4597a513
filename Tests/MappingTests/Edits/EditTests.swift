// What each edit does to a message, and that it does nothing else.

import HL7v2
import Mapping
import Testing

struct EditTests {
    /// An edit, and the lines of the sample that it changes: old and new.
    struct Case: CustomTestStringConvertible, Sendable {
        let edit: String
        let changes: [(old: String, new: [String])]
        var testDescription: String { edit }

        init(_ edit: String, _ changes: (String, [String])...) {
            self.edit = edit
            self.changes = changes.map { (old: $0.0, new: $0.1) }
        }
    }

    private static let pid =
        "PID|1||4711^^^NORTH^MR~0815^^^KH&1.2.3&ISO^PI||Doe^Jane^Q||19800229|F|||||||||||078051120|DL-998^NY||"
    private static let hb = "OBX|4|NM|HB^Haemoglobin^L||13.5|g/dL"
    private static let glucose = "OBX|7|NM|GLU^Glucose^L||<5|mmol/L||||P||"
    private static let culture = "OBX|1|TX|CUL^Culture^L||Salmonella & Shigella||||||F"

    static let cases: [Case] = [
        Case("- clear: PID-19", (pid, [pid.replacing("|078051120|", with: "||")])),
        Case("- \"null\": PID-20", (pid, [pid.replacing("DL-998^NY", with: "\"\"")])),
        Case("- null: PID-20", (pid, [pid.replacing("DL-998^NY", with: "\"\"")])),
        Case("- clear: PID-3", (pid, [pid.replacing("4711^^^NORTH^MR~0815^^^KH&1.2.3&ISO^PI", with: "")])),
        Case("- clear: PID-3[*].4.2", (pid, [pid.replacing("KH&1.2.3&ISO", with: "KH&&ISO")])),
        Case("- drop: PID-3[.5=PI]", (pid, [pid.replacing("~0815^^^KH&1.2.3&ISO^PI", with: "")])),
        Case("- drop: PID-3[1]", (pid, [pid.replacing("4711^^^NORTH^MR~", with: "")])),
        Case(
            "- {set: 'PID-3[*].1', to: \".1.pad(8, '0')\"}",
            (pid, [pid.replacing("4711", with: "00004711").replacing("0815", with: "00000815")])
        ),
        Case(
            "- {set: PID-5.2, constant: \"A|B^C\\\\D\"}",
            (pid, [pid.replacing("Jane", with: #"A\F\B\S\C\E\D"#)])
        ),
        Case("- {set: PID-30, constant: N}", (pid, [pid + "||||||||N"])),
        Case("- {set: 'PID-4[2].1', constant: X}", (pid, [pid.replacing("PI||Doe", with: "PI|~X|Doe")])),
        Case("- {set: 'PID-3[2].4', to: MSH-4}", (pid, [pid.replacing("KH&1.2.3&ISO", with: "NORTH")])),
        Case(
            "- {set: PID-4, to: 'PID-3[*]'}",
            (pid, [pid.replacing("ISO^PI||", with: "ISO^PI|4711^^^NORTH^MR~0815^^^KH&1.2.3&ISO^PI|")])
        ),
        Case("- {set: PID-21, to: 'PID-3[2].4'}", (pid, [pid.replacing("NY||", with: "NY|KH^1.2.3^ISO|")])),
        Case("- {set: PID-6, to: PID-99.lookup('none')}"),
        Case("- {set: PV1-19, to: PV1-50}"),
        Case("- {set: PV1-2, constant: I, when: PV1-2 = 'E'}"),
        Case(
            "- {set: PV1-2, constant: I, when: PV1-2 = 'O'}",
            ("PV1|1|O|WARD 3^12^A", ["PV1|1|I|WARD 3^12^A"])
        ),
        Case(
            "- {set: MSH-7, to: now()}",
            (
                #"MSH|^~\&|LAB|NORTH|EHR|MAIN|20260301101500+0100||ORU^R01^ORU_R01|M4711|P|2.5.1|||AL|NE"#,
                [#"MSH|^~\&|LAB|NORTH|EHR|MAIN|20260301091500+0000||ORU^R01^ORU_R01|M4711|P|2.5.1|||AL|NE"#]
            )
        ),
        Case(
            "- {set: MSH-5.2, constant: 1.2.3}",
            (
                #"MSH|^~\&|LAB|NORTH|EHR|MAIN|20260301101500+0100||ORU^R01^ORU_R01|M4711|P|2.5.1|||AL|NE"#,
                [
                    #"MSH|^~\&|LAB|NORTH|EHR^1.2.3|MAIN|20260301101500+0100||ORU^R01^ORU_R01|M4711|P|2.5.1|||AL|NE"#
                ]
            )
        ),
        Case("- drop: NTE[-2=I]", ("NTE|2|I|internal", []), ("NTE|1|I|repeated", [])),
        Case("- {drop: NTE, when: NTE-3 = 'fasting'}", ("NTE|1|L|fasting", [])),
        Case("- {set: 'OBX[2]-3.1', constant: X}", (glucose, [glucose.replacing("GLU", with: "X")])),
        Case(
            "- {set: OBX-14, to: OBX-3.2}",
            (hb, [hb + "||||||||Haemoglobin"]),
            (glucose, [glucose + "||Glucose"]),
            (culture, [culture + "|||Culture"])
        ),
        Case(
            "- {add: ZPI, after: PV1, set: {ZPI-2: MSH-4, ZPI-3: {constant: B}}}",
            (
                "PV1|1|O|WARD 3^12^A", ["PV1|1|O|WARD 3^12^A", "ZPI||NORTH|B"]
            )
        ),
        Case("- {add: ZPI, before: PV1, set: {ZPI-1: PV1-50, ZPI-3: {constant: B}}}"),
        Case("- {move: PV1, before: PID}", (pid, ["PV1|1|O|WARD 3^12^A", pid]), ("PV1|1|O|WARD 3^12^A", [])),
        Case(
            "- renumber: OBX-1",
            (hb, [hb.replacing("OBX|4", with: "OBX|1")]),
            (glucose, [glucose.replacing("OBX|7", with: "OBX|2")])
        ),
        Case(
            "- {for: 'OBX[-2=NM]', edit: [{set: OBX-4, to: position()}]}",
            (hb, [hb.replacing("L||13", with: "L|1|13")]),
            (glucose, [glucose.replacing("L||<5", with: "L|2|<5")])
        ),
        Case(
            "- {for: 'OBX[-2=NM]', edit: [{set: OBX-3, to: OBX-3.lookup('lab-to-ehr')}]}",
            (hb, [hb.replacing("HB^Haemoglobin^L", with: "718-7")]),
            (glucose, [glucose.replacing("GLU^Glucose^L", with: "2345-7^Sugar^LN")])
        ),
        Case(
            "- {add: NTE, after: ZLR, set: {NTE-3: 'OBX[3]-5'}}",
            ("ZLR|west^3", ["ZLR|west^3", "NTE|||Salmonella & Shigella"])
        ),
        Case(
            "- {set: 'OBX[3]-5', constant: \"a\\nb\"}",
            (culture, [culture.replacing("Salmonella & Shigella", with: #"a\X0A\b"#)])
        ),
        Case("- {set: 'NTE[1]-3', constant: \"a\\nb\"}", ("NTE|1|L|fasting", [#"NTE|1|L|a\.br\b"#])),
    ]

    @Test(arguments: cases)
    func `an edit changes what it names and nothing else`(example: Case) throws {
        let (edits, problems) = EditSample.route("edit:\n  \(example.edit)")
        if example.edit.contains("PID-99") {
            #expect(problems.first?.contains("PID has no field 99") == true)
            return
        }
        #expect(problems.filter { !$0.contains("warning") } == [])
        let outcome = try #require(try edits?.run(EditSample.bytes(EditSample.result)))
        var expected: [String] = []
        for line in EditSample.result.split(separator: "\n").map(String.init) {
            expected += example.changes.first { $0.old == line }?.new ?? [line]
        }
        #expect(outcome.parts == [expected])
    }

    @Test func `right sides read the message as received`() throws {
        let (edits, problems) = EditSample.route(
            "edit: [{set: PV1-2, to: 'PV1-3.1'}, {set: PV1-3.1, to: PV1-2}, {clear: PV1-3.3}, {set: PV1-3.2, to: PV1-3.3}]"
        )
        #expect(problems == [])
        let lines = try edits?.run(EditSample.bytes(EditSample.result)).parts.first
        #expect(lines?[2] == "PV1|1|WARD 3|O^A^")
    }

    @Test func `what is not there is set with a warning`() throws {
        let (edits, _) = EditSample.route(
            "edit: [{set: PV2-3, constant: X}, {add: ZPI, after: PV2, set: {ZPI-1: MSH-4}}]"
        )
        let outcome = try #require(try edits?.run(EditSample.bytes(EditSample.result)))
        #expect(EditSample.lines(EditSample.bytes(EditSample.result)) == outcome.parts.first)
        #expect(
            outcome.problems == [
                "there is no PV2 to set (lab.yaml:1:8)",
                "there is no PV2 beside which ZPI could stand (lab.yaml:1:35)",
            ]
        )
    }

    @Test func `a code without a row fails where the table says so`() throws {
        let (edits, _) = EditSample.map(
            "edit: [{for: OBX, edit: [{set: OBX-3.1, to: OBX-3.1.lookup('lab-to-ehr')}]}]"
        )
        let outcome = try #require(try edits?.run(EditSample.bytes(EditSample.result)))
        #expect(outcome.parts == [[]])
        #expect(
            outcome.problems.first?.hasPrefix("OBX[3]-3.1: the code is not in the table `lab-to-ehr`") == true
        )
    }

    @Test func `which of several orders an observation belongs to is never guessed`() throws {
        let (edits, problems) = EditSample.route("edit: [{for: OBX, edit: [{set: OBX-4, to: OBR-3}]}]")
        #expect(problems == [])
        let outcome = try #require(try edits?.run(EditSample.bytes(EditSample.result)))
        #expect(outcome.parts == [[]])
        #expect(outcome.problems.first?.contains("there are several OBR") == true)
        let (scoped, more) = EditSample.map(
            "edit: [{for: ORDER_OBSERVATION, edit: [{for: OBX, edit: [{set: OBX-4, to: OBR-3}]}]}]"
        )
        #expect(more == [])
        let lines = try scoped?.run(EditSample.bytes(EditSample.result)).parts.first ?? []
        #expect(
            lines.filter { $0.hasPrefix("OBX") }.map {
                $0.split(separator: "|", omittingEmptySubsequences: false)[4]
            } == ["F1", "F1", "F2"]
        )
    }

    @Test func `values are written with the message's own delimiters and in its character set`() throws {
        let text = "MSH#*+?%#LAB#X#####ADT*A08#1#P#2.4######8859/1\rPID#1##4711\r"
        let (edits, _) = EditSample.route(
            "edit: [{set: PID-5.1, constant: 'Mü#ll?er*'}, {set: PID-5.2, constant: 'λ'}]"
        )
        let message = try Message(Array(text.utf8))
        let outcome = try #require(edits).run(
            message,
            of: message.encoded,
            for: "0",
            in: MapContext(acceptedAt: 0)
        )
        let expected =
            Array("MSH#*+?%#LAB#X#####ADT*A08#1#P#2.4######8859/1\rPID#1##4711##M".utf8) + [0xFC]
            + Array("?F?ll?E?er?S?*x\r".utf8)
        #expect(outcome.message == expected)
        #expect(
            outcome.problems.map(\.reason) == [
                "the message's character set lacks 1 of the characters written"
            ]
        )
    }

    @Test func `line ends, blank lines and odd beginnings stay`() throws {
        let text = "\u{0B}MSH|^~\\&|A|B\r\n\r\nPID|1||2\r\nPV1|1|O|\r\nZZZ|1"
        let (edits, _) = EditSample.route(
            "edit: [{set: PV1-2, constant: I}, {add: ZZY, after: ZZZ, set: {ZZY-1: PID-3}}]"
        )
        let message = try Message(Array(text.utf8))
        let outcome = try #require(edits).run(
            message,
            of: message.encoded,
            for: "0",
            in: MapContext(acceptedAt: 0)
        )
        let written = String(decoding: outcome.message ?? [], as: UTF8.self)
        #expect(written == "\u{0B}MSH|^~\\&|A|B\r\n\r\nPID|1||2\r\nPV1|1|I|\r\nZZZ|1\r\nZZY|2\r\n")
    }

    @Test func `segments that nobody touched keep bytes that their character set does not have`() throws {
        let head = Array("MSH|^~\\&|LAB|X|||||ADT^A08|1|P|2.5||||||GB 18030-2000\r".utf8)
        let name: [UInt8] = Array("PID|1||4711||".utf8) + [0xD6, 0xD0, 0xFF, 0x21] + Array("\r".utf8)
        let visit = Array("PV1|1|O\r".utf8)
        let (edits, _) = EditSample.route("edit: [{set: PV1-2, constant: I}, {set: PV1-3.9, constant: 中}]")
        let message = try Message(head + name + visit)
        let outcome = try #require(edits).run(
            message,
            of: message.encoded,
            for: "0",
            in: MapContext(acceptedAt: 0)
        )
        let changed = Array("PV1|1|I|^^^^^^^^".utf8) + [0xD6, 0xD0, 0x0D]
        #expect(outcome.message == head + name + changed)
    }

    @Test
    func `a route that names no group reads the whole message, whatever its condition says of the type`() {
        let structures = [Structure.named("ORU_R01")].compactMap(\.self)
        let outcome = EditSample.route("edit: [{set: MSH-6, to: OBR-4.1}]", structures: structures)
        #expect(outcome.edits != nil)
        #expect(outcome.problems == [])
    }
}
