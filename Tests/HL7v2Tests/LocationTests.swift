// Locations as text: what is read, how it is written back, and what is refused with which advice.

import HL7v2
import Testing

struct LocationTests {
    @Test(
        arguments: [
            "PID", "PID-5", "PID-5.1", "PID-5.1.2", "PID-3[2].4.1", "OBX[2]-5", "OBX[*]-5", "PID-3[last]",
            "PID-3[.5=MR].1", "PID-3[.5=MR and .4.1=HOSP].1", "PID-3[!.5=MR].1", "PID-3[.5].1", "NTE[-2=I]",
            "OBX[-3.1=8867-4]-5", "OBR[2]/OBX[*]-5", "ORDER_OBSERVATION[1]/OBSERVATION[*]/OBX-5", "ZPI-2",
            "PID-3[.4='a and b']", "PID-3[.4='it''s]']", "PID-3[.4='']",
        ]
    )
    func `a location reads back what it writes`(text: String) throws {
        let location = try Location(text)
        #expect(try Location(location.description) == location)
        #expect(location.description == text.replacing("[1]", with: ""))
    }

    @Test(arguments: [("PID.5.1", "PID-5.1"), ("PID-3[1].4", "PID-3.4"), ("PID-3[.5!=MR]", "PID-3[!.5=MR]")])
    func `an alias is printed in the canonical spelling`(alias: String, canonical: String) throws {
        #expect(try Location(alias).description == canonical)
    }

    @Test(
        arguments: [
            ("", MalformedLocation.Reason.name), ("PI-5", .name), ("pid-5", .name), ("PID-", .number),
            ("PID-0", .zero), ("PID-3[0]", .zero), ("PID[0]-3", .zero), ("PID-3.0", .zero),
            ("PID-3[]", .index),
            ("PID-3[2", .index), ("PID-3[.5=]", .condition), ("PID-3[-5=MR]", .misplacedCondition),
            ("OBX[.3=x]-5", .misplacedCondition), ("PID-3 ", .trailingText), ("PID-3.", .trailingText),
            ("PID-3(1)-4", .terserIndex(suggestion: "PID-3[2]")), ("ORDER_OBSERVATION", .name),
        ]
    )
    func `text that is no location is refused with advice`(text: String, reason: MalformedLocation.Reason) {
        #expect { try Location(text) } throws: { ($0 as? MalformedLocation)?.reason == reason }
    }

    @Test(
        arguments: [
            ("PID-7.toDate()", "PID-7", ".toDate()"),
            ("OBX[*]-3.1.lookup('x')", "OBX[*]-3.1", ".lookup('x')"),
            ("MSH-9.1 = 'ORU'", "MSH-9.1", " = 'ORU'"),
            ("PID-3[*].where(.5 = 'MR')", "PID-3[*]", ".where(.5 = 'MR')"),
        ]
    )
    func `a location ends where the expression goes on`(text: String, location: String, rest: String) throws {
        let parsed = try Location.parse(prefixOf: text[...])
        #expect(parsed.location.description == location)
        #expect(parsed.rest == rest)
    }
}
