// Edits for the tests: compiled as a map's or a route's, and run over messages written an entry a line.

import HL7v2
import LocatedYAML
import Mapping

enum EditSample {
    static let result = #"""
        MSH|^~\&|LAB|NORTH|EHR|MAIN|20260301101500+0100||ORU^R01^ORU_R01|M4711|P|2.5.1|||AL|NE
        PID|1||4711^^^NORTH^MR~0815^^^KH&1.2.3&ISO^PI||Doe^Jane^Q||19800229|F|||||||||||078051120|DL-998^NY||
        PV1|1|O|WARD 3^12^A
        ORC|RE|P1|F1
        OBR|1|P1|F1|CBC^Blood count^L
        NTE|1|L|fasting
        NTE|2|I|internal
        OBX|4|NM|HB^Haemoglobin^L||13.5|g/dL
        NTE|1|I|repeated
        OBX|7|NM|GLU^Glucose^L||<5|mmol/L||||P||
        ORC|RE|P2|F2
        OBR|2|P2|F2|CUL^Culture^L
        OBX|1|TX|CUL^Culture^L||Salmonella & Shigella||||||F
        ZLR|west^3
        """#

    static let tables = [
        SiteFile(
            path: "tables/lab-to-ehr.yaml",
            text:
                "table: lab-to-ehr\nunmapped: error\ncodes: {HB: 718-7, GLU: {code: 2345-7, display: Sugar, system: LN}}"
        )
    ]

    /// The bytes of lines.
    static func bytes(_ lines: String) -> [UInt8] {
        Array((lines + "\n").replacing("\n", with: "\r").utf8)
    }

    /// The lines of bytes.
    static func lines(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\r", omittingEmptySubsequences: true).map(
            String.init
        )
    }

    /// Compiles a map's `split` and `edit` for ORU_R01.
    static func map(_ text: String, from: String = "ORU_R01") -> (edits: MessageEdits?, problems: [String]) {
        let head = "map: sample\nfrom: hl7v2 \(from)\nto: hl7v2 \(from)\n"
        var diagnostics = Diagnostics()
        let file = SiteFile(path: "hl7v2-to-hl7v2/sample.yaml", text: head + text)
        let library = MapLibrary.compile(files: tables + [file], into: &diagnostics)
        return (library.editMap(named: "sample"), diagnostics.sorted.map(\.description))
    }

    /// Compiles a route's `split` and `edit`, for messages of whatever structure.
    static func route(_ text: String, structures: [Structure]? = nil) -> (
        edits: MessageEdits?, problems: [String]
    ) {
        var diagnostics = Diagnostics()
        let library = MapLibrary.compile(files: tables, into: &diagnostics)
        var edits: MessageEdits?
        if let root = Node.parse(text, file: "lab.yaml", into: &diagnostics),
            var keys = MappingReader(root, into: &diagnostics),
            let source = EditSource(&keys, into: &diagnostics)
        {
            edits = MessageEdits.compile(
                source,
                name: "sample",
                structures: structures,
                tables: library.tables,
                into: &diagnostics
            )
            keys.finish(into: &diagnostics)
        }
        return (edits, diagnostics.sorted.map(\.description))
    }
}

extension MessageEdits {
    /// What becomes of a message: each part's lines, and what was said about it.
    func run(_ bytes: [UInt8]) throws -> (parts: [[String]], problems: [String]) {
        let message = try Message(bytes)
        switch parts(of: message, reading: { bytes throws(ParseError) in try Message(bytes) }) {
        case .failed(let problem): return ([], [problem.description])
        case .parts(let parts):
            var lines: [[String]] = []
            var problems: [String] = []
            for (number, part) in parts.enumerated() {
                let outcome = run(
                    part,
                    of: bytes,
                    for: "\(number)",
                    in: MapContext(acceptedAt: 1_772_356_500_000)
                )
                lines.append(outcome.message.map(EditSample.lines) ?? [])
                problems += outcome.problems.map(\.description)
            }
            return (lines, problems)
        }
    }
}
