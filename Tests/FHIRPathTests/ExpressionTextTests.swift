import FHIRPath
import Testing

/// Expressions written as text again.
struct ExpressionTextTests {
    @Test(arguments: [
        "MSH-9.1 = 'ORU' and OBR-25 != 'X'",
        "(a or b) and c",
        "a and b or c",
        "not(OBR-27.6 = 'S')",
        "PID-3[*].where(.5 = 'PI').select(.4.2)",
        "OBX[-3.1='2345-7']-5",
        "OBR[2]/OBX[*]-3.1.lookup('table')",
        "'it\\'s' & 'x'",
        "1 - (2 - 3)",
        "-(1 + 2)",
        "(1 + 2) * 3",
        "Bundle.entry[0].resource.ofType(Patient).name.given",
        "value is Quantity and (value as Quantity).value > 1.50",
        "5 'mg' = 2 days",
        "@2026-03-01 < @2026-03-01T10:00+01:00",
        "@T10:00 = {}",
        "%resource.type",
        "$this in ('a' | 'b')",
    ])
    func `say the same`(text: String) throws {
        let written = "\(try Expression(text))"
        let again = try Expression(written)
        #expect("\(again)" == written)
        #expect(Self.shape(try Expression(text)) == Self.shape(again), "\(written)")
    }

    /// What an expression is made of, places aside.
    private static func shape(_ expression: Expression) -> String {
        "\(expression.kind)".replacing(/position: \d+/, with: "")
    }
}
