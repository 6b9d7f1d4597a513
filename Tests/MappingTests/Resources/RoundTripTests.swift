import FHIR
import HL7v2
import Mapping
import Testing

/// HL7 v2 to FHIR and back: what both sides can hold is there again.
struct RoundTripTests {
    /// The fields of a message that must come back as they were, by segment and number.
    struct Journey: CustomTestStringConvertible, Sendable {
        let fixture: String
        let there: String
        let back: String
        let fields: [String: [Int]]
        /// What comes back in another form, by place, with that form.
        var others: [String: String] = [:]

        var testDescription: String { fixture }
    }

    private static let patient = [3, 5, 7, 8, 11, 13, 16]
    static let journeys = [
        Journey(
            fixture: "oru-r01-chemistry",
            there: "ORU_R01",
            back: "ORU_R01",
            fields: ["PID": patient, "OBR": [2, 3, 4, 7, 22, 25], "OBX": [2, 3, 5, 6, 7, 8, 11]],
            others: [
                // FHIR has a comparator and a number, which is SN; and a text has no unit.
                "OBX[3]-2": "SN", "OBX[3]-5": "<^0.20", "OBX[4]-2": "ST", "OBX[4]-6": "",
            ]
        ),
        Journey(
            fixture: "oru-r01-corrected",
            there: "ORU_R01",
            back: "ORU_R01",
            fields: ["PID": patient, "OBR": [2, 3, 4, 7, 25], "OBX": [2, 3, 5, 6, 11]]
        ),
        Journey(
            fixture: "oru-r01-two-patients",
            there: "ORU_R01",
            back: "ORU_R01",
            fields: ["PID": patient, "OBR": [2, 3, 4, 7, 25], "OBX": [2, 3, 5, 6, 11]]
        ),
        Journey(
            fixture: "oru-r01-microbiology",
            there: "ORU_R01",
            back: "ORU_R01",
            fields: [
                "PID": patient, "OBR": [2, 3, 4, 7, 25], "OBX": [2, 3, 5, 8, 11], "SPM": [2, 4, 17, 18],
            ],
            // CWE is what CE became.
            others: ["OBX[1]-2": "CWE", "OBX[2]-2": "CWE"]
        ),
        Journey(
            fixture: "adt-a01-inpatient-admission",
            there: "ADT_A01",
            back: "ADT_A01",
            fields: ["PID": patient + [14, 15], "PV1": [2, 3, 19, 44]]
        ),
        Journey(
            fixture: "adt-a04-registration-minimal",
            there: "ADT_A01",
            back: "ADT_A01",
            fields: ["PID": patient, "PV1": [2, 3, 7, 19, 44]],
            // A number without an authority is the sender's.
            others: ["PID[1]-3": "55120^^^WALKIN"]
        ),
    ]

    @Test(arguments: journeys)
    func `nothing that both sides hold is lost`(journey: Journey) throws {
        let library = ShippedResourceMapsTests.compiled.library
        let there = try #require(library.map(named: journey.there))
        let back = try #require(library.resourceMap(named: journey.back))
        let sent = try Message(
            Array(try ShippedResourceMapsTests.fixture("hl7v2/\(journey.fixture).hl7").utf8)
        )
        let bundle = try #require(there.run(sent, in: ShippedResourceMapsTests.context).bundle)
        let outcome = back.run(bundle, identity: [1], in: ShippedResourceMapsTests.context)
        #expect(outcome.problems.filter { $0.severity == .error } == [])
        let returned = try Message(try #require(outcome.message))
        for (segment, numbers) in journey.fields.sorted(by: { $0.key < $1.key }) {
            let before = Self.segments(segment, of: sent)
            let after = Self.segments(segment, of: returned)
            #expect(before.count == after.count, "\(segment)")
            for (index, (one, other)) in zip(before, after).enumerated() {
                for number in numbers {
                    let place = "\(segment)[\(index + 1)]-\(number)"
                    let expected = journey.others[place] ?? Self.text(number, of: one, in: sent)
                    #expect(Self.text(number, of: other, in: returned) == expected, "\(place)")
                }
            }
        }
    }

    private static func segments(_ name: String, of message: Message) -> [Int] {
        (0..<message.segmentCount).filter { message.segmentName($0).description == name }
    }

    /// A field's bytes as text, without the delimiters at the end of its parts.
    private static func text(_ number: Int, of segment: Int, in message: Message) -> String {
        guard let field = message.field(number, ofSegment: segment) else { return "" }
        return String(decoding: message.rawBytes(field), as: UTF8.self)
    }
}
