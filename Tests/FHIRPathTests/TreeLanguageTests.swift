import FHIR
import Testing

@testable import FHIRPath

/// What the grammar and the rules of evaluation say, beyond the official suite.
struct TreeLanguageTests {
    @Test(arguments: [
        ("1 + 2 * 3", ["7"]), ("-1.abs()", ["-1"]), ("(-1).abs()", ["1"]), ("2 * -3", ["-6"]),
        ("-5 div 2", ["-2"]),
        ("1 | 2 = 2", ["false"]), ("1 = 1 and 2 = 2", ["true"]), ("true or false and false", ["true"]),
        ("false implies true or false", ["true"]), ("'a' & 'b' + 'c'", ["abc"]),
        ("1 | 1 is Integer", ["1", "true"]),
        ("1 + 1 is Integer", ["true"]), ("1 /* two */ + 1 // three", ["2"]),
    ])
    func `operators bind as the grammar says`(expression: String, expected: [String]) throws {
        #expect(try treeTexts(expression, on: nil) == expected)
    }

    @Test(arguments: [
        ("{} or true", ["true"]), ("{} or false", []), ("{} and false", ["false"]), ("{} and true", []),
        ("{} xor true", []), ("{} implies true", ["true"]), ("{} implies false", []), ("true implies {}", []),
        ("false implies {}", ["true"]), ("{}.not()", []), ("1 and true", ["true"]),
        ("'a' or false", ["true"]),
        ("{} = 1", []), ("{} != {}", []), ("{} ~ {}", ["true"]), ("{} !~ 1", ["true"]), ("{} > 1", []),
        ("1 in {}", ["false"]),
    ])
    func `logic has three values`(expression: String, expected: [String]) throws {
        #expect(try treeTexts(expression, on: nil) == expected)
    }

    @Test(arguments: [
        ("'\\u0041\\'\\`\\\"\\/\\\\'", "A'`\"/\\"), ("'\\t\\n\\r\\f'.length()", "4"),
        ("'\\uD83D\\uDE00'", "\u{1F600}"), ("'a' + {} & 'b'", "b"), ("'a' & {}", "a"),
        ("'abc'.substring(1, 0)", ""), ("'abc'.indexOf('')", "0"), ("'abc'.indexOf('z')", "-1"),
        ("''.contains('')", "true"), ("'abc'.replace('', 'x')", "xaxbxcx"),
        ("'abc'.replaceMatches('', 'x')", "abc"),
        ("'a\\nb'.matches('a.b')", "true"), ("'abc'.matches('b')", "true"),
        ("'abc'.matchesFull('b')", "false"),
        ("('a' | 'b').join()", "ab"), ("' a\\t'.trim()", "a"), ("'k\u{E4}se'.encode('ascii')", "k?se"),
        ("'subjects?_d'.encode('urlbase64')", "c3ViamVjdHM_X2Q="),
        ("'<a href=\"x\">'.escape('html')", "&lt;a href=&quot;x&quot;&gt;"),
    ])
    func `texts are as they are written`(expression: String, expected: String) throws {
        #expect(try treeTexts(expression, on: nil) == [expected])
    }

    @Test(arguments: [
        "'\\x'", "'\\uD83D'", "'\\u12'", "'a", "`a", "1 asc", "5 desc", "@2024-13-01", "@T24:00", "1 ++",
    ])
    func `what cannot be read is a problem before anything runs`(expression: String) {
        #expect(throws: TreeProblem.self) { try TreeExpression(expression) }
    }

    @Test(arguments: [
        "(1 | 2) and true", "(1 | 2).toInteger()", "(1 | 2).convertsToInteger()", "(1 | 2) + 1",
        "(1 | 2).single()",
        "(1 | 2).abs()", "(1 | 2) as Integer", "(1 | 2).iif(true, 1)", "('a' | 'b').upper()",
        "1 in (1 | 2) and (1 | 2)",
        "(1 | 2) in (1 | 2)", "(1 | 2).yearOf()", "1 > 'a'", "1 + 'a'", "'a'.abs()", "'a'.lowBoundary()",
    ])
    func `several items, or another type, where one is wanted is a problem`(expression: String) {
        #expect(throws: TreeProblem.self) { try treeTexts(expression, on: nil) }
    }

    @Test(arguments: [
        ("iif(true, 1, 1 div 'a')", ["1"]), ("iif(false, 1 div 'a', 2)", ["2"]), ("iif({}, 1, 2)", ["2"]),
        ("{}.iif(true, 1)", ["1"]), ("{}.select(iif(true, 1))", []), ("coalesce({}, 1, 1 div 'a')", ["1"]),
        ("true or (1 div 'a' > 0)", ["true"]), ("false and (1 div 'a' > 0)", ["false"]),
    ])
    func `what is not asked for is not evaluated`(expression: String, expected: [String]) throws {
        #expect(try treeTexts(expression, on: nil) == expected)
    }

    @Test(arguments: [
        ("(3 | 1 | 2).sort()", ["1", "2", "3"]), ("(3 | 1 | 2).sort($this desc)", ["3", "2", "1"]),
        ("(3 | 1 | 2).sort(-$this)", ["3", "2", "1"]), ("(3 | 1 | 2).sort(-$this desc)", ["1", "2", "3"]),
        ("('b' | 'c' | 'a').sort($this desc)", ["c", "b", "a"]),
        ("('3' | '1' | '10').sort()", ["1", "10", "3"]),
        ("name.sort(use desc).family", ["Doe", "Roe"]), ("name.sort(use asc).family", ["Roe", "Doe"]),
        ("name.sort(-use).family", ["Roe", "Doe"]),
        ("name.sort(given.count() desc, family).family", ["Doe", "Roe"]),
        ("name.given.sort()", ["J", "Jane", "Q"]),
    ])
    func `items are sorted by keys, those without one as the least`(expression: String, expected: [String])
        throws
    {
        #expect(try treeTexts(expression, on: TreeSamples.patient) == expected)
    }
}
