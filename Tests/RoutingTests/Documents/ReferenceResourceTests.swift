// Every expression over FHIR in a table of the reference yields what stands beside it, over the Bundle shown above.

import FHIR
import FHIRPath
import LocatedYAML
import Testing

struct ReferenceResourceTests {
    private static let rows: [Document.Row] = {
        // A reference that cannot be read fails the test below, which wants rows.
        (try? Document.reference().rows.filter { $0.kind == "over FHIR" }) ?? []
    }()

    @Test func `the reference has expressions over FHIR`() {
        #expect(Self.rows.count > 7)
    }

    @Test(arguments: rows)
    func `an expression yields what the reference says`(row: Document.Row) throws {
        let expression = try #require(row.code(0).first)
        let expected = row.cells[1] == "nothing" ? [] : row.code(1)
        #expect(row.cells[1] == "nothing" || !expected.isEmpty, "say what `\(expression)` yields")
        var diagnostics = Diagnostics()
        let compiled = ResourceKeyExpression.compile(
            expression,
            at: SourceLocation(file: row.place, line: 1, column: 1),
            into: &diagnostics
        )
        #expect(diagnostics.items.map(\.description) == [])
        #expect(try compiled?.keys(of: Self.resource()) == expected)
    }

    private static func resource() throws -> Tree {
        let sample = try #require(try Document.reference().blocks.first { $0.language == "json" })
        return try JSONReader.read(sample.text)
    }
}
