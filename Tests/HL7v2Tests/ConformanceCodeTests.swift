// Coded elements: what they may hold of HL7's tables, of a site's, and of other systems.

import HL7v2
import Testing

struct ConformanceCodeTests {
    /// The problems that an observation or a restriction has, in short form.
    private func problems(_ segment: String, version: String) throws -> [String] {
        let lines = [
            #"MSH|^~\&|LAB|NORTH|EHR|MAIN|20260301101500+0100||ADT^A01^ADT_A01|M4711|P|\#(version)"#,
            "EVN||20260301", "PID|1||4711^^^NORTH^MR||Doe^Jane^^^^^L||19800229|F", segment, "PV1|1|O",
        ]
        let ordered = segment.hasPrefix("ARV") ? lines : lines.filter { $0 != segment } + [segment]
        let message = try Message(Array((ordered.joined(separator: "\r") + "\r").utf8))
        return ConformanceChecker().check(message).problems.filter { $0.code == .tableValueNotFound }.map {
            "\($0.severity.rawValue) \($0.location.map { "\($0)" } ?? "-")"
        }
    }

    @Test(
        arguments: [
            // Table 0136 is HL7's.
            ("Y^Yes^HL70136", []),
            ("Q^Perhaps^HL70136", ["W OBX-5.1"]),
            ("Q^Perhaps^L", []),
            ("Q^Perhaps", []),
            ("Y^Yes^HL70136^Q^Perhaps^HL70136", ["W OBX-5.4"]),
            ("^Perhaps^HL70136", []),
            ("\"\"^Perhaps^HL70136", []),
            // Table 0001 is each user's, and 9876 nobody's.
            ("Q^Perhaps^HL70001", []),
            ("Q^Perhaps^HL79876", []),
        ] as [(String, [String])]
    )
    func `a coded value is warned of that claims a table of HL7 without being in it`(
        value: String,
        problems expected: [String]
    ) throws {
        for (type, version) in [("CE", "2.3.1"), ("CE", "2.5.1"), ("CWE", "2.6"), ("CWE", "2.8")] {
            let found = try problems("OBX|1|\(type)|1^Smoker^L||\(value)||||||F", version: version)
            #expect(found == expected, "\(type) in \(version)")
        }
    }

    @Test(
        arguments: [
            ("A^Add^HL70206", []),
            ("Q^Queue^HL70206", ["E ARV-2.1"]),
            ("Q^Queue^L", ["E ARV-2.1"]),
            ("A^Add^HL70206^Q^Queue^L", []),
        ] as [(String, [String])]
    )
    func `a coded value without exceptions must be of its table`(
        value: String,
        problems expected: [String]
    ) throws {
        #expect(try problems("ARV|1|\(value)|DEM^^HL70719", version: "2.8") == expected)
    }
}
