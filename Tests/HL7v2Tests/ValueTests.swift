// Dates for FHIR, moments, numbers, and escaping.

import HL7v2
import Testing

struct ValueTests {
    @Test(
        arguments: [
            ("2024", "2024"), ("202402", "2024-02"), ("20240229", "2024-02-29"),
            ("20240229+0100", "2024-02-29"),
            ("2024022912", "2024-02-29T12:00:00-05:00"), ("202402291230", "2024-02-29T12:30:00-05:00"),
            ("20240229123059.120+0130", "2024-02-29T12:30:59.120+01:30"),
            ("20241231240000Z", "2025-01-01T00:00:00+00:00"),
            ("2024-02-29T12:30:59Z", "2024-02-29T12:30:59+00:00"), ("2024-0500", "2024"),
        ]
    )
    func `a date and time is as precise in FHIR as it was written`(text: String, fhir: String) throws {
        #expect(try DateTime(text).fhirDateTime { _ in -300 } == fhir)
    }

    @Test func `a time without a known offset is left out`() throws {
        #expect(try DateTime("202402291230").fhirDateTime() == "2024-02-29")
        #expect(try DateTime("202402291230").fhirInstant { _ in 0 } == nil)
        #expect(try DateTime("20240229123001").fhirInstant { _ in 0 } == "2024-02-29T12:30:01+00:00")
    }

    @Test(
        arguments: [
            ("", MalformedDateTime.format), ("202", .format), ("20240", .format), ("2024x", .format),
            ("20241301", .range),
            ("20230229", .range), ("20240230", .range), ("2024022925", .range), ("202402291260", .range),
            ("20240229123059.", .format), ("20240229123059+1500", .range), ("00000000", .filler),
            ("Aug 15, 1942", .format), ("20240229123059+01", .format),
        ]
    )
    func `text that is no date is refused`(text: String, error: MalformedDateTime) {
        #expect(throws: error) { try DateTime(text) }
    }

    @Test(arguments: [0, 951_782_400_000, 1_767_614_400_000, -86_400_000, 4_102_444_799_000] as [Int64])
    func `moments and dates agree`(milliseconds: Int64) throws {
        let date = DateTime(utcMilliseconds: milliseconds)
        #expect(date.utcMilliseconds() == milliseconds)
        #expect(try DateTime(date.hl7Text) == date)
    }

    @Test(arguments: [
        ("+12", "12"), ("01.20", "1.20"), (".5", "0.5"), ("-0.50", "-0.50"), ("007", "7"), ("0", "0"),
        ("5.", "5"),
    ])
    func `a number keeps its digits for FHIR`(text: String, decimal: String) {
        #expect(NumericValue(text)?.decimalText == decimal)
    }

    @Test(arguments: [("1234567890123456", true), ("12345678901234567", false)])
    func `a number longer than the standard allows is marked`(text: String, isStandard: Bool) {
        #expect(NumericValue(text)?.isStandard == isStandard)
    }

    @Test(arguments: [#"a|b^c~d\e&f"#, "line\r\nend", "plain", #"\F\"#, "Zürich"])
    func `what is escaped is read back`(text: String) {
        let escaped = EscapeSequences.encode(text.utf8, delimiters: .standard)
        #expect(!escaped.contains { Array("|^~&\r\n".utf8).contains($0) })
        #expect(EscapeSequences.decode(escaped[...], delimiters: .standard) == Array(text.utf8))
    }
}
