// Reading messages: elements, odd line ends, limits on both sides, and what errors and descriptions say.

import HL7v2
import Testing

/// A message's bytes from its segments.
func bytes(_ segments: String..., header: String = #"MSH|^~\&|A|B|C|D|2026||ADT^A01|1|P|2.5.1"#) -> [UInt8] {
    Array(([header] + segments).map { $0 + "\r" }.joined().utf8)
}

struct MessageTests {
    @Test func `an escape character that was escaped itself is one`() throws {
        let bytes = Array(#"MSH|^~\\&|A|B&C|D\T\E"#.utf8) + Array("\r".utf8)
        let message = try Message(bytes)
        #expect(message.delimiters == .standard)
        #expect(message.warnings == [.doubledEscape])
        #expect(message.text(at: try Location("MSH-4.1.2")) == "C")
        #expect(message.text(at: try Location("MSH-5")) == "D&E")
        #expect(message.encoded == bytes)
    }

    @Test func `a segment that is there has its bit, and hardly any that is not`() throws {
        let names = ["PID", "PV1", "ORC", "OBR", "OBX", "NTE", "SPM", "ZPI"]
        for count in 0...names.count {
            let segments = names.prefix(count).map { "\($0)|1\r" }.joined()
            let present = try Message(bytes(segments)).presentSegments()
            for name in names.prefix(count) + ["MSH"] {
                #expect(present & SegmentName(name.utf8).presenceBit != 0, "\(name)")
            }
        }
        let present = try Message(bytes("PID|1", "PV1|1")).presentSegments()
        let absent = names.dropFirst(2).filter { present & SegmentName($0.utf8).presenceBit == 0 }
        #expect(absent.count > 3)
    }

    @Test func `a field is read as its first component and a component as a field`() throws {
        let message = try Message(bytes("PID|1||7^^^H&1.2.3&ISO^MR~8||DOE"))
        let identifiers = try #require(message.field(3, ofSegment: 1))
        #expect(message.text(identifiers) == "7")
        #expect(message.repetitionCount(identifiers) == 2)
        let second = try #require(message.repetition(2, of: identifiers))
        #expect(message.component(1, of: second).map { message.text($0) } == "8")
        #expect(message.component(4, of: second) == nil)
        let authority = try #require(message.component(4, of: identifiers))
        #expect(message.text(authority) == "H")
        #expect(message.subcomponent(3, of: authority).map { message.text($0) } == "ISO")
        let name = try #require(message.field(5, ofSegment: 1))
        #expect(message.subcomponent(1, of: name).map { message.text($0) } == "DOE")
        #expect(message.component(2, of: name) == nil)
    }

    @Test func `lists skip what is empty and keep positions`() throws {
        let message = try Message(bytes("PID|1||~a^^&b&~~c"))
        let field = try #require(message.field(3, ofSegment: 1))
        let repetitions = message.repetitions(of: field)
        #expect(repetitions.map(\.repetition) == [2, 4])
        let components = message.components(of: repetitions[0])
        #expect(components.map(\.component) == [1, 3])
        #expect(message.subcomponents(of: components[1]).map(\.subcomponent) == [2])
        #expect(message.repetition(1, of: field) == nil)
    }

    @Test(arguments: [0, -1, 9, 10_000])
    func `a position outside is absent, never an error`(number: Int) throws {
        let message = try Message(bytes("PID|1||7"))
        #expect(message.field(number, ofSegment: 1) == nil)
        #expect(message.field(3, ofSegment: number == 0 ? 2 : number) == nil)
        let field = try #require(message.field(3, ofSegment: 1))
        #expect(message.component(number, of: field) == nil)
        #expect(message.repetition(number, of: field) == nil)
        #expect(message.subcomponent(number, of: field) == nil)
    }

    @Test(
        arguments: [
            ([UInt8](), ParseError.empty), (Array("\r\n \0".utf8), .empty), (Array("MS".utf8), .noHeader),
            (Array("<xml/>".utf8), .noHeader), (Array("MSH".utf8), .delimiters(.missing)),
            (Array("MSH|".utf8), .delimiters(.missing)), (Array("MSH||A".utf8), .delimiters(.missing)),
            (Array(#"MSH|^^\&|A"#.utf8), .delimiters(.repeated)),
            (Array(#"MSH|^~\\\&|A"#.utf8), .delimiters(.repeated)),
            (Array("MSH|^~\\&#%|A".utf8), .delimiters(.tooMany)),
            (Array("MSHA^~\\&A".utf8), .delimiters(.unusable)),
            (Array("MSH|^~A&|A".utf8), .delimiters(.unusable)),
            (Array("FHS|^~\\&|A\rMSH|^~\\&|A".utf8), .batch), (Array("BHS|^~\\&|A".utf8), .batch),
        ]
    )
    func `what is no message gets a typed error`(bytes: [UInt8], error: ParseError) {
        #expect(throws: error) { try Message(bytes) }
        #expect(!error.description.isEmpty)
    }

    @Test func `a message may be as large as the limit and no larger`() throws {
        let message = bytes("PID|1")
        _ = try Message(message, limits: MessageLimits(bytes: message.count))
        #expect(throws: ParseError.tooLarge(limit: message.count - 1)) {
            try Message(message, limits: MessageLimits(bytes: message.count - 1))
        }
    }

    @Test func `a message may have as many segments as the limit and no more`() throws {
        let message = bytes("PID|1", "PV1|1")
        #expect(try Message(message, limits: MessageLimits(segments: 3)).segmentCount == 3)
        #expect(throws: ParseError.tooManySegments(limit: 2)) {
            try Message(message, limits: MessageLimits(segments: 2))
        }
    }

    @Test func `blank lines do not cost memory without limit`() throws {
        let blank = [UInt8](repeating: 13, count: 100)
        #expect(throws: ParseError.tooManySegments(limit: 20)) {
            try Message(bytes("PID|1") + blank, limits: MessageLimits(segments: 20))
        }
    }

    @Test(arguments: [(12, true), (13, false)])
    func `the header is looked for within a limit`(garbage: Int, isFound: Bool) {
        let message = [UInt8](repeating: UInt8(ascii: "x"), count: garbage) + bytes("PID|1")
        // Whether it is refused is what is tested.
        let read = try? Message(message, limits: MessageLimits(leadingBytes: 12))
        #expect((read != nil) == isFound)
        #expect(read?.warnings == (isFound ? [.leadingBytes(garbage)] : nil))
    }

    @Test func `frame bytes around a message in a file are skipped`() throws {
        let message = try Message([0x0B] + bytes("PID|1") + [0x1C, 0x0D])
        #expect(message.segmentCount == 2)
    }

    @Test func `a name of four letters is not taken for its first three`() throws {
        let message = try Message(bytes("PIDX|1", "PID|2"))
        #expect(message.firstSegment(named: "PID") == 2)
        #expect(message.warnings == [.segmentName(segment: 1)])
    }

    @Test(arguments: [true, false])
    func `UTF-16 is read and given back as it came`(isBigEndian: Bool) throws {
        let text = String(decoding: bytes("PID|1||7||MÜLLER"), as: UTF8.self)
        let wide = text.utf16.flatMap { unit in
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
            return isBigEndian ? [high, low] : [low, high]
        }
        let message = try Message(wide)
        #expect(message.text(at: try Location("PID-5")) == "MÜLLER")
        #expect(message.encoded == wide)
        #expect(message.warnings.contains(.wideCharacters))
    }

    @Test(
        arguments: [
            ("8859/15", [0xA4] as [UInt8], "€"), ("8859/1", [0xE9], "é"), ("WINDOWS-1252", [0x80], "€"),
            ("UNICODE UTF-8", [0xC3, 0xA9], "é"), ("", [0xC3, 0xA9], "é"), ("", [0xE9], "é"),
            ("NOSUCH", [0xE9], "é"),
            ("UTF-8~8859/1", [0xC3, 0xA9], "é"),
        ]
    )
    func `text is decoded from the declared character set`(name: String, value: [UInt8], text: String) throws
    {
        let header = #"MSH|^~\&|A|B|C|D|2026||ADT^A01|1|P|2.5.1||||||"# + name
        let message = try Message(bytes("PID|1||", header: header).dropLast() + value + [13])
        #expect(message.text(at: try Location("PID-3")) == text)
    }

    @Test func `a message describes itself by size alone`() throws {
        let message = try Message(bytes("PID|1||7||SECRET"))
        #expect("\(message)\(String(reflecting: message))" == "\(message)\(message)")
        #expect(!"\(message)".contains("SECRET"))
        var dumped = ""
        dump(message, to: &dumped)
        #expect(!dumped.contains("SECRET"))
    }

    @Test func `the header is read once as text`() throws {
        let header = try Message(
            bytes(header: #"MSH|^~\&|LAB^1|H|EHR|C|2026||ORU^R01^ORU_R01|X7|P^T|2.5.1^DEU|3||AL|NE||8859/1"#)
        ).header
        #expect(header.type == "ORU^R01")
        #expect(header.controlID == "X7")
        #expect(header.version == .v2_5_1)
        #expect(header.processingID == "P")
        #expect(header.isEnhancedMode)
        #expect(header.sendingApplication == "LAB")
    }
}

struct LocationEvaluationTests {
    static let text = [
        #"PID|1||7^^^A^MR~8^^^B^SS~9^^^B^MR||DOE^JANE~""|"#, "OBR|1", "OBX|1|NM|a||5", "NTE|1||n", "OBR|2",
        "OBX|1|NM|b||6", "OBX|2|NM|c||", "OBX|3|NM|b||8~9",
    ]

    @Test(
        arguments: [
            ("PID-3", ["7"]), ("PID-3[2]", ["8"]), ("PID-3[*]", ["7", "8", "9"]), ("PID-3[last].5", ["MR"]),
            ("PID-3[.5=SS].1", ["8"]), ("PID-3[.5=MR and .4=B].1", ["9"]), ("PID-3[!.5=MR].1", ["8"]),
            ("PID-3[.6].1", []), ("PID-3[9]", []), ("PID-5.2", ["JANE"]), ("PID-5.1.1", ["DOE"]),
            ("OBX-5", ["5"]),
            ("OBX[*]-5", ["5", "6", "8"]), ("OBX[*]-5[*]", ["5", "6", "8", "9"]),
            ("OBX[last]-5[last]", ["9"]),
            ("OBX[-3=b]-5", ["6"]), ("OBX[-3=zz]-5", []), ("OBR[2]/OBX[*]-3", ["b", "c", "b"]),
            ("OBR/NTE-3", ["n"]),
            ("OBR[2]/NTE-3", []), ("OBR[*]/OBX-3", ["a", "b"]), ("OBR[-1=2]/OBX-3", ["b"]), ("ZZZ-1", []),
        ]
    )
    func `a location finds what the rules say`(location: String, values: [String]) throws {
        let message = try Message(
            Array(([#"MSH|^~\&|A|B|C|D|2026||ORU^R01|1|P|2.5"#] + Self.text).joined(separator: "\r").utf8)
        )
        #expect(message.elements(at: try Location(location)).map { message.text($0) } == values)
    }

    @Test func `the explicit null is a value but no text`() throws {
        let message = try Message(bytes(#"PID|1||""||DOE^""^X"#))
        let element = try #require(message.elements(at: try Location("PID-3")).first)
        #expect(message.isNull(element))
        #expect(message.text(at: try Location("PID-3")) == nil)
        #expect(message.text(at: try Location("PID-5.2")) == nil)
        #expect(message.text(at: try Location("PID-5.3")) == "X")
    }
}
