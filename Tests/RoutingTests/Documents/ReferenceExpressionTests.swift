// Every expression in a table of the reference yields what stands beside it, over the message shown above.

import FHIRPath
import HL7v2
import LocatedYAML
import Mapping
import Testing

struct ReferenceExpressionTests {
    private static let rows: [Document.Row] = {
        // A reference that cannot be read fails the test below, which wants rows.
        (try? Document.reference().rows.filter { $0.kind.hasPrefix("expression") }) ?? []
    }()

    @Test func `the reference has expressions`() {
        #expect(Self.rows.count > 100)
    }

    @Test(arguments: rows)
    func `an expression yields what the reference says`(row: Document.Row) throws {
        let expression = try #require(row.code(0).first)
        let expected = row.cells[1] == "nothing" ? [] : row.code(1).map { $0.replacing("\\n", with: "\n") }
        #expect(row.cells[1] == "nothing" || !expected.isEmpty, "say what `\(expression)` yields")
        var diagnostics = Diagnostics()
        let compiled = KeyExpression.compile(
            expression,
            at: SourceLocation(file: row.place, line: 1, column: 1),
            structure: row.kind.contains("in a map") ? Structure.named("ORU_R01") : nil,
            tables: Self.tables,
            into: &diagnostics
        )
        #expect(diagnostics.items.map(\.description) == [])
        #expect(try compiled?.keys(of: Self.message()) == expected)
    }

    private static let tables: [CodeTable] = {
        var diagnostics = Diagnostics()
        // Without tables the examples of `lookup` fail.
        let files = (try? Document.shippedMaps().filter { $0.path.hasPrefix("tables/") }) ?? []
        return MapLibrary.compile(files: files, into: &diagnostics).tables
    }()

    private static func message() throws -> Message {
        let sample = try #require(try Document.reference().blocks.first { $0.language == "hl7" })
        return try Message(Array((sample.text + "\n").replacing("\n", with: "\r").utf8))
    }
}
