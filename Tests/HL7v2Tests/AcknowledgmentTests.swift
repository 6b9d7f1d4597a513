// Acknowledgments as bytes, version by version.

import HL7v2
import Testing

struct AcknowledgmentTests {
    static let date = DateTime(utcMilliseconds: 1_767_614_400_000)

    private func request(version: String, charset: String = "") throws -> Message {
        let tail = charset.isEmpty ? "" : "||||||\(charset)"
        return try Message(
            Array(
                #"MSH|^~\&|LAB^1.2^ISO|HOSP|EHR|CLINIC|2026||ORU^R01^ORU_R01|A\T\7|P|\#(version)\#(tail)"#
                    .utf8
            )
        )
    }

    private func lines(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\r").map(String.init)
    }

    @Test(
        arguments: [
            ("2.2", "ACK"), ("2.3", "ACK^R01"), ("2.3.1", "ACK^R01^ACK"), ("2.5.1", "ACK^R01^ACK"),
            ("", "ACK^R01^ACK"),
        ]
    )
    func `names change places and the header is the sender's`(version: String, type: String) throws {
        let acknowledgment = Acknowledgment(.accept).encoded(
            for: try request(version: version),
            controlID: "77",
            date: Self.date
        )
        let ending = version.isEmpty ? "P" : "P|\(version)"
        #expect(
            lines(acknowledgment) == [
                #"MSH|^~\&|EHR|CLINIC|LAB^1.2^ISO|HOSP|20260105120000+0000||\#(type)|77|\#(ending)"#,
                #"MSA|AA|A\T\7"#,
            ]
        )
        #expect(acknowledgment.last == 13)
    }

    @Test func `the character set is the sender's`() throws {
        let message = try request(version: "2.5.1", charset: "8859/1")
        let acknowledgment = Acknowledgment(.accept).encoded(for: message, controlID: "7", date: Self.date)
        #expect(lines(acknowledgment)[0].hasSuffix("|P|2.5.1||||||8859/1"))
    }

    /// Byte order mark or none, and the code units' bytes in either order.
    private static func wide(_ text: String, units: Int, isBigEndian: Bool, isMarked: Bool) -> [UInt8] {
        let marked = (isMarked ? "\u{FEFF}" : "") + text
        let values = units == 2 ? marked.utf16.map { UInt32($0) } : marked.unicodeScalars.map(\.value)
        return values.flatMap { value in
            let bytes = (0..<units).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
            return isBigEndian ? bytes.reversed() : bytes
        }
    }

    @Test(arguments: [2, 4], [(true, true), (true, false), (false, true), (false, false)])
    func `an answer to UTF-16 or UTF-32 is in the sender's byte order, with a mark where theirs has one`(
        units: Int,
        order: (isBigEndian: Bool, isMarked: Bool)
    ) throws {
        let name = "UNICODE UTF-\(units * 8)"
        let text = #"MSH|^~\&|LÄB|北|EHR|C|2026||ORU^R01|č7𠀀|P|2.5.1||||||\#(name)"# + "\rPID|1\r"
        let (isBigEndian, isMarked) = order
        let sent = Self.wide(text, units: units, isBigEndian: isBigEndian, isMarked: isMarked)
        let answer =
            #"MSH|^~\&|EHR|C|LÄB|北|20260105120000+0000||ACK^R01^ACK|7|P|2.5.1||||||\#(name)"#
            + "\rMSA|AA|č7𠀀\r"
        let expected = Self.wide(answer, units: units, isBigEndian: isBigEndian, isMarked: isMarked)
        let acknowledgment = Acknowledgment(.accept)
        for message in [try Message(sent), try Message(Message.headerBytes(of: sent))] {
            #expect(acknowledgment.encoded(for: message, controlID: "7", date: Self.date) == expected)
        }
    }

    @Test func `an answer that MLLP's framing would tear apart is in UTF-8`() throws {
        // U+1C00 and then the segment's end: in UTF-16 with the low byte first, 1C 0D.
        let text = "MSH|^~\\&|A|B|C|D|2026||ORU^R01|7\u{1C00}|P|2.5.1\r"
        let message = try Message(Self.wide(text, units: 2, isBigEndian: false, isMarked: true))
        let acknowledgment = Acknowledgment(.accept).encoded(for: message, controlID: "7", date: Self.date)
        #expect(lines(acknowledgment)[1] == "MSA|AA|7\u{1C00}")
    }

    static let problem = Acknowledgment.Problem(
        code: .datatype,
        location: ErrorLocation(segment: "OBX", sequence: 3, field: 5, component: 1),
        text: "not a number | or so"
    )

    @Test(
        arguments: [
            ("2.3", #"ERR|OBX^3^5^102&Data type error&HL70357~^^^207&Application internal error&HL70357"#),
            ("2.5.1", #"ERR||OBX^3^5^1^1|102^Data type error^HL70357|E||||not a number \F\ or so"#),
        ]
    )
    func `problems are listed as the version has them`(version: String, error: String) throws {
        let problems = [Self.problem, Acknowledgment.Problem(code: .applicationError)]
        let acknowledgment = Acknowledgment(.error, problems: problems).encoded(
            for: try request(version: version),
            controlID: "7",
            date: Self.date
        )
        let lines = lines(acknowledgment)
        #expect(lines[2] == error)
        #expect(lines.count == (version == "2.3" ? 3 : 4))
        #expect(lines[1] == (version == "2.3" ? #"MSA|AE|A\T\7|not a number \F\ or so"# : #"MSA|AE|A\T\7"#))
    }

    @Test func `bytes that are no message are rejected with an empty control id`() {
        let acknowledgment = Acknowledgment.encoded(
            for: .delimiters(.repeated),
            controlID: "7",
            date: Self.date
        )
        #expect(
            lines(acknowledgment) == [
                #"MSH|^~\&|||||20260105120000+0000||ACK|7|P|2.5.1"#, "MSA|AR",
                "ERR||MSH^1^2^1|102^Data type error^HL70357|E||||MSH-2 declares a character twice",
            ]
        )
    }

    @Test func `the sender's delimiters are used`() throws {
        let message = try Message(Array("MSH$%*!@$A$B$C$D$2024$$ADT%A01$1$P$2.5\r".utf8))
        let acknowledgment = Acknowledgment(.accept).encoded(for: message, controlID: "7", date: Self.date)
        #expect(lines(acknowledgment)[0] == "MSH$%*!@$C$D$A$B$20260105120000+0000$$ACK%A01%ACK$7$P$2.5")
    }

    @Test(arguments: [(50, 50), (51, 50)])
    func `no more problems are listed than the limit`(count: Int, listed: Int) {
        let problems = Array(repeating: Self.problem, count: count)
        #expect(Acknowledgment(.error, problems: problems).problems.count == listed)
    }

    @Test(arguments: [(#"MSH|^~\&|"#, #"\X0A\J09"#), ("MSH|^~|", " J09")])
    func `a line feed of the request begins no segment in the answer`(
        start: String,
        application: String
    ) throws {
        let message = try Message(Array("\(start)\nJ09\r".utf8))
        let bytes = Acknowledgment(.accept).encoded(
            for: message,
            controlID: "9",
            date: DateTime(utcMilliseconds: 0)
        )
        let answer = try Message(bytes)
        #expect(answer.firstSegment(named: "MSA") == 1)
        #expect(answer.field(5, ofSegment: 0).map { answer.rawText($0) } == application)
    }
}
