import HL7v2
import Testing

/// Messages put together from segments and texts.
struct MessageBuilderTests {
    private static func text(_ builder: MessageBuilder) -> [String] {
        String(decoding: builder.bytes(), as: UTF8.self).split(separator: "\r").map(String.init)
    }

    private static func structure(_ name: String) throws -> Structure {
        try #require(Structure.named(name))
    }

    @Test func `values stand where they belong, whatever the order of writing`() throws {
        var builder = MessageBuilder(try Self.structure("ADT_A01"), version: .v2_5_1)
        let pid = builder.begin("PID", in: .root)
        builder.write("F", at: FieldPosition(8), of: pid)
        builder.write("MR", at: FieldPosition(3, repetition: 2, component: 5), of: pid)
        builder.write("1.2.3", at: FieldPosition(3, component: 4, subcomponent: 2), of: pid)
        builder.write("4711", at: FieldPosition(3), of: pid)
        builder.write("ISO", at: FieldPosition(3, component: 4, subcomponent: 3), of: pid)
        let msh = builder.begin("MSH", in: .root)
        builder.write("LAB", at: FieldPosition(3), of: msh)
        _ = builder.begin("EVN", in: .root)
        #expect(Self.text(builder) == [#"MSH|^~\&|LAB"#, "PID|||4711^^^&1.2.3&ISO~^^^^MR|||||F"])
        #expect(builder.repetitionCount(of: 3, in: pid) == 2)
        #expect(builder.hasField(8, in: pid))
        #expect(!builder.hasField(7, in: pid))
    }

    @Test func `texts are escaped, and line ends as the field has them`() throws {
        var builder = MessageBuilder(try Self.structure("ORU_R01"), version: .v2_5_1)
        let obx = builder.begin("OBX", in: .root)
        builder.write("a|b^c&d~e\\f", at: FieldPosition(1), of: obx)
        builder.write("one\ntwo|", at: FieldPosition(2), of: obx, breaksLines: true)
        builder.write("one\ntwo", at: FieldPosition(3), of: obx)
        builder.write("gone", at: FieldPosition(4), of: obx)
        builder.write("", at: FieldPosition(4), of: obx)
        #expect(Self.text(builder) == [#"OBX|a\F\b\S\c\T\d\R\e\E\f|one\.br\two\F\|one\X0A\two"#])
    }

    @Test(arguments: [
        (Version.v2_3, ["PID", "ORC", "OBR", "NTE", "OBX", "ZLR", "OBR", "OBX", "NTE"]),
        (Version.v2_5_1, ["PID", "ORC", "OBR", "NTE", "OBX", "ZLR", "OBR", "OBX", "NTE"]),
        (Version.v2_8, ["PID", "ORC", "OBR", "NTE", "OBX", "ZLR", "OBR", "OBX", "NTE"]),
    ])
    func `groups stand in the order of the grammar`(version: Version, expected: [String]) throws {
        let structure = try Self.structure("ORU_R01")
        func group(_ path: String...) throws -> GroupID { try #require(structure.group(at: path)) }
        var builder = MessageBuilder(structure, version: version)
        func add(_ name: SegmentName, _ group: MessageBuilder.Group) {
            let segment = builder.begin(name, in: group)
            builder.write("x", at: FieldPosition(1), of: segment)
        }
        let result = builder.begin(try group("PATIENT_RESULT"), in: .root)
        let first = builder.begin(try group("PATIENT_RESULT", "ORDER_OBSERVATION"), in: result)
        let observation = builder.begin(
            try group("PATIENT_RESULT", "ORDER_OBSERVATION", "OBSERVATION"),
            in: first
        )
        add("OBX", observation)
        add("ZLR", observation)
        add("OBR", first)
        add("NTE", first)
        let common = try group("PATIENT_RESULT", "ORDER_OBSERVATION", "COMMON_ORDER")
        add("ORC", builder.begin(common, in: first))
        let second = builder.begin(try group("PATIENT_RESULT", "ORDER_OBSERVATION"), in: result)
        let other = builder.begin(
            try group("PATIENT_RESULT", "ORDER_OBSERVATION", "OBSERVATION"),
            in: second
        )
        add("NTE", other)
        add("OBX", other)
        add("OBR", second)
        add("PID", builder.begin(try group("PATIENT_RESULT", "PATIENT"), in: result))
        #expect(Self.text(builder).map { String($0.prefix(3)) } == expected)
        #expect(!builder.isEmpty(result))
        #expect(builder.hasSegment("OBR", in: first))
    }

    @Test func `what was built is read again`() throws {
        var builder = MessageBuilder(try Self.structure("ADT_A01"), version: .v2_5_1)
        let msh = builder.begin("MSH", in: .root)
        builder.write("ADT", at: FieldPosition(9), of: msh)
        builder.write("A01", at: FieldPosition(9, component: 2), of: msh)
        builder.write("C1", at: FieldPosition(10), of: msh)
        builder.write("2.5.1", at: FieldPosition(12), of: msh)
        let pid = builder.begin("PID", in: .root)
        builder.write("O'Neil & Söhne", at: FieldPosition(5, component: 1), of: pid)
        let message = try Message(builder.bytes())
        #expect(message.header.controlID == "C1")
        let name = try #require(message.field(5, ofSegment: 1))
        #expect(message.text(name) == "O'Neil & Söhne")
    }

    @Test func `a version's group says what it requires`() throws {
        let structure = try Self.structure("ORU_R01")
        let observation = try #require(structure.group(at: ["ORDER_OBSERVATION", "OBSERVATION"]))
        let members = structure.members(of: observation, in: .v2_5_1)
        #expect(members.first?.kind == .segment(["OBX"]))
        #expect(members.first?.isOptional == false)
        #expect(members.last?.isOptional == true)
    }
}
