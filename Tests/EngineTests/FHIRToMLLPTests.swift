import HTTPClient
import Mapping
import Testing

@testable import Engine

/// Resources in over HTTP and messages of HL7 v2 out over MLLP, through a whole engine.
struct FHIRToMLLPTests {
    private static func site(port: Int) -> [SiteFile] {
        let routes = """
            listeners:
              lab: {type: fhir, host: 127.0.0.1, port: 0, accept: sync, sync_timeout: 20s}
            destinations:
              laboratory:
                type: mllp
                url: mllp://127.0.0.1:\(port)
                retry: {first: 50ms, max: 200ms}
                header: {sending_application: PORTAL, receiving_application: LAB, version: '2.4'}
            routes:
              orders:
                from: lab
                map: order-each
                to: laboratory
            """
        let map = """
            map: order-each
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
                      PID-3.1: identifier.value.first()
                      PID-5.1: name.family.first()
              - group: ORDER
                for: entry.resource.ofType(ServiceRequest)
                emit:
                  - segment: ORC
                    set:
                      ORC-1: {constant: NW}
                      ORC-2.1: identifier.value.first()
            """
        return [
            SiteFile(path: "routes/lab.yaml", text: routes),
            SiteFile(path: "fhir-to-hl7v2/order-each.yaml", text: map),
        ]
    }

    private static func order(_ number: Int, of patient: Int) -> String {
        """
        {"fullUrl":"urn:uuid:00000000-0000-4000-8000-00000000000\(number)","resource":{"resourceType":"ServiceRequest",
        "identifier":[{"value":"P\(number)"}],"status":"active","intent":"order",
        "subject":{"reference":"urn:uuid:00000000-0000-4000-9000-00000000000\(patient)"}},
        "request":{"method":"POST","url":"ServiceRequest"}}
        """
    }

    private static func patient(_ number: Int) -> String {
        """
        {"fullUrl":"urn:uuid:00000000-0000-4000-9000-00000000000\(number)","resource":{"resourceType":"Patient",
        "identifier":[{"value":"471\(number)"}],"name":[{"family":"Müller"}]},"request":{"method":"POST","url":"Patient"}}
        """
    }

    private static let bundle = """
        {"resourceType":"Bundle","type":"transaction","entry":[\(patient(1)),\(patient(2)),
        \(order(1, of: 1)),\(order(2, of: 1)),\(order(3, of: 2))]}
        """

    @Test func `each order of a Bundle is a message to a receiver, and a refusal is tried again`()
        async throws
    {
        // The second frame is refused once, and comes again as it was.
        let receiver = MLLPReceiver { $0 == 2 ? "AE" : "AA" }
        try await receiver.listening { port in
            try await withEngine(Self.site(port: port)) { engine in
                let client = try FHIRClient(port: try engine.port())
                let answer = try await client.send(.post, "", Self.bundle)
                await client.close()
                #expect(answer.status == 200, "\(answer.text)")
                try await until("every message") { receiver.taken.count == 4 }
                #expect(receiver.taken[1] == receiver.taken[2])
                let texts = receiver.taken.map { String(decoding: $0, as: UTF8.self) }
                for (text, numbers) in zip(
                    [0, 1, 3].map { texts[$0] },
                    [("4711", "P1"), ("4711", "P2"), ("4712", "P3")]
                ) {
                    #expect(text.hasPrefix("MSH|^~\\&|PORTAL||LAB||"))
                    #expect(
                        text.contains("|ORM^O01^ORM_O01|") && text.contains("|2.4") && text.contains("Müller")
                    )
                    #expect(text.contains("PID|1||\(numbers.0)|") && text.contains("ORC|NW|\(numbers.1)"))
                }
                #expect(Set(receiver.taken.map { MLLPReceiver.controlID(of: $0) }).count == 3)
            }
        }
    }

    @Test func `a resource that the map cannot turn is parked with its reason, and others go on`()
        async throws
    {
        let receiver = MLLPReceiver()
        try await receiver.listening { port in
            try await withEngine(Self.site(port: port)) { engine in
                let client = try FHIRClient(port: try engine.port())
                let async = [("Prefer", "respond-async")]
                let lone = Self.order(1, of: 9).replacing(
                    "\"subject\":{\"reference\":",
                    with: "\"subject\":{\"display\":"
                )
                let text = #"{"resourceType":"Bundle","type":"transaction","entry":[\#(lone)]}"#
                #expect(try await client.send(.post, "", text, headers: async).status == 202)
                #expect(try await client.send(.post, "", Self.bundle, headers: async).status == 202)
                await client.close()
                try await until("the other messages") { receiver.taken.count == 3 }
                try await until("the park") { try await engine.console.parked().count == 1 }
            }
        }
    }
}
