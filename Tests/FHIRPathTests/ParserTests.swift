import Testing

@testable import FHIRPath

struct ParserTests {
    /// Writes a tree so that its shape can be read: operators in front, locations in brackets.
    private func shape(_ expression: Expression) -> String {
        switch expression.kind {
        case .literal(.text(let text)): "'\(text)'"
        case .literal(.integer(let value)): "\(value)"
        case .literal(.long(let value)): "\(value)L"
        case .literal(.decimal(let text)), .literal(.date(let text)), .literal(.dateTime(let text)): text
        case .literal(.boolean(let value)): "\(value)"
        case .literal(.empty): "{}"
        case .literal(.time(let text)): "T\(text)"
        case .literal(.quantity(let number, let unit)): "\(number)_\(unit)"
        case .variable(let variable): "$\(variable.rawValue)"
        case .name(let name): name
        case .constant(let name): "%\(name)"
        case .location(let location): "<\(location)>"
        case .component(let component, let inner): ".\(component)" + (inner.map { ".\($0)" } ?? "")
        case .member(let base, let name): "\(shape(base)).\(name)"
        case .componentOf(let base, let component, let inner):
            "\(shape(base)).\(component)" + (inner.map { ".\($0)" } ?? "")
        case .call(let base, let name, let arguments):
            (base.map { shape($0) + "." } ?? "") + name + "(" + arguments.map(shape).joined(separator: ", ")
                + ")"
        case .indexer(let base, let index): "\(shape(base))[\(shape(index))]"
        case .unary(let sign, let operand): "(\(sign.rawValue) \(shape(operand)))"
        case .binary(let symbol, let left, let right): "(\(symbol.rawValue) \(shape(left)) \(shape(right)))"
        case .directed(let key, let direction): "(\(direction.rawValue) \(shape(key)))"
        case .type(let type, let operand, let name): "(\(type.rawValue) \(shape(operand)) \(name))"
        }
    }

    @Test(arguments: [
        ("1 + 2 * 3", "(+ 1 (* 2 3))"),
        ("(1 + 2) * 3", "(* (+ 1 2) 3)"),
        ("a = b and c or d implies e", "(implies (or (and (= a b) c) d) e)"),
        ("a | b = c", "(= (| a b) c)"),
        ("-1 + 2", "(+ (- 1) 2)"),
        ("a & 'x' & b", "(& (& a 'x') b)"),
        ("a in b and c contains d", "(and (in a b) (contains c d))"),
        ("x is System.String", "(is x System.String)"),
        ("a.b[0].c(1, d).e", "a.b[0].c(1, d).e"),
        ("4 'mg' = 2 days", "(= 4_mg 2_days)"),
        ("@2024-01 < @2024-01-01T10:00Z", "(< 2024-01 2024-01-01T10:00Z)"),
        ("a.where($this > 1) // rest", "a.where((> $this 1))"),
        ("a /* b */ + {}", "(+ a {})"),
        ("a.contains('b')", "a.contains('b')"),
        ("%resource.`as`", "%resource.as"), ("5L + 5", "(+ 5L 5)"),
        ("a.sort(b desc, -c asc, d)", "a.sort((desc b), (asc (- c)), d)"),
    ])
    func `FHIRPath operators bind as the grammar says`(text: String, expected: String) throws {
        #expect(shape(try Expression(text)) == expected)
    }

    @Test(arguments: [
        ("PID-5.1", "<PID-5.1>"),
        ("PID.5.1", "<PID-5.1>"),
        ("PID-3[2].4.1", "<PID-3[2].4.1>"),
        ("OBX[*]-5", "<OBX[*]-5>"),
        ("OBX[last]-5", "<OBX[last]-5>"),
        ("PID-3[.5=MR].1", "<PID-3[.5='MR'].1>"),
        ("PID-3[.5='M R' and .4.1=KH].1", "<PID-3[.5='M R' and .4.1='KH'].1>"),
        ("OBX[-3.1=8867-4]-5", "<OBX[-3.1='8867-4']-5>"),
        ("PID-3[!.5=MR]", "<PID-3[!.5='MR']>"),
        ("ORDER_OBSERVATION[1]/OBX[*]-5", "<ORDER_OBSERVATION[1]/OBX[*]-5>"),
        ("PATIENT/PID-3 & 'x'", "(& <PATIENT/PID-3> 'x')"),
        ("RXC.exists()", "RXC.exists()"),
        ("OBX[*].count()", "<OBX[*]>.count()"),
        ("PID-3[*].where(.4.1 = 'KH').1", "<PID-3[*]>.where((= .4.1 'KH')).1"),
        ("PID-8.lookup('a-b')", "<PID-8>.lookup('a-b')"),
        ("ZPI-2", "<ZPI-2>"),
        ("CX(PID-3[*])", "CX(<PID-3[*]>)"),
        ("PID-3 - 1", "(- <PID-3> 1)"),
        ("PID - 3", "(- PID 3)"),
    ])
    func `HL7 v2 locations are terms`(text: String, expected: String) throws {
        #expect(shape(try Expression(text)) == expected)
    }

    @Test(arguments: [
        ("PID-3(1)-4", 5, "square brackets"),
        ("PID-3[0]", 6, "start at 1"),
        ("PID-0", 4, "start at 1"),
        ("PID-3[x]", 5, "a number from 1"),
        ("PID-3.1.2.3", 9, "below a subcomponent"),
        ("PID-8 == 'F'", 7, "one `=` compares"),
        ("a AND b", 2, "lower case"),
        ("'open", 0, "no closing"),
        ("\"a\"", 0, "single quotes"),
        ("a +", 3, "too early"),
        ("f(a", 3, "expected `)`"),
        ("a ! b", 2, "not an operator"),
        ("$that", 0, "there is no such variable"),
        ("'a\\q'", 2, "there is no such escape"),
        ("@20", 0, "expected a date"),
        ("", 0, "too early"),
    ])
    func `a misspelling is named with its place`(text: String, position: Int, words: String) throws {
        let problem = try #require(throws: SyntaxProblem.self) { try Expression(text) }
        #expect(problem.position == position)
        #expect("\(problem.message) \(problem.suggestion ?? "")".contains(words))
    }

    @Test func `nesting is bounded`() throws {
        let within = String(repeating: "(", count: 90) + "1" + String(repeating: ")", count: 90)
        #expect(throws: Never.self) { try Expression(within) }
        for text in [String(repeating: "(", count: 5000), String(repeating: "-", count: 5000) + "1"] {
            #expect(throws: SyntaxProblem.self) { try Expression(text) }
        }
        let row = Array(repeating: "1", count: 200).joined(separator: "+")
        #expect(throws: SyntaxProblem.self) { try Expression(row) }
    }

    @Test func `no text crashes or hangs the parser`() {
        let words = [
            "PID-3", "[", "]", "*", ".", "5", "=", "MR", "'", "(", ")", "where", "and", "OBX", "/", "-", "@",
            "2024",
            "T", "%", "$this", "`", "\\", "{", "}", " ", "é", "|", "!", ",", "1.5", "ORDER_OBSERVATION/",
            "/*", "//",
        ]
        var random = SeededGenerator(state: 20_240_229)
        for _ in 0..<20_000 {
            let count = Int.random(in: 1...14, using: &random)
            let text = (0..<count).compactMap { _ in words.randomElement(using: &random) }.joined()
            // Either outcome is right; the test is that there is one.
            _ = try? Expression(text)
        }
    }
}

/// A generator whose sequence is the same on every run.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
