// Synthetic messages for the tests of expressions, and short ways to run one.

import Foundation
import HL7v2
import LocatedYAML

@testable import FHIRPath

enum Samples {
    /// Two patients with results, notes at two levels, and odd values.
    static let results = """
        MSH|^~\\&|LAB|NORTH|EHR|MAIN|20240301101500+0100||ORU^R01^ORU_R01|M1|P|2.5.1
        PID|1||4711^^^NORTH^MR~0815^^^KH&1.2.3&ISO^PI||Doe^Jane^Q||19800229|F
        PV1|1|O
        ORC|RE|P1|F1
        OBR|1|P1|F1|CBC^Blood count^L|||20240301090000
        NTE|1||order note
        OBX|1|NM|HB^Haemoglobin^L||13.5|g/dL^^UCUM|12-16|N|||F|||20240301093000
        NTE|1||first
        NTE|2||second
        OBX|2|ST|COM^Comment^L||Salmonella & Shigella||||||F
        OBR|2|P2|F2|GLU^Glucose^L|||20240301
        OBX|1|NM|GLU^Glucose^L||<5|mmol/L|||||P
        PID|2||0002^^^NORTH^MR||Roe^Richard||1975|M
        OBR|3|P3|F3|TX^Report^L|||""
        OBX|1|TX|TX^Text^L||line one\\.br\\line two||||||F
        ZLR|local^value

        """.replacing("\n", with: "\r")

    static func message(_ text: String = results) throws -> Message {
        try Message(Array(text.utf8))
    }
}

/// Compiles an expression for whole ORU messages and gives the texts it yields.
func texts(
    _ expression: String,
    of text: String = Samples.results,
    structure: String? = "ORU_R01",
    tables: [CodeTable] = []
) throws -> [String] {
    var diagnostics = Diagnostics()
    let compiled = CompiledExpression.compile(
        expression,
        at: SourceLocation(file: "test.yaml", line: 1, column: 1),
        key: nil,
        structure: structure.flatMap { Structure.named($0) },
        tables: tables,
        into: &diagnostics
    )
    guard let compiled else { throw Failure(problems: diagnostics.items.map(\.description)) }
    var evaluation = compiled.evaluation(of: try Samples.message(text), zone: .gmt)
    let items = try evaluation.evaluate(compiled.root)
    var texts: [String] = []
    for item in evaluation.list(items) { texts.append(evaluation.string(of: item) ?? "(no text)") }
    return texts
}

/// What was wrong with an expression.
struct Failure: Error, CustomStringConvertible {
    let problems: [String]
    var description: String { problems.joined(separator: "\n") }
}
