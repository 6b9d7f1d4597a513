// Every character set both ways, over all of its characters, and the names that senders give it.

import HL7v2
import Testing

struct CharacterEncodingTests {
    static let known = CharacterEncoding.allCases.filter { $0 != .unknown }

    /// One character of each set whose bytes anyone can look up.
    static let spots: [(CharacterEncoding, String, [UInt8])] = [
        (.utf8, "€", [0xE2, 0x82, 0xAC]),
        (.utf16, "𠮷", [0xFE, 0xFF, 0xD8, 0x42, 0xDF, 0xB7]),
        (.utf32, "𠮷", [0, 0, 0xFE, 0xFF, 0, 0x02, 0x0B, 0xB7]),
        (.latin1, "ü", [0xFC]), (.latin2, "ł", [0xB3]), (.latin3, "ħ", [0xB1]), (.latin4, "ķ", [0xF3]),
        (.cyrillic, "ж", [0xD6]), (.arabic, "ب", [0xC8]), (.greek, "λ", [0xEB]), (.hebrew, "א", [0xE0]),
        (.latin5, "ğ", [0xF0]), (.latin9, "€", [0xA4]), (.windows1250, "Ž", [0x8E]),
        (.windows1251, "ж", [0xE6]), (.windows1252, "€", [0x80]), (.windows1253, "λ", [0xEB]),
        (.windows1254, "ş", [0xFE]), (.jisX0201, "ﾔ", [0xD4]),
        (.jisX0208, "山", [0x1B, 0x24, 0x42, 0x3B, 0x33, 0x1B, 0x28, 0x42]),
        (.jisX0212, "丂", [0x1B, 0x24, 0x28, 0x44, 0x30, 0x21, 0x1B, 0x28, 0x42]),
        (.gb18030, "王", [0xCD, 0xF5]), (.gb18030, "€", [0xA2, 0xE3]), (.ksX1001, "김", [0xB1, 0xE8]),
        (.cns11643, "一", [0xC4, 0xA1]), (.big5, "功", [0xA5, 0x5C]),
    ]

    @Test(arguments: spots)
    func `a character has the bytes that its set gives it`(
        encoding: CharacterEncoding,
        text: String,
        bytes: [UInt8]
    ) {
        #expect(encoding.encode(text) == bytes)
        #expect(encoding.decode(bytes[...]) == text)
    }

    @Test(arguments: CharacterEncoding.allCases.filter(\.isSingleByte))
    func `an 8-bit set gives back each of its bytes`(encoding: CharacterEncoding) {
        var assigned = 0
        for byte in UInt8.min...UInt8.max {
            let text = encoding.decode([byte])
            #expect(text.unicodeScalars.count == 1)
            guard encoding.encode(text) == [byte] else { continue }
            assigned += 1
        }
        // The poorest of them are ISO 8859-6 and JIS X 0201.
        #expect(assigned >= 128 + 63)
    }

    @Test(arguments: known)
    func `what a set can say is read back the same, and what it cannot is counted`(
        encoding: CharacterEncoding
    ) throws {
        var sayable = 0
        for first in stride(from: UInt32(0x20), to: 0x30000, by: 0x40) {
            let scalars = (first..<first + 0x40).compactMap(Unicode.Scalar.init)
            // A control character marks what cannot be said.
            let encoded = encoding.encode(
                String(String.UnicodeScalarView(scalars)),
                substitute: "\u{1}"
            )
            let read = Array(encoding.decode(encoded.bytes[...]).unicodeScalars)
            try #require(read.count == scalars.count)
            let said = zip(scalars, read).filter { $1 != "\u{1}" }
            // The two won signs have one code in KS X 1001.
            #expect(said.allSatisfy { $0 == $1 || $0 == "\u{20A9}" && encoding == .ksX1001 })
            #expect(encoded.substitutions == scalars.count - said.count)
            sayable += said.count
        }
        let counts: [CharacterEncoding: ClosedRange<Int>] = [
            .ascii: 96...96, .utf8: 190_000...200_000, .utf16: 190_000...200_000, .utf32: 190_000...200_000,
            .gb18030: 100_000...200_000, .jisX0208: 6_900...7_100, .jisX0212: 12_500...13_200,
            .ksX1001: 8_200...8_500, .cns11643: 40_000...60_000, .big5: 13_000...14_500,
        ]
        #expect((counts[encoding] ?? 150...224).contains(sayable), "\(sayable)")
    }

    @Test(
        arguments: [
            ("", .ascii), ("ASCII", .ascii), ("ISO IR6", .ascii), ("8859/1", .latin1),
            ("ISO-8859-1", .latin1),
            ("ISO8859/1", .latin1), ("ISO IR100", .latin1), ("8859/7", .greek), ("8859/15", .latin9),
            ("WINDOWS-1252", .windows1252), ("cp1250", .windows1250), ("ISO IR14", .jisX0201),
            ("ISO IR87", .jisX0208), ("ISO IR159", .jisX0212), ("GB 18030-2000", .gb18030),
            ("KS X 1001", .ksX1001), ("CNS 11643-1992", .cns11643), ("BIG-5", .big5), ("UNICODE", .utf8),
            ("UNICODE UTF-8", .utf8), ("utf8", .utf8), ("UNICODE UTF-16", .utf16), ("UNICODE UTF-32", .utf32),
            ("\"\"", .ascii), ("EBCDIC", .unknown), ("8859/16", .unknown), ("ÜTF-8", .unknown),
            ("UNICODE UTF-8 OR SO IT SEEMS", .unknown),
        ] as [(String, CharacterEncoding)]
    )
    func `a set is known by its names`(name: String, encoding: CharacterEncoding) {
        #expect(CharacterEncoding(declared: name) == encoding)
    }

    @Test(arguments: known)
    func `a set is known by the name that it is written with`(encoding: CharacterEncoding) {
        #expect(CharacterEncoding(declared: encoding.name) == encoding)
    }

    @Test func `bytes outside a set are read in the fallback`() {
        // 0xAE has no letter in ISO 8859-7, and 0xFF starts nothing in the others.
        #expect(CharacterEncoding.greek.decode([0x41, 0xAE], fallback: .latin1) == "A®")
        #expect(CharacterEncoding.big5.decode([0xFF, 0x41], fallback: .latin1) == "ÿA")
        #expect(CharacterEncoding.ksX1001.decode([0xB1, 0xE8, 0xB1], fallback: .latin9) == "김±")
        #expect(CharacterEncoding.utf8.decode([0x41, 0xA4], fallback: .latin9) == "A€")
        #expect(CharacterEncoding.ascii.decode([0xB3], fallback: .latin2) == "ł")
    }

    @Test(arguments: known)
    func `whatever bytes come, a set reads them in linear time and without a trap`(
        encoding: CharacterEncoding
    ) {
        var generator = SeededGenerator(state: 211)
        for count in 0..<300 {
            var bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            if count > 8 { bytes.replaceSubrange(3..<6, with: [0x1B, 0x24, 0x42]) }
            let text = encoding.decode(bytes[...])
            #expect(text.utf8.count <= bytes.count * 4)
        }
        let clock = ContinuousClock()
        let short = clock.measure { _ = encoding.decode([UInt8](repeating: 0xFF, count: 20_000)[...]) }
        let long = clock.measure { _ = encoding.decode([UInt8](repeating: 0xFF, count: 200_000)[...]) }
        // Quadratic time would be a hundred times as much.
        #expect(long < short * 50 + .milliseconds(100))
    }
}
