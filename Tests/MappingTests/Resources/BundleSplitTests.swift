// Bundles taken apart: each part has what belongs to its resource, and nothing of the other ones.

import FHIR
import LocatedYAML
import Mapping
import Testing

struct BundleSplitTests {
    private static func entry(_ type: String, _ id: String, _ references: String = "") -> String {
        let more = references.isEmpty ? "" : ",\(references)"
        return
            #"{"fullUrl":"http://a.example.org/\#(type)/\#(id)","resource":{"resourceType":"\#(type)","id":"\#(id)"\#(more)}}"#
    }

    private static func order(_ id: String, patient: String, specimen: String) -> String {
        entry(
            "ServiceRequest",
            id,
            #""status":"active","intent":"order","subject":{"reference":"Patient/\#(patient)"},"specimen":[{"reference":"Specimen/\#(specimen)"}]"#
        )
    }

    /// Two orders of one patient and one of another.
    private static let bundle = """
        {"resourceType":"Bundle","type":"collection","entry":[
        \(entry("Patient", "p1")),\(entry("Patient", "p2")),
        \(order("s1", patient: "p1", specimen: "t1")),\(order("s2", patient: "p1", specimen: "t1")),
        \(order("s3", patient: "p2", specimen: "t3")),
        \(entry("Specimen", "t1")),\(entry("Specimen", "t3", #""collection":{"collector":{"reference":"Practitioner/d3"}}"#)),
        \(entry("Practitioner", "d3")),
        \(entry("Observation", "o2", #""status":"final","code":{"text":"x"},"basedOn":[{"reference":"ServiceRequest/s2"}],"performer":[{"reference":"Practitioner/d2"}]"#)),
        \(entry("Practitioner", "d2")),
        \(entry("Provenance", "v2", #""target":[{"reference":"Observation/o2"}],"recorded":"2026-01-01T00:00:00Z","agent":[{"who":{"display":"x"}}]"#)),
        \(entry("Organization", "lab"))]}
        """

    private static func parts(_ split: String, of text: String = bundle) throws -> [[String]] {
        let compiled = ChangeSample.compile([
            "trial": "map: trial\nfrom: fhir Bundle\nto: fhir Bundle\nsplit: \(split)"
        ])
        #expect(compiled.problems == [])
        let map = try #require(compiled.library.resourceChange(named: "trial"))
        guard case .parts(let parts) = map.parts(of: try JSONReader.read(text)) else { return [] }
        return parts.map { $0.root.texts(at: "entry.resource.id") }
    }

    @Test func `each order travels with what is its own, and with what is nobody's`() throws {
        #expect(
            try Self.parts("entry.resource.ofType(ServiceRequest)") == [
                ["p1", "s1", "t1", "lab"], ["p1", "s2", "t1", "o2", "d2", "v2", "lab"],
                ["p2", "s3", "t3", "d3", "lab"],
            ]
        )
    }

    @Test(arguments: [
        "entry.resource.ofType(Basic)", "entry.resource.ofType(ServiceRequest).where(id = 's2')",
    ])
    func `with none or one there is one part, the whole`(split: String) throws {
        #expect(try Self.parts(split).map(\.count) == [12])
    }

    @Test func `a message map makes a message of each part`() throws {
        let map = """
            map: ORM
            from: fhir Bundle
            to: hl7v2 ORM_O01
            split: entry.resource.ofType(ServiceRequest)
            emit:
              - group: PATIENT
                for: entry.resource.ofType(ServiceRequest).subject.resolve().ofType(Patient).first()
                required: true
                emit:
                  - segment: PID
                    set:
                      PID-3.1: id
                      PID-5.1: {constant: Doe}
              - group: ORDER
                for: entry.resource.ofType(ServiceRequest)
                emit:
                  - segment: ORC
                    set:
                      ORC-1: {constant: NW}
                      ORC-2.1: id
            """
        let library = ResourceMapSamples.compile(["fhir-to-hl7v2/messages/ORM.yaml": map])
        #expect(library.problems == [])
        let compiled = try #require(library.library.resourceMap(named: "ORM"))
        guard case .parts(let parts) = compiled.parts(of: try JSONReader.read(Self.bundle)) else { return }
        let messages = parts.enumerated().map { number, part in
            String(
                decoding: compiled.run(part, identity: [UInt8(number)], in: ChangeSample.context).message
                    ?? [],
                as: UTF8.self
            )
        }
        #expect(messages.count == 3)
        for (message, numbers) in zip(messages, [("p1", "s1"), ("p1", "s2"), ("p2", "s3")]) {
            #expect(message.contains("PID|1||\(numbers.0)|") && message.contains("ORC|NW|\(numbers.1)"))
            #expect(message.firstRange(of: "ORC|")?.lowerBound == message.ranges(of: "ORC|").last?.lowerBound)
        }
        #expect(
            Set(messages.map { $0.split(separator: "|", omittingEmptySubsequences: false)[9] }).count == 3
        )
    }

    @Test func `more parts than there may be are an error`() throws {
        let orders = (0...1000).map { Self.entry("Basic", "b\($0)", #""code":{"text":"x"}"#) }
        let text =
            #"{"resourceType":"Bundle","type":"collection","entry":[\#(orders.joined(separator: ","))]}"#
        let compiled = ChangeSample.compile([
            "trial": "map: trial\nfrom: fhir Bundle\nto: fhir Bundle\nsplit: entry.resource.ofType(Basic)"
        ])
        let map = try #require(compiled.library.resourceChange(named: "trial"))
        guard case .failed(let problem) = map.parts(of: try JSONReader.read(text)) else {
            Issue.record("it was taken apart")
            return
        }
        #expect(problem.reason.contains("1000 parts"))
    }
}
