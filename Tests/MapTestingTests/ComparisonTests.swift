import FHIR
import HL7v2
import MapTesting
import Testing

struct `Comparing messages` {
    private static let header = "MSH|^~\\&|A|B|C|D|20260301||ORU^R01^ORU_R01|1|P|2.5.1"

    private func differences(
        _ expected: [String],
        _ found: [String],
        ignoring ignored: [String] = []
    ) throws -> [String] {
        func message(_ lines: [String]) throws -> Message {
            try Message(Array(([Self.header] + lines).joined(separator: "\r").utf8))
        }
        let options = ComparisonOptions(ignored: ignored)
        return MessageComparison.differences(
            expected: try message(expected),
            found: try message(found),
            options: options
        ).map { "\($0.place): \($0.expected ?? "nothing") | \($0.found ?? "nothing")" }
    }

    @Test func `names fields, repetitions, components and subcomponents`() throws {
        #expect(
            try differences(["PID|1||4711^^^NORTH&1.2&ISO"], ["PID|1||4711^^^NORTH&1.3&ISO"]) == [
                "PID-3.4.2: 1.2 | 1.3"
            ]
        )
        #expect(try differences(["PID|1||A~B"], ["PID|1||A~C"]) == ["PID-3[2]: B | C"])
        #expect(try differences(["PID|1||A"], ["PID|1||A~B"]) == ["PID-3[2]: nothing | B"])
        #expect(try differences(["PV1||I"], ["PV1||\"\""]) == ["PV1-2: I | \"\""])
    }

    @Test func `takes trailing delimiters for nothing`() throws {
        #expect(try differences(["PID|1||A^^^|||"], ["PID|1||A"]) == [])
    }

    @Test func `takes a segment more for one difference`() throws {
        let results = ["OBX|1|NM|A||1", "OBX|2|NM|B||2", "OBX|3|NM|C||3"]
        #expect(try differences(results, [results[0], results[2]]) == ["OBX[2]: OBX|2|NM|B||2 | nothing"])
        #expect(try differences([results[0]], results).count == 2)
    }

    @Test func `pairs results by what they are about`() throws {
        let found = ["OBX|1|NM|B||2", "OBX|2|NM|C||4"]
        #expect(
            try differences(["OBX|1|NM|A||1", "OBX|2|NM|B||2", "OBX|3|NM|C||3"], found, ignoring: ["OBX-1"])
                == ["OBX[1]: OBX|1|NM|A||1 | nothing", "OBX[3]-5: 3 | 4"]
        )
    }

    @Test func `passes over what is ignored`() throws {
        #expect(
            try differences(["ZLR|1", "PID|1||A^B"], ["PID|2||A^C"], ignoring: ["ZLR", "PID-1", "PID-3.2"])
                == []
        )
        #expect(try differences(["PID|1"], ["PID|2"], ignoring: ["PID-11"]) == ["PID-1: 1 | 2"])
    }
}

struct `Comparing resources` {
    private func differences(
        _ expected: String,
        _ found: String,
        _ options: ComparisonOptions = ComparisonOptions()
    ) throws -> [String] {
        TreeComparison.differences(
            expected: try JSONReader.read(expected),
            found: try JSONReader.read(found),
            options: options
        ).map { "\($0.place): \($0.expected ?? "nothing") | \($0.found ?? "nothing")" }
    }

    private func bundle(_ resources: String...) -> String {
        let entries = resources.map { #"{"resource": \#($0)}"# }.joined(separator: ",")
        return #"{"resourceType": "Bundle", "type": "collection", "entry": [\#(entries)]}"#
    }

    private func observation(_ code: String, _ value: String) -> String {
        #"""
        {"resourceType": "Observation", "status": "final", "code": {"coding": [{"code": "\#(code)"}]},
        "valueQuantity": {"value": \#(value)}}
        """#
    }

    @Test func `passes over the order of members`() throws {
        #expect(
            try differences(
                #"{"resourceType": "Patient", "gender": "male", "active": true}"#,
                #"{"active": true, "resourceType": "Patient", "gender": "male"}"#
            ) == []
        )
    }

    @Test func `names the element in its resource, and the entry`() throws {
        #expect(
            try differences(bundle(observation("A", "1.0")), bundle(observation("A", "1.00")))
                == ["Observation.valueQuantity.value (Bundle.entry[0]): 1.0 | 1.00"]
        )
    }

    @Test func `takes an entry more for one difference`() throws {
        let all = bundle(observation("A", "1"), observation("B", "2"), observation("C", "3"))
        let found = try differences(all, bundle(observation("A", "1"), observation("C", "4")))
        #expect(found.count == 2)
        #expect(found.last == "Observation.valueQuantity.value (Bundle.entry[2]): 3 | 4")
    }

    @Test func `between engines, passes over ids and what refers by them`() throws {
        let options = ComparisonOptions(ignoresIdentity: true)
        let one = #"""
            {"resourceType": "Observation", "id": "1", "status": "final", "code": {"text": "a"},
            "subject": {"reference": "Patient/1"}, "valueQuantity": {"value": 1.50}}
            """#
        let other = #"""
            {"resourceType": "Observation", "id": "2", "status": "final", "code": {"text": "a"},
            "subject": {"reference": "urn:uuid:2"}, "valueQuantity": {"value": 1.5}}
            """#
        #expect(try differences(one, other, options) == [])
        #expect(try differences(one, other).count == 3)
    }

    @Test func `compares the addresses of extensions in any case`() throws {
        let options = ComparisonOptions(ignoresIdentity: true)
        let one =
            #"{"resourceType": "Patient", "extension": [{"url": "http://a.example.org", "valueCode": "a"}]}"#
        #expect(try differences(one, one.replacing("a.example", with: "b.example"), options).count == 1)
    }
}
