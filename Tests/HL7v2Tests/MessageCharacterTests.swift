// Messages in every kind of character set: read right, and written back byte for byte.

import HL7v2
import Testing

struct MessageCharacterTests {
    /// A message whose PID-5 is `name`, between fields that must stay where they are.
    static func message(_ set: String, _ name: [UInt8], _ further: String = "") -> [UInt8] {
        Array(#"MSH|^~\&|A|B|C|D|2026||ADT^A01|1|P|2.5||||||\#(set)\#(further)"#.utf8)
            + Array("\rPID|1||77||".utf8) + name + Array("^TARO||1990|M\rNTE|1||end\r".utf8)
    }

    static let japanese: [UInt8] = [0x1B] + Array("$B".utf8)
    static let back: [UInt8] = [0x1B] + Array("(B".utf8)

    static let samples: [(String, [UInt8], String)] = [
        ("8859/15", [0xA4, 0xBD], "€œ"),
        ("WINDOWS-1252", [0x80, 0xFC], "€ü"),
        ("UNICODE UTF-8", [0xC3, 0xBC], "ü"),
        ("KS X 1001", [0xB1, 0xE8], "김"),
        ("CNS 11643-1992", [0xC4, 0xA1], "一"),
        ("ISO IR14", [0xD4], "ﾔ"),
        // Second bytes that look like an escape character, a component separator, `|` and `~`.
        ("BIG-5", [0xA5, 0x5C, 0xA5, 0x7C, 0xA5, 0x7E, 0xA5, 0x5E], "功四外匆"),
        ("GB 18030-2000", [0x81, 0x5C, 0x81, 0x7C, 0x81, 0x7E, 0x81, 0x5E], "乗亅亊乛"),
        // Two-byte characters made of `^`, `&`, `\`, `|` and `~`.
        (
            "~ISO IR87", japanese + [0x5E, 0x7C, 0x30, 0x7C, 0x3B, 0x7E, 0x26, 0x41, 0x5C, 0x21] + back,
            "滯淫時α棔"
        ),
        ("ISO IR87", japanese + [0x3B, 0x33] + back, "山"),
        ("ISO IR6~ISO IR159", [0x1B] + Array("$(D".utf8) + [0x30, 0x21] + back, "丂"),
        ("ISO IR14~ISO IR87", [0xD4] + japanese + [0x3B, 0x33, 0x1B, 0x28, 0x4A], "ﾔ山"),
        ("~ISO IR100", [0x1B] + Array("-A".utf8) + [0xFC], "ü"),
    ]

    @Test(arguments: samples)
    func `a name is read in the set that the message declares`(
        set: String,
        bytes: [UInt8],
        name: String
    ) throws {
        let sent = Self.message(set, bytes)
        let message = try Message(sent)
        #expect(message.encoded == sent)
        #expect(message.text(at: try Location("PID-5.1")) == name)
        #expect(message.text(at: try Location("PID-5.2")) == "TARO")
        #expect(message.text(at: try Location("PID-8")) == "M")
        #expect(message.text(at: try Location("NTE-3")) == "end")
        #expect(message.warnings.isEmpty)
    }

    @Test(arguments: samples)
    func `the set is found also behind a sender's name in its characters`(
        set: String,
        bytes: [UInt8],
        name: String
    ) throws {
        let start = Array(#"MSH|^~\&|"#.utf8) + bytes
        let end = Array("|B|C|D|2026||ADT^A01|1|P|2.5||||||\(set)\rPID|1||77||".utf8)
        let message = try Message(start + end + bytes + Array("\r".utf8))
        #expect(message.text(at: try Location("MSH-3")) == name)
        #expect(message.text(at: try Location("MSH-9.2")) == "A01")
        #expect(message.text(at: try Location("PID-5")) == name)
    }

    @Test func `MSH-20 alone allows switching`() throws {
        let message = try Message(
            Self.message("ASCII", Self.japanese + [0x3B, 0x33] + Self.back, "||ISO 2022-1994")
        )
        #expect(message.text(at: try Location("PID-5")) == "山")
    }

    @Test func `a sender that forgets to switch back garbles no more than its field`() throws {
        let sent = Self.message("~ISO IR87", Self.japanese + [0x3B, 0x33, 0x7C])
        let message = try Message(sent)
        #expect(message.text(at: try Location("PID-5")) == "山")
        #expect(message.text(at: try Location("PID-6.2")) == "TARO")
        #expect(message.text(at: try Location("NTE-3")) == "end")
        #expect(message.encoded == sent)
    }

    @Test(arguments: [
        (#"\M2442\;3\C2842\ A"#, "山 A"),
        (#"\C2D46\\XEB\"#, "λ"),
        (#"a\M2442\\X3B33\\C2842\b"#, "a山b"),
        (#"\M2442\0\F\\C2842\"#, "淫"),
        (#"\C2949\\XD4\"#, "ﾔ"),
        (#"\C9999\"#, #"\C9999\"#),
        (#"\Cab\ C:\Music\"#, #"\Cab\ C:\Music\"#),
    ])
    func `a value may switch sets by its own sequences`(value: String, expected: String) throws {
        let message = try Message(Self.message("UNICODE UTF-8", Array(value.utf8)))
        #expect(message.text(at: try Location("PID-5")) == expected)
    }

    @Test(arguments: [(CharacterEncoding.utf16, false), (.utf16, true), (.utf32, false), (.utf32, true)])
    func `wide text is known by its first bytes, in both byte orders`(
        encoding: CharacterEncoding,
        isSwapped: Bool
    ) throws {
        let name = "UNICODE UTF-\(encoding == .utf16 ? 16 : 32)"
        let text = String(decoding: Self.message(name, Array("山€".utf8)), as: UTF8.self)
        let width = encoding == .utf16 ? 2 : 4
        var marked = try #require(encoding.encode(text))
        if isSwapped {
            marked = stride(from: 0, to: marked.count, by: width).flatMap {
                marked[$0..<$0 + width].reversed()
            }
        }
        for bytes in [marked, Array(marked.dropFirst(width))] {
            let message = try Message(bytes)
            #expect(message.encoded == bytes)
            #expect(message.characterEncoding == encoding)
            #expect(message.text(at: try Location("PID-5")) == "山€")
            #expect(message.warnings == [.wideCharacters])
        }
    }

    @Test(
        arguments: [
            ("", [0xE4], .default, "ä", .undeclaredCharacters),
            ("", [0xE4], CharacterReading(assumed: .greek), "δ", nil),
            (
                "", [0xFF, 0x41], CharacterReading(assumed: .ksX1001, fallback: .latin1), "ÿA",
                .invalidCharacters
            ),
            ("UNICODE UTF-8", [0xA4], CharacterReading(fallback: .latin9), "€", .invalidCharacters),
            ("8859/7", [0xAE], CharacterReading(fallback: .latin1), "®", .invalidCharacters),
            ("EBCDIC", [0x80], .default, "€", .unknownCharacterSet),
            ("UNICODE UTF-16", [0xC3, 0xBC], .default, "ü", .unknownCharacterSet),
            ("BIG-5", [0xFF, 0x41], .default, "ÿA", .invalidCharacters),
            ("", japanese + [0x3B, 0x33] + back, CharacterReading(assumed: .jisX0208), "山", nil),
        ] as [(String, [UInt8], CharacterReading, String, MessageWarning?)]
    )
    func `wrong and missing declarations fall back and say so`(
        set: String,
        bytes: [UInt8],
        reading: CharacterReading,
        expected: String,
        warning: MessageWarning?
    ) throws {
        let sent = Self.message(set, bytes)
        let message = try Message(sent, characters: reading)
        #expect(message.encoded == sent)
        #expect(message.text(at: try Location("PID-5")) == expected)
        if let warning {
            #expect(message.warnings.contains(warning))
        } else {
            #expect(message.warnings.isEmpty)
        }
    }

    @Test(
        arguments: [
            ("BIG-5", [0xA5, 0x7C]), ("~ISO IR87", japanese + [0x3B, 0x7E] + back),
        ] as [(String, [UInt8])]
    )
    func `an answer repeats names in the set that they came in`(set: String, name: [UInt8]) throws {
        let header =
            Array("MSH|^~\\&|".utf8) + name + Array("|B|C|D|2026||ADT^A01|1|P|2.5||||||\(set)\r".utf8)
        let message = try Message(header)
        let answer = Acknowledgment(.accept).encoded(
            for: message,
            controlID: "A",
            date: DateTime(utcMilliseconds: 0)
        )
        #expect(answer.firstRange(of: Array("|".utf8) + name + Array("|".utf8)) != nil)
    }

    @Test(arguments: ["\\XB1E8\\", "\\XB1\\\\XE8\\"])
    func `hexadecimal bytes are in the message's set`(value: String) throws {
        for other in [[UInt8](), [0xB1, 0xE8]] {
            let sent = Self.message("KS X 1001", other + Array(value.utf8))
            let message = try Message(sent)
            #expect(message.text(at: try Location("PID-5")) == (other.isEmpty ? "김" : "김김"))
        }
    }

    @Test func `random bytes in any set never trap and are always written back`() {
        var generator = SeededGenerator(state: 18)
        let sets = CharacterEncoding.allCases.map(\.name) + ["~ISO IR87", "ISO IR14~ISO IR87~ISO IR159"]
        for set in sets {
            for _ in 0..<40 {
                let noise = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
                    Bool.random(using: &generator)
                        ? UInt8.random(in: 0...255, using: &generator)
                        : [0x1B, 0x24, 0x42, 0x28, 0x7C, 0x5C, 0x5E, 0x81].randomElement(using: &generator)
                            ?? 0
                }
                let bytes = Self.message(set, noise)
                // Refusing is one of the two right answers.
                guard let message = try? Message(bytes) else { continue }
                #expect(message.encoded == bytes)
                for segment in 0..<message.segmentCount {
                    for field in 1...10 {
                        guard let element = message.field(field, ofSegment: segment) else { continue }
                        let text = message.text(element)
                        if let range = message.plainValue(of: element) {
                            #expect(String(decoding: message.bytes[range], as: UTF8.self) == text)
                        }
                    }
                }
            }
        }
    }
}
