import Console
import FHIR
import Foundation
import HTTPClient
import Peers
import PostgreSQL
import Testing

@testable import Engine

/// Requests that a FHIR listener must refuse, say why, and survive.
struct FHIRBadRequestTests {
    private struct Bad {
        let name: String
        let body: [UInt8]
        var type: String? = "application/fhir+json"
        var status = 400

        init(_ name: String, _ text: String, _ type: String? = "application/fhir+json", _ status: Int = 400) {
            self.init(name, Array(text.utf8), type, status)
        }

        init(
            _ name: String,
            _ body: [UInt8],
            _ type: String? = "application/fhir+json",
            _ status: Int = 400
        ) {
            self.name = name
            self.body = body
            self.type = type
            self.status = status
        }
    }

    private static let xml = "application/fhir+xml"
    private static let depth = 3_000

    private static var table: [Bad] {
        var random = SystemRandomNumberGenerator()
        let noise = (0..<2_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        return [
            Bad("nothing", "", nil, 415),
            Bad("null", "null"), Bad("a list", "[]"), Bad("a text", "\"Patient\""),
            Bad("random bytes as JSON", noise), Bad("random bytes as XML", noise, xml),
            Bad("cut JSON", #"{"resourceType":"Patient","name":[{"fam"#),
            Bad("cut XML", #"<Patient xmlns="http://hl7.org/fhir"><name>"#, xml),
            Bad("two values", #"{"resourceType":"Patient"}{}"#),
            Bad("a key twice", #"{"resourceType":"Patient","active":true,"active":false}"#),
            Bad("an unknown key", #"{"resourceType":"Patient","nmae":[]}"#),
            Bad("NaN", #"{"resourceType":"Patient","multipleBirthInteger":NaN}"#),
            Bad(
                "invalid UTF-8",
                Array(#"{"resourceType":"Patient","language":""#.utf8) + [0xFF, 0xFE, 0x22, 0x7D]
            ),
            Bad("another resource", #"{"resourceType":"Organization","name":"x"}"#),
            Bad("no resource", #"{"resourceType":"HumanName"}"#),
            Bad("a code that is none", #"{"resourceType":"Patient","gender":"f"}"#),
            Bad(
                "a depth bomb",
                #"{"resourceType":"Patient","extension":"#
                    + String(repeating: #"[{"extension":"#, count: depth)
            ),
            Bad(
                "a depth bomb of XML",
                #"<Patient xmlns="http://hl7.org/fhir">"# + String(repeating: "<contained>", count: depth),
                xml
            ),
            Bad(
                "an entity bomb",
                #"<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;&b;">]><Patient xmlns="http://hl7.org/fhir"><id value="&c;"/></Patient>"#,
                xml
            ),
            Bad(
                "an external entity",
                #"<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><Patient xmlns="http://hl7.org/fhir"/>"#,
                xml
            ),
            Bad("another type", #"{"resourceType":"Patient"}"#, "text/plain", 415),
            Bad("JSON that says XML", #"{"resourceType":"Patient"}"#, xml),
            Bad("a huge body", [UInt8](repeating: 0x20, count: 200_000), "application/fhir+json", 413),
        ]
    }

    @Test func `each is refused with an OperationOutcome, and the listener goes on`() async throws {
        try await withFHIREngine(listener: ["max_body: 64KB"]) { client, inbox, engine in
            for bad in Self.table {
                let answer = try await client.send(.post, "/Patient", bytes: bad.body, type: bad.type)
                #expect(answer.status == bad.status, "\(bad.name)")
                let isXML = answer.contentType?.contains("xml") == true
                #expect(isXML == (bad.type == Self.xml), "\(bad.name)")
                let outcome = try isXML ? XMLReader.read(answer.body) : JSONReader.read(answer.body)
                #expect(outcome.root.type.name == "OperationOutcome", "\(bad.name)")
                #expect(!outcome.root.texts(at: "issue.diagnostics").isEmpty, "\(bad.name)")
            }
            let good = try await client.send(.post, "/Patient", FHIREndpointTests.patient)
            #expect(good.status == 201)
            try await inbox.wait("the good one") { $0.count == 2 }
            // What was refused is kept for the analyst.
            try await until("the refused ones are stored") {
                try await engine.console.messages().filter { $0.status == .refused }.count >= 18
            }
        }
    }

    @Test(arguments: [
        (HTTPRequest.Method.get, "/../../etc/passwd", 404), (.get, "/Patient/..%2f..", 404),
        (.get, "/Patient/nobody", 404), (.get, "/Patient/x/_history/y", 404), (.get, "/Patient", 405),
        (.delete, "/Patient/x", 405), (.patch, "/Patient/x", 405), (.post, "/Nothing", 404),
        (.get, "?a=b", 405),
    ])
    func `an address or method that is not offered is refused`(
        method: HTTPRequest.Method,
        path: String,
        status: Int
    ) async throws {
        try await withFHIREngine { client, _, _ in
            let wish = [("Accept", "application/fhir+xml")]
            let answer = try await client.send(method, path, headers: wish)
            #expect(answer.status == status)
            #expect(try XMLReader.read(answer.body).root.type.name == "OperationOutcome")
            let wrong = try await client.send(method, path, headers: [("Accept", "text/html")])
            #expect(wrong.status == 406)
        }
    }

    @Test(arguments: [("If-None-Exist", "identifier=1", 400), ("If-Match", "W/\"1\"", 412)])
    func `a condition is never left out of account`(name: String, value: String, status: Int) async throws {
        try await withFHIREngine { client, inbox, _ in
            let body = #"{"resourceType":"Patient","id":"p"}"#
            let answer = try await client.send(.put, "/Patient/p", body, headers: [(name, value)])
            #expect(answer.status == status)
            #expect(inbox.taken.isEmpty)
        }
    }

    @Test func `a slow client loses its connection`() async throws {
        try await withFHIREngine(listener: ["request_timeout: 200ms"]) { client, _, engine in
            let head =
                "POST /fhir/Patient HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
            _ = try await RawPeer.talk(to: try engine.port(), Array(head.utf8), until: .closed)
            #expect(try await client.send(.get, "/metadata").status == 200)
        }
    }

    @Test func `a body without end is refused, and its connection ends`() async throws {
        try await withFHIREngine(listener: ["request_timeout: 200ms", "max_body: 1KB"]) { client, _, engine in
            let head = "POST /fhir/Patient HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            let chunk = "400\r\n" + String(repeating: " ", count: 1024) + "\r\n"
            let request = head + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk
            _ = try await RawPeer.talk(to: try engine.port(), Array(request.utf8), until: .closed)
            #expect(try await client.send(.get, "/metadata").status == 200)
        }
    }

    @Test func `without the database clients are told to come again, and then are served`() async throws {
        let folder = TemporaryFolder()
        let cluster = try await PrivateCluster.start(stateFolder: folder.path)
        let home = EngineHome(database: cluster.connectionString)
        try await withFHIREngine(home: home) { client, inbox, engine in
            await cluster.stop()
            try await engine.log.wait(for: "the database is away")
            let refused = try await client.send(.post, "/Patient", FHIREndpointTests.patient)
            #expect(refused.status == 503)
            #expect(refused.retryAfter == .seconds(5))
            #expect(refused.text.contains("no-store"))
            let again = try await PrivateCluster.start(stateFolder: folder.path)
            try await engine.log.wait(for: "the database takes messages again")
            #expect(try await client.send(.post, "/Patient", FHIREndpointTests.patient).status == 201)
            try await inbox.wait("the deliveries") { $0.count == 2 }
            try await engine.stop()
            await again.stop()
        }
    }
}
