// Every kind of rule of the standard that a message can break, and messages that break none.

import HL7v2
import Testing

struct ConformanceTests {
    private static let valid = [
        #"MSH|^~\&|LAB|NORTH|EHR|MAIN|20260301101500+0100||ORU^R01^ORU_R01|M4711|P|2.5.1"#,
        "PID|1||4711^^^NORTH^MR||Doe^Jane||19800229|F",
        "PV1|1|O",
        "OBR|1|P1|F1|CBC^Blood count^L|||20260301090000",
        "OBX|1|NM|718-7^Haemoglobin^LN||13.5|g/dL|12-16|N|||F",
        "NTE|1||repeated",
    ]

    /// The valid message with some of its lines replaced, as problems in short form.
    private static func problems(
        _ changes: [Int: String],
        profile: ConformanceProfile = .standard
    ) throws -> [String] {
        var lines = valid
        for (line, text) in changes { lines[line] = text }
        let message = try Message(Array(lines.filter { !$0.isEmpty }.joined(separator: "\r").utf8))
        return ConformanceChecker(profile: profile).check(message).problems.map {
            "\($0.severity.rawValue) \($0.code.rawValue) \($0.location.map { "\($0)" } ?? "-")"
        }
    }

    @Test func `a valid message has no problems`() throws {
        #expect(try Self.problems([:]).isEmpty)
    }

    static let structureCases: [(changes: [Int: String], problem: String)] = [
        ([3: ""], "E 100 OBR"),
        ([2: "PV1|1|O\rPV1|2|O"], "E 100 PV1[2]"),
        ([1: "PID|1||4711||Doe^Jane\rPV1|1|O\rPID|1||4712||Roe^Jim"], "E 100 OBR"),
        ([1: "PID|1||4711||Doe^Jane\rDG1|1||A|||W"], "E 100 DG1"),
        ([0: #"MSH|^~\&|PAS|||MAIN|20260301||ADT^A01^ADT_A01|M1|P|2.5.1"#], "E 100 EVN"),
        ([0: #"MSH|^~\&|PAS|||MAIN|20260301||ADT^A01^ADT_A01|M1|P|2.5.1"#], "E 100 OBR"),
        ([0: #"MSH|^~\&|LAB|||MAIN|20260301||ORU^R99|M1|P|2.5.1"#], "E 201 MSH-9.2"),
        ([0: #"MSH|^~\&|LAB|||MAIN|20260301||XYZ^R01|M1|P|2.5.1"#], "E 200 MSH-9.1"),
        ([0: #"MSH|^~\&|LAB|||MAIN|20260301||ORU^R01^ORU_R01|M1|P|3.9"#], "E 203 MSH-12"),
        ([0: #"MSH|^~\&|LAB|||MAIN|20260301||ORU^R01^ORU_R01|M1|P"#], "E 101 MSH-12"),
        ([0: #"MSH|^~\&|LAB|||MAIN|20260301||ORU^R01^ADT_A01|M1|P|2.5.1"#], "W 103 MSH-9.3"),
    ]

    @Test(arguments: structureCases)
    func `structure is checked`(changes: [Int: String], problem: String) throws {
        #expect(try Self.problems(changes).contains(problem))
    }

    static let fieldCases: [(line: String, problems: [String])] = [
        ("OBX|1|NM|||13.5||||||F", ["E 101 OBX-3"]),
        ("OBX|1||718-7||13.5||||||F", ["E 101 OBX-2"]),
        ("OBX|1|NM|718-7||13.5||||||F~P", ["E 102 OBX-11[2]"]),
        ("OBX|1|NM|718-7||13,5||||||F", ["E 102 OBX-5"]),
        ("OBX|1|NM|718-7||1~2~x||||||F", ["E 102 OBX-5[3]"]),
        ("OBX|1|ST|718-7||13,5||||||F", []),
        ("OBX|1|ID|718-7||13,5||||||F", ["W 103 OBX-2"]),
        ("OBX|1|QQ|718-7||13,5||||||F", ["E 103 OBX-2"]),
        (#"OBX|1|NM|718-7||""||||||F"#, []),
        ("OBX|1|DT|718-7||20260230||||||F", ["E 102 OBX-5"]),
        ("OBX|1|DT|718-7||202602||||||F", []),
        ("OBX|1|DT|718-7||2026020112||||||F", ["E 102 OBX-5"]),
        ("OBX|1|TM|718-7||2561||||||F", ["E 102 OBX-5"]),
        ("OBX|1|TM|718-7||0930+0100||||||F", []),
        ("OBX|1|TS|718-7||2026-03-01||||||F", ["E 102 OBX-5"]),
        ("OBX|1|SN|718-7||>=^5||||||F", []),
        ("OBX|1|SN|718-7||^1^:^128||||||F", []),
        ("OBX|1|SN|718-7||~5^x||||||F", ["E 102 OBX-5[2].1", "E 102 OBX-5[2].2"].reversed()),
        ("OBX|1|SN|718-7||^1^^128||||||F", ["E 102 OBX-5.4"]),
        ("OBX|12345|ST|718-7||x||||||F", ["W 104 OBX-1", "E 102 OBX-1"]),
        ("OBX|1|ST|718-7||x||||||9", ["E 103 OBX-11"]),
        ("OBX|1|CE|718-7||a^b^c^d^e^f^g||||||F", ["W 102 OBX-5.7"]),
        ("OBX|1|CWE|718-7||a||||||F", ["W 104 OBX-2", "W 103 OBX-2"]),
        ("OBX|1|ST|718-7||x||||||F||||||||||||||||x", ["W 102 OBX-27"]),
        ("ZZZ|anything~goes^here", []),
    ]

    @Test(arguments: fieldCases)
    func `fields and values are checked`(line: String, problems: [String]) throws {
        let found = try Self.problems([4: line.hasPrefix("Z") ? Self.valid[4] + "\r" + line : line])
        #expect(Set(found) == Set(problems))
    }

    @Test func `lengths bind up to version 2·6, and the truncation character counts from 2·7`() throws {
        let long = String(repeating: "x", count: 250)
        let old = "OBX|1|ST|718-7||x||\(long)||||F"
        #expect(try Self.problems([4: old]) == ["W 104 OBX-7"])
        let header = #"MSH|^~\&#|LAB|NORTH|EHR|MAIN|20260301101500+0100||ORU^R01^ORU_R01|M4711|P|2.7"#
        #expect(try Self.problems([0: header, 4: old]) == [])
        #expect(try Self.problems([0: header, 4: "OBX|1|NM|718-7||12#||||||F"]) == ["W 104 OBX-5"])
    }

    @Test func `problems are refused by what they are about`() throws {
        func refusal(_ text: String) throws -> Acknowledgment.Outcome {
            ConformanceChecker().check(try Message(Array(text.utf8))).refusal
        }
        #expect(try refusal(#"MSH|^~\&|A||||20260301||ADT^A01|1|P|9"#) == .notAcceptable)
        #expect(try refusal(#"MSH|^~\&|A||||20260301||ADT^A01|1|P|2.5"#) == .processingError)
    }

    @Test func `no more problems are listed than the limit, and no text holds a value`() throws {
        let lines = Array(repeating: "OBX|9|NM|SECRET||SECRET||||||SECRET", count: 5_000)
        let message = try Message(Array((Self.valid + lines).joined(separator: "\r").utf8))
        let report = ConformanceChecker().check(message)
        #expect(report.problems.count == ConformanceReport.limit)
        #expect(report.isCut)
        #expect(!report.problems.contains { $0.text.contains("SECRET") })
    }
}
