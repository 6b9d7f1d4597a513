import Testing

@testable import FHIRPath

/// Decimals, dates, quantities and texts in expressions.
struct TreeValueTests {
    @Test(arguments: [
        ("1234567890123456789.123456789 + 0.000000001", "1234567890123456789.123456790"),
        ("9999999999999999999999999999.0 - 0.1", "9999999999999999999999999998.9"),
        ("1.10 * 1.10", "1.2100"),
        ("12345678901234.5678 * 98765432109876.54321", "1219326311370217943348574911.222374638"),
        ("1.0 / 3", "0.3333333333333333333333333333"), ("2.5.round()", "3"), ("(-2.5).round()", "-3"),
        ("7 / 2", "3.5"), ("(-7) div 2", "-3"), ("(-7) mod 2", "-1"), ("2.sqrt()", "1.4142135623730950488"),
        ("10L.power(18)", "1000000000000000000"), ("10.power(18)", "1000000000000000000"),
        ("1000.log(10)", "3"), ("1.50 | 1.5", "1.50"),
        ("0.1 + 0.2 = 0.3", "true"), ("1e3", nil),
    ])
    func `decimals are exact`(expression: String, expected: String?) throws {
        if let expected {
            #expect(try treeTexts(expression, on: nil).first?.hasPrefix(expected) == true)
        } else {
            #expect(throws: TreeProblem.self) { try treeTexts(expression, on: nil) }
        }
    }

    @Test(arguments: [
        "2147483647 + 1", "9223372036854775807L + 1", "-2147483648 - 1", "(-2147483648).abs()",
        "-(-2147483648)", "1 / 0", "1 div 0", "1.0 mod 0", "(-1).sqrt()", "0.ln()", "10.power(40)",
        "9999999999999999999999999999999999999.0 * 9999999999999999999999999999999999999.0",
        "@9999-12-31 + 1 day",
        "@0001-01-01 - 1 year", "1 'm' + 1 's'", "1 'nounit' = 2 'otherunit'",
    ])
    func `what has no result is empty`(expression: String) throws {
        #expect(try treeTexts(expression, on: nil) == [])
    }

    @Test(arguments: [
        ("@2024-01-31 + 1 month", "2024-02-29"), ("@2024-02-29 - 1 year", "2023-02-28"),
        ("@2024 + 24 months", "2026"),
        ("@2024-03-01T00:30:00+02:00 - 1 hour", "2024-02-29T23:30:00+02:00"),
        ("@T23:30 + 45 minutes", "00:15"),
        ("@2024-12-31T23:59:59.9Z + 200 milliseconds", "2025-01-01T00:00:00.1Z"),
        ("@2024-02.highBoundary()", "2024-02-29"),
        ("@2024-05-06T10:00Z.lowBoundary()", "2024-05-06T10:00:00.000Z"),
        ("@2024-03-01T10:00:00+01:00 = @2024-03-01T09:00:00Z", "true"),
        ("@2024-03-01T10:00:00 < @2024-03-03T09:00:00Z", "true"), ("'2024-02-30'.convertsToDate()", "false"),
        ("@2024-01-01T10:00:00.toDate()", "2024-01-01"), ("@2024 ~ @2024-01", "false"),
    ])
    func `dates keep their precision`(expression: String, expected: String) throws {
        #expect(try treeTexts(expression, on: nil) == [expected])
    }

    @Test(arguments: [
        ("100 'mg/dL' = 1 'g/L'", "true"), ("37 'Cel' = 310.15 'K'", "true"),
        ("98.6 '[degF]' ~ 37.0 'Cel'", "true"),
        ("1 '[in_i]' = 2.54 'cm'", "true"), ("120 'mm[Hg]' < 20 'kPa'", "true"),
        ("1 'h' = 60 minutes", "true"),
        ("5 '10*3/uL' = 5000 '/uL'", "true"), ("1 'kg.m/s2' = 1 'N'", "true"), ("1 year = 12 months", "true"),
        ("1 year ~ 1 'a'", "true"), ("1 'm' ~ 1 's'", "false"), ("2 'm' + 50 'cm'", "2.5 'm'"),
        ("6 'm' / 2 's'", "3 'm/s'"), ("2 days.toQuantity('h')", "48 'h'"), ("1 '[pH]' < 2 '[pH]'", "true"),
        ("1 '{score}' = 1 '1'", "true"),
    ])
    func `quantities know their units`(expression: String, expected: String) throws {
        #expect(try treeTexts(expression, on: nil) == [expected])
    }

    @Test(arguments: [
        ("'a.b.c'.split('.').join('-')", ["a-b-c"]), ("'käse'.length()", ["4"]),
        ("'abcb'.lastIndexOf('b')", ["3"]),
        ("'2024-05'.replaceMatches('(\\\\d+)-(\\\\d+)', '$2/$1')", ["05/2024"]),
        ("'abc'.substring(1, 1)", ["b"]),
        ("'\u{1F600}x'.toChars()", ["\u{1F600}", "x"]), ("'a&amp;lt;'.unescape('html')", ["a&lt;"]),
        ("'zz'.decode('hex')", []), ("'a'.encode('rot13')", []), ("'a\\nb'.escape('json')", ["a\\nb"]),
        ("'<div><p>x</p></div>'.htmlChecks()", ["true"]),
        ("'<div><script>x</script></div>'.htmlChecks()", ["false"]),
        ("'<div onclick=\"x\">x</div>'.htmlChecks()", ["false"]), ("'<div></div>'.htmlChecks()", ["false"]),
        ("('b' | 'a' | 'c').sort(-$this)", ["c", "b", "a"]), ("{}.coalesce(1)", ["1"]),
    ])
    func `texts are worked on`(expression: String, expected: [String]) throws {
        #expect(try treeTexts(expression, on: nil) == expected)
    }
}
