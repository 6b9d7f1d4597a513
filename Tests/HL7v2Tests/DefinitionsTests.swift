// What the definitions know, and how a message is shown with them.

import HL7v2
import Testing

struct DefinitionsTests {
    @Test(
        arguments: [
            ("PID", 5, nil, "XPN", "Patient Name"), ("PID", 3, .v2_2, "CM", "Patient ID (Internal ID)"),
            ("PID", 3, .v2_5_1, "CX", "Patient Identifier List"), ("OBX", 5, .v2_5, "*", "Observation Value"),
            ("MSH", 9, .v2_3_1, "MSG", "Message Type"),
        ] as [(SegmentName, Int, Version?, String, String)]
    )
    func `fields are known by version`(
        segment: SegmentName,
        number: Int,
        version: Version?,
        datatype: String,
        title: String
    ) throws {
        let field = try #require(Definitions.shared.segment(segment)?.field(number, version: version))
        #expect(field.datatype == datatype)
        #expect(field.title == title)
    }

    @Test func `what no version has is not known`() {
        #expect(Definitions.shared.segment("ZPI") == nil)
        #expect(Definitions.shared.segment("PID")?.field(99) == nil)
        #expect(Definitions.shared.segment("PID")?.field(39, version: .v2_3) == nil)
        #expect(Definitions.shared.datatype("XYZ") == nil)
    }

    @Test func `repetitions, lengths and tables are facts of a field`() throws {
        let segment = try #require(Definitions.shared.segment("PID"))
        #expect(segment.field(3)?.repeats == true)
        #expect(segment.field(8, version: .v2_5_1)?.repeats == false)
        #expect(segment.field(8, version: .v2_5_1)?.table == "0001")
        #expect(segment.field(3, version: .v2_5)?.maximumLength == 250)
        #expect(segment.field(3)?.optionality == .required)
        #expect(segment.fields(version: .v2_3).count == 30)
    }

    @Test func `components are known by version`() throws {
        let name = try #require(Definitions.shared.datatype("XPN"))
        #expect(name.isComposite)
        #expect(name.component(1)?.datatype == "FN")
        #expect(name.component(1, version: .v2_3)?.datatype == "ST")
        #expect(Definitions.shared.datatype("ST")?.isComposite == false)
    }

    @Test(arguments: [
        ("ADT", "A04", "ADT_A01"), ("ADT", "A13", "ADT_A01"), ("ORU", "R01", "ORU_R01"),
        ("RDE", "O11", "RDE_O11"),
    ])
    func `events lead to structures`(code: String, event: String, structure: String) {
        #expect(StructureCatalog.shared.structureName(messageCode: code, triggerEvent: event) == structure)
    }

    @Test(arguments: [("2.5.1", Version.v2_5_1), ("2.3", .v2_3), ("2.9", .v2_8_2), (" 2.4 ", .v2_4)])
    func `versions are read as MSH-12 writes them`(text: String, version: Version) {
        #expect(Version(text) == version)
    }

    @Test(arguments: ["", "2", "2.31", "x"])
    func `what is no version is none`(text: String) {
        #expect(Version(text) == nil)
    }
}

struct StructureTests {
    @Test func `a group's name leads to the same group in all versions`() throws {
        let structure = try #require(Structure.named("ORU_R01"))
        let group = try #require(structure.group(at: ["PATIENT_RESULT", "ORDER_OBSERVATION"]))
        #expect(structure.group(at: ["RESPONSE", "ORDER_OBSERVATION"]) == group)
        #expect(structure.group(at: ["ORDER_OBSERVATION"]) == group)
        #expect(structure.path(of: group) == "PATIENT_RESULT/ORDER_OBSERVATION")
        #expect(structure[group].repeats)
        #expect(structure.place(of: "NTE", in: group)?.repeats == true)
        #expect(structure.place(of: "OBR", in: group)?.repeats == false)
    }

    @Test(
        arguments: [
            ("NTE", "ORDER_OBSERVATION", "PATIENT_RESULT/ORDER_OBSERVATION", []),
            ("ORC", "ORDER_OBSERVATION", "PATIENT_RESULT/ORDER_OBSERVATION", ["COMMON_ORDER"]),
            ("OBR", "OBSERVATION", "PATIENT_RESULT/ORDER_OBSERVATION", []),
            ("PID", "OBSERVATION", "PATIENT_RESULT", ["PATIENT"]),
            ("PV1", "PATIENT", "PATIENT_RESULT/PATIENT", ["VISIT"]),
            ("MSH", "OBSERVATION", "", []),
        ]
    )
    func `scope is decided by structure`(segment: SegmentName, group: String, base: String, path: [String])
        throws
    {
        let structure = try #require(Structure.named("ORU_R01"))
        let id = try #require(structure.group(at: [group]))
        let scope = try #require(structure.scope(of: segment, in: id))
        #expect(structure.path(of: scope.base) == base)
        #expect(scope.path.map { structure[$0].name } == path)
    }

    @Test func `a segment that only repeating groups have is out of scope, with the paths to choose from`()
        throws
    {
        let structure = try #require(Structure.named("ORU_R01"))
        #expect(structure.scope(of: "SPM", in: .root) == nil)
        #expect(structure.paths(to: "SPM") == ["PATIENT_RESULT/ORDER_OBSERVATION/SPECIMEN/SPM"])
    }

    @Test func `a name that a version wraps groups in leads to what it wraps`() throws {
        let structure = try #require(Structure.named("OML_O21"))
        let order = try #require(structure.group(at: ["ORDER"]))
        #expect(structure.group(at: ["ORDER_GENERAL", "ORDER"]) == order)
    }

    @Test func `a structure is known in its versions`() {
        #expect(Structure.named("RDE_O11", version: .v2_5_1) != nil)
        #expect(Structure.named("RDE_O11", version: .v2_3) == nil)
        #expect(Structure.named("NO_SUCH") == nil)
    }
}

struct OutlineTests {
    static let message = bytes(
        "PID|1||7^^^H&1.2&ISO^MR~8||DOE^JANE",
        "OBR|1",
        #"OBX|1|FT|a^b^L||one\.br\two||""|"#,
        "ZOB|x^y",
        header: #"MSH|^~\&|A|B|C|D|2026||ORU^R01|1|P|2.5.1"#
    )

    @Test func `a message is shown as people read it`() throws {
        let outline = MessageOutline(describing: try Message(Self.message))
        let wanted = """
            PATIENT_RESULT
              PATIENT
                PID  Patient Identification
                  1 Set ID - PID: 1
                  3[1] Patient Identifier List
                    3[1].1 ID Number: 7
                    3[1].4 Assigning Authority
                      3[1].4.1 Namespace ID: H
                      3[1].4.2 Universal ID: 1.2
                      3[1].4.3 Universal ID Type: ISO
                    3[1].5 Identifier Type Code: MR
                  3[2] Patient Identifier List: 8
                  5 Patient Name
                    5.1 Family Name: DOE
                    5.2 Given Name: JANE
              ORDER_OBSERVATION
                OBR  Observation Request
                  1 Set ID - OBR: 1
                OBSERVATION
                  OBX  Observation/Result
                    1 Set ID - OBX: 1
                    2 Value Type: FT
                    3 Observation Identifier
                      3.1 Identifier: a
                      3.2 Text: b
                      3.3 Name of Coding System: L
                    5 Observation Value: one\\ntwo
                    7 References Range: (delete)
                  ZOB  (local segment)
                    1
                      1.1: x
                      1.2: y

            """
        let text = outline.text
        let start = try #require(text.firstRange(of: "PATIENT_RESULT\n"))
        #expect(String(text[start.lowerBound...]) == wanted)
        #expect(
            text.hasPrefix(
                "ORU^R01, version 2.5.1, structure ORU_R01\nMSH  Message Header\n  1 Field Separator: |\n"
            )
        )
    }

    @Test func `what is odd comes first, by its location`() throws {
        let lines = bytes(
            "PID|1||7",
            "OBR|1",
            "OBX|1|NM|a||1",
            "OBX|2|NM|b||2",
            "DG1|1",
            "XYZ|\u{1B}|" + String(repeating: "é", count: 300),
            header: #"MSH|^~\&|A|B|C|D|2026||ORU^R01|1|P|2.5.1||||||UNICODE UTF-8"#
        )
        let text = MessageOutline(describing: try Message(lines)).text
        #expect(
            text.hasPrefix(
                """
                ORU^R01, version 2.5.1, structure ORU_R01
                warning: DG1 has no place in the structure
                warning: XYZ has no place in the structure
                MSH  Message Header

                """
            )
        )
        #expect(text.contains("      OBX[2]  Observation/Result\n"))
        #expect(text.contains("XYZ  (not a segment of the standard)\n"))
        #expect(text.contains(#": \u{1b}"#))
        #expect(text.contains(": " + String(repeating: "é", count: 240) + "… (600 bytes)\n"))
    }

    @Test func `without a structure the segments stand one after the other`() throws {
        let text = MessageOutline(describing: try Message(bytes("PID|1", header: #"MSH|^~\&|A"#))).text
        #expect(text.hasPrefix("no type, no structure known\nMSH  Message Header\n"))
        #expect(text.hasSuffix("PID  Patient Identification\n  1 Set ID - PID: 1\n"))
    }

    @Test func `the same as JSON`() throws {
        let json = MessageOutline(try Message(bytes("ZPI|a\"b", header: #"MSH|^~\&|A"#))).json
        let wanted = #"""
            {"type":"","version":"","controlID":"","warnings":[],"unexpectedSegments":[],"content":[{"segment":"MSH",\#
            "position":1,"title":"Message Header","fields":[{"field":1,"title":"Field Separator","datatype":"ST",\#
            "repetitions":[{"repetition":1,"value":"|"}]},{"field":2,"title":"Encoding Characters","datatype":"ST",\#
            "repetitions":[{"repetition":1,"value":"^~\\&"}]},{"field":3,"title":"Sending Application","datatype":"HD",\#
            "repetitions":[{"repetition":1,"components":[{"component":1,"title":"Namespace ID","value":"A"}]}]}]},\#
            {"segment":"ZPI","position":2,"fields":[{"field":1,"repetitions":[{"repetition":1,"value":"a\"b"}]}]}]}
            """#
        #expect(json == wanted)
    }
}
