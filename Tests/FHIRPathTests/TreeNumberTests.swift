import FHIR
import Testing

@testable import FHIRPath

/// Integers of 32 bits, Longs of 64, and how they go together with decimals.
struct TreeNumberTests {
    private func typed(_ text: String, on tree: Tree? = nil, schema: TreeSchema = .r4) throws -> [String] {
        let context = tree.map { $0.type(at: $0.rootIndex) }
        return try TreeExpression(text, context: context, schema: schema).evaluate(tree)
            .map { "\($0.typeName(in: tree)) \($0.text(in: tree) ?? "")" }
    }

    @Test(arguments: [
        ("5L", "integer64 5"), ("5L + 1", "integer64 6"), ("1 - 5L", "integer64 -4"),
        ("5L div 2", "integer64 2"),
        ("5L mod 3L", "integer64 2"), ("5L / 2", "decimal 2.5"), ("5L * 2.5", "decimal 12.5"),
        ("-5L", "integer64 -5"),
        ("2147483647", "integer 2147483647"), ("2147483648", "integer64 2147483648"),
        ("-2147483648", "integer -2147483648"), ("5L = 5", "boolean true"), ("5L ~ 5.0", "boolean true"),
        ("5L > 4", "boolean true"), ("5L is Long", "boolean true"), ("5L is System.Long", "boolean true"),
        ("5L is Integer", "boolean false"), ("5 is Long", "boolean false"), ("5L.type().name", "string Long"),
        ("5.toLong()", "integer64 5"), ("'+5'.toLong()", "integer64 5"), ("true.toLong()", "integer64 1"),
        ("5L.toInteger()", "integer 5"), ("5L.toDecimal()", "decimal 5"), ("5L.toString()", "string 5"),
        ("5L.toQuantity()", "Quantity 5 '1'"), ("1L.toBoolean()", "boolean true"),
        ("(-5L).abs()", "integer64 5"),
        ("'9223372036854775807'.convertsToLong()", "boolean true"), ("'x'.convertsToLong()", "boolean false"),
        ("'2147483648'.convertsToInteger()", "boolean false"), ("(5L | 5).count()", "integer 1"),
        ("2.power(3)", "integer 8"), ("2.power(40)", "decimal 1099511627776"),
        ("2L.power(40)", "integer64 1099511627776"),
        ("(2.5 'mg').ceiling()", "Quantity 3 'mg'"), ("(-2.5 'mg').truncate()", "Quantity -2 'mg'"),
    ])
    func `whole numbers keep their type`(expression: String, expected: String) throws {
        #expect(try typed(expression) == [expected])
    }

    @Test(arguments: [
        "3000000000L.toInteger()", "3000000000.0.floor()", "'9223372036854775808'.toLong()", "1.0.toLong()",
        "65536 * 65536", "9223372036854775807L * 2",
    ])
    func `what does not fit is empty`(expression: String) throws {
        #expect(try typed(expression) == [])
    }

    @Test func `an integer64 is a Long`() throws {
        let tree = try JSONReader.read(
            #"{"resourceType":"DocumentReference","status":"current","content":[{"attachment":{"size":"3000000000"}}]}"#,
            definitions: .r5
        )
        #expect(try typed("content.attachment.size + 1", on: tree, schema: .r5) == ["integer64 3000000001"])
        #expect(try typed("content.attachment.size is integer64", on: tree, schema: .r5) == ["boolean true"])
        #expect(throws: TreeProblem.self) { try typed("content", on: tree) }
    }
}
