import FHIR
import Testing

@testable import FHIRPath

/// Functions of FHIR and of collections over trees.
struct TreeFunctionTests {
    private static func modified() throws -> Tree {
        try JSONReader.read(
            """
            {"resourceType": "Patient", "modifierExtension": [{"url": "urn:example:not", "valueBoolean": true}],
             "name": [{"family": "Doe", "_family": {"extension": [{"url": "urn:example:prefix", "valueString": "van"}]}}]}
            """
        )
    }

    @Test func `an unknown modifier is a problem`() throws {
        let tree = try Self.modified()
        #expect(try treeTexts("checkModifiers('urn:example:not').name.family", on: tree) == ["Doe"])
        #expect(throws: TreeProblem.self) { try treeTexts("checkModifiers('urn:example:other')", on: tree) }
    }

    @Test func `extensions of primitives are found by their address`() throws {
        let tree = try Self.modified()
        #expect(try treeTexts("name.family.extension('urn:example:prefix').value", on: tree) == ["van"])
        #expect(try treeTexts("name.family.extension('urn:example:other')", on: tree) == [])
        #expect(try treeTexts("name.family.getValue() is System.String", on: tree) == ["true"])
    }

    private static let collections: [(String, [String])] = [
        ("(1 | 2 | 3 | 4).where($this mod 2 = 0)", ["2", "4"]),
        ("(1).combine(1).combine(2).distinct()", ["1", "2"]),
        ("(1 | 2 | 3)[1]", ["2"]), ("(1 | 2)[5]", []), ("(1 | 2).select($index)", ["0", "1"]),
        ("1.combine(1.0).isDistinct()", ["false"]), ("{}.allTrue()", ["true"]),
        ("(false | true).anyFalse()", ["true"]), ("'1974-12-25' = @1974-12-25", ["false"]),
        ("(1 | 2) = (2 | 1)", ["false"]), ("(1 | 2) ~ (2 | 1)", ["true"]), ("1 in {}", ["false"]),
        ("{} in (1 | 2)", []),
        ("5.type().name", ["Integer"]), ("@2024.type().name", ["Date"]), ("(5 'mg').unit", ["mg"]),
        ("iif({}, 1)", []),
    ]

    @Test(arguments: collections)
    func `collections follow the standard`(expression: String, expected: [String]) throws {
        #expect(try treeTexts(expression, on: nil) == expected)
    }

    @Test(arguments: ["(1 | 2).allTrue()", "'a'.subsumes('b')", "(1 | 2).single()"])
    func `what a function cannot take is a problem`(expression: String) {
        #expect(throws: TreeProblem.self) { try treeTexts(expression, on: nil) }
    }

    @Test func `what trace notes is told to the caller`() throws {
        let expression = try TreeExpression("(1 | 2).trace('numbers', $this + 1).count()")
        let environment = TreeEnvironment { name, values in
            #expect(name == "numbers")
            #expect(values.map { $0.text(in: nil) } == ["2", "3"])
        }
        #expect(try expression.evaluate(nil, in: environment).map { $0.text(in: nil) } == ["2"])
    }
}
