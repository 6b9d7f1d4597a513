import FHIR
import Testing

struct PrimitiveFormatTests {
    @Test(
        arguments: [
            (PrimitiveFormat.boolean, "true"), (.boolean, "false"),
            (.integer, "0"), (.integer, "-0"), (.integer, "2147483647"), (.integer, "-2147483648"),
            (.unsignedInt, "0"), (.positiveInt, "1"), (.integer64, "9223372036854775807"),
            (.decimal, "1.00"), (.decimal, "-0.5"), (.decimal, "1.0e0"), (.decimal, "1E-22"),
            (.date, "1970"), (.date, "1970-12"), (.date, "1970-12-31"), (.date, "0001"),
            (.dateTime, "2024"), (.dateTime, "2024-02-30T23:59:60.123+14:00"),
            (.dateTime, "2024-01-01T00:00:00Z"), (.instant, "2024-01-01T00:00:00.1-13:59"),
            (.time, "23:59:59"), (.time, "00:00:60.999"),
            (.code, "a"), (.code, "a b c"), (.id, "A-1.b"),
            (.uri, "urn:x"), (.oid, "urn:oid:1.2.840"), (.oid, "urn:oid:2.0"),
            (.uuid, "urn:uuid:c757873d-ec9a-4326-a141-556f43239520"),
            (.base64Binary, "QUJD"), (.base64Binary, " QUJD\r\nQUJDQQ== "),
            (.string, " "), (.string, "ä\t"), (.markdown, "# x\n"), (.canonical, "http://x|1"),
        ]
    )
    func `what the standard allows is accepted`(format: PrimitiveFormat, text: String) {
        #expect(format.accepts(text))
    }

    @Test(
        arguments: [
            (PrimitiveFormat.boolean, "True"), (.boolean, "1"), (.boolean, "truex"),
            (.integer, "01"), (.integer, "+1"), (.integer, "2147483648"), (.integer, "-2147483649"),
            (.integer, "-"), (.integer, "1.0"), (.unsignedInt, "-1"), (.positiveInt, "0"),
            (.integer64, "9223372036854775808"),
            (.integer, "99999999999999999999999999999999999999999999"),
            (.decimal, "1."), (.decimal, ".5"), (.decimal, "007"), (.decimal, "1e"), (.decimal, "NaN"),
            (.date, "70"), (.date, "0000"), (.date, "1970-13"), (.date, "1970-00"), (.date, "1970-1-1"),
            (.date, "1970-12-32"), (.date, "1970-12-31T"), (.date, "19701231"),
            (.dateTime, "2024-01-01T00:00:00"), (.dateTime, "2024-01-01T00:00Z"),
            (.dateTime, "2024-01T00:00:00Z"), (.dateTime, "2024-01-01T24:00:00Z"),
            (.dateTime, "2024-01-01T00:00:00+14:01"), (.dateTime, "2024-01-01T00:00:00.Z"),
            (.instant, "2024-01-01"), (.time, "23:59"), (.time, "23:59:61"), (.time, "1:00:00"),
            (.code, " a"), (.code, "a "), (.code, "a  b"), (.code, "a\u{1}b"), (.code, ""),
            (.id, "a_b"), (.id, String(repeating: "a", count: 65)), (.id, ""),
            (.uri, "a b"), (.uri, ""), (.oid, "1.2.3"), (.oid, "urn:oid:3.1"), (.oid, "urn:oid:1"),
            (.oid, "urn:oid:1.02"), (.uuid, "urn:uuid:C757873D-ec9a-4326-a141-556f43239520"),
            (.uuid, "urn:uuid:c757873dec9a4326a141556f43239520"),
            (.base64Binary, "QUJ"), (.base64Binary, "QU JD"), (.base64Binary, ""),
            (.string, ""), (.string, "a\u{b}"), (.string, "a\u{0}"),
        ]
    )
    func `what the standard does not allow is refused`(format: PrimitiveFormat, text: String) {
        #expect(!format.accepts(text))
    }

    @Test func `an id may have 64 characters`() {
        #expect(PrimitiveFormat.id.accepts(String(repeating: "a", count: 64)))
    }

    @Test func `every primitive of R4 has its format`() {
        for type in Definitions.r4.types where type.isPrimitive {
            #expect(type.format.map { "\($0)" } == type.name)
        }
    }
}
