import FHIR
import Foundation
import HTTPClient
import Peers
import Testing

@testable import Engine

/// A FHIR listener from the socket to its receivers.
struct FHIREndpointTests {
    static let patient = #"{"resourceType":"Patient","id":"theirs","name":[{"family":"Muster"}]}"#
    static let xmlPatient =
        #"<Patient xmlns="http://hl7.org/fhir"><name><family value="Muster"/></name></Patient>"#

    @Test func `a created resource is known by an id of ours, read back, and delivered`() async throws {
        try await withFHIREngine { client, inbox, _ in
            let created = try await client.send(.post, "/Patient", Self.patient)
            #expect(created.status == 201)
            #expect(created.contentType == "application/fhir+json; charset=utf-8")
            let location = try #require(created.location)
            let match = try #require(
                location.wholeMatch(of: /(.*\/fhir\/Patient\/([0-9a-f-]{36}))\/_history\/(\d+)/)
            )
            #expect(location.hasPrefix(client.base))
            #expect(created.entityTag == "W/\"\(match.3)\"")
            let tree = try JSONReader.read(created.body)
            #expect(tree.root["id"]?.text == String(match.2))
            #expect(tree.root.text(at: "meta.versionId") == String(match.3))
            #expect(tree.root.text(at: "name.family") == "Muster")

            for address in [location, String(match.1)] {
                let read = try await client.send(.get, address)
                #expect(read.status == 200)
                #expect(read.entityTag == created.entityTag)
                #expect(read.body == created.body)
            }
            let same = [("If-None-Match", try #require(created.entityTag))]
            #expect(try await client.send(.get, location, headers: same).status == 304)
            let xml = try await client.send(.get, location, headers: [("Accept", "application/fhir+xml")])
            #expect(xml.contentType == "application/fhir+xml; charset=utf-8")
            #expect(JSONWriter.write(try XMLReader.read(xml.body)) == created.body)
            #expect(try await client.send(.get, "/Observation/\(match.2)").status == 404)
            let head = try await client.send(.head, location)
            #expect(head.status == 200)
            #expect(head.body.isEmpty)

            try await inbox.wait("both deliveries") { $0.count == 2 }
            let archived = try #require(inbox.taken.first { $0.path == "/bytes" })
            #expect(archived.text == Self.patient)
            let sent = try JSONReader.read(try #require(inbox.taken.first { $0.path == "/fhir" }).body)
            #expect(sent.root["type"]?.text == "transaction")
            #expect(sent.root.text(at: "entry.request.url") == "Patient/\(match.2)")
            #expect(sent.root.text(at: "entry.resource.id") == String(match.2))
        }
    }

    @Test func `XML comes and goes, and a FHIR server behind it gets JSON`() async throws {
        try await withFHIREngine { client, inbox, _ in
            let created = try await client.send(
                .post,
                "/Patient",
                Self.xmlPatient,
                type: "application/fhir+xml"
            )
            #expect(created.status == 201)
            #expect(created.contentType == "application/fhir+xml; charset=utf-8")
            #expect(try XMLReader.read(created.body).root.text(at: "name.family") == "Muster")
            try await inbox.wait("both deliveries") { $0.count == 2 }
            let archived = try #require(inbox.taken.first { $0.path == "/bytes" })
            #expect(archived.text == Self.xmlPatient)
            #expect(archived.header("Content-Type") == "application/fhir+xml")
            let sent = try #require(inbox.taken.first { $0.path == "/fhir" })
            #expect(sent.header("Content-Type") == "application/fhir+json")
            #expect(try JSONReader.read(sent.body).root.text(at: "entry.resource.name.family") == "Muster")
        }
    }

    @Test func `an update is new once, and each version can be read`() async throws {
        try await withFHIREngine { client, inbox, _ in
            func body(_ name: String) -> String {
                #"{"resourceType":"Patient","id":"p1","name":[{"family":"\#(name)"}]}"#
            }
            let first = try await client.send(.put, "/Patient/p1", body("One"))
            #expect(first.status == 201)
            let second = try await client.send(.put, "/Patient/p1", body("Two"))
            #expect(second.status == 200)
            #expect(first.entityTag != second.entityTag)
            #expect(try await client.send(.get, "/Patient/p1").body == second.body)
            #expect(try await client.send(.get, try #require(first.location)).body == first.body)
            try await inbox.wait("all deliveries") { $0.count == 4 }
            // One patient's resources arrive in order.
            let names = inbox.taken.filter { $0.path == "/bytes" }.map(\.text)
            #expect(names == [body("One"), body("Two")])
            let other = try await client.send(.put, "/Patient/p2", body("Three"))
            #expect(other.status == 400)
        }
    }

    @Test func `the client says what it wants to see`() async throws {
        try await withFHIREngine { client, _, _ in
            let minimal = [("Prefer", "return=minimal")]
            let bare = try await client.send(.post, "/Patient", Self.patient, headers: minimal)
            #expect(bare.status == 201)
            #expect(bare.body.isEmpty)
            let outcome = [("Prefer", "return=OperationOutcome")]
            let told = try await client.send(.post, "/Patient", Self.patient, headers: outcome)
            #expect(told.text.hasPrefix(#"{"resourceType":"OperationOutcome""#))
            let pretty = try await client.send(.post, "/Patient?_pretty=true&_format=xml", Self.patient)
            #expect(pretty.text.contains("\n  <"))
        }
    }

    @Test(arguments: [false, true])
    func `a transaction is one durable unit under new ids`(isXML: Bool) async throws {
        let bundle = """
            {"resourceType":"Bundle","type":"transaction","entry":[
            {"fullUrl":"urn:uuid:7a1e0b1c-0000-4000-8000-000000000001",
             "resource":{"resourceType":"Patient","name":[{"family":"Muster"}]},
             "request":{"method":"POST","url":"Patient"}},
            {"resource":{"resourceType":"Observation","id":"o1","status":"final","code":{"text":"pulse"},
             "subject":{"reference":"urn:uuid:7a1e0b1c-0000-4000-8000-000000000001"}},
             "request":{"method":"PUT","url":"Observation/o1"}}]}
            """
        let tree = try JSONReader.read(bundle)
        let body = String(decoding: isXML ? XMLWriter.write(tree) : Array(bundle.utf8), as: UTF8.self)
        let type = isXML ? "application/fhir+xml" : "application/fhir+json"
        try await withFHIREngine { client, inbox, _ in
            let answered = try await client.send(.post, "", body, type: type)
            #expect(answered.status == 200, "\(answered.text)")
            let response = try isXML ? XMLReader.read(answered.body) : JSONReader.read(answered.body)
            #expect(response.root["type"]?.text == "transaction-response")
            #expect(response.root.texts(at: "entry.response.status") == ["201 Created", "201 Created"])
            let locations = response.root.texts(at: "entry.response.location")
            let id = try #require(locations.first?.split(separator: "/").dropFirst().first.map(String.init))

            let read = try await client.send(.get, "/Patient/\(id)")
            #expect(try JSONReader.read(read.body).root.text(at: "name.family") == "Muster")
            let observation = try await client.send(.get, "/\(locations[1])")
            let subject = try JSONReader.read(observation.body).root.text(at: "subject.reference")
            #expect(subject == "Patient/\(id)")

            try await inbox.wait("both deliveries") { $0.count == 2 }
            #expect(inbox.taken.first { $0.path == "/bytes" }?.text == body)
            let sent = try JSONReader.read(try #require(inbox.taken.first { $0.path == "/fhir" }).body)
            #expect(sent.root.texts(at: "entry.request.url") == ["Patient/\(id)", "Observation/o1"])
            #expect(sent.root.text(at: "entry[1].resource.subject.reference") == "Patient/\(id)")
        }
    }

    @Test func `a batch answers entry by entry, and what it refuses goes nowhere`() async throws {
        let bundle = """
            {"resourceType":"Bundle","type":"batch","entry":[
            {"resource":{"resourceType":"Patient"},"request":{"method":"POST","url":"Patient"}},
            {"request":{"method":"DELETE","url":"Patient/1"}}]}
            """
        try await withFHIREngine { client, inbox, _ in
            let answered = try await client.send(.post, "", bundle)
            #expect(answered.status == 200)
            let response = try JSONReader.read(answered.body)
            #expect(response.root.texts(at: "entry.response.status") == ["201 Created", "405"])
            try await inbox.wait("both deliveries") { $0.count == 2 }
            for request in inbox.taken {
                #expect(try JSONReader.read(request.body).root.nodes(at: "entry").count == 1)
            }
            let whole = bundle.replacing("batch", with: "transaction")
            #expect(try await client.send(.post, "", whole).status == 405)
        }
    }

    @Test func `a message is taken once, and its repeats hear the same`() async throws {
        let message = """
            {"resourceType":"Bundle","type":"message","entry":[{"resource":{"resourceType":"MessageHeader",
            "id":"m-1","eventUri":"http://example.org/admit","source":{"endpoint":"http://pas.example.org"}}}]}
            """
        try await withFHIREngine { client, inbox, _ in
            async let one = client.send(.post, "/$process-message", message)
            async let other = client.send(.post, "/$process-message", message)
            let answers = try await [one, other, client.send(.post, "/$process-message", message)]
            #expect(answers.map(\.status) == [202, 202, 202])
            let next = message.replacing("m-1", with: "m-2")
            #expect(try await client.send(.post, "/$process-message", next).status == 202)
            try await inbox.wait("the deliveries of two messages") { $0.count == 4 }
            #expect(Set(inbox.taken.map(\.text)) == [message, next])
            let body = #"{"resourceType":"Bundle","type":"collection"}"#
            #expect(try await client.send(.post, "/$process-message", body).status == 400)
        }
    }

    @Test func `the statement of capabilities is valid and has a tag`() async throws {
        try await withFHIREngine(
            listener: ["api_keys: ${KEY}"],
            secrets: ["KEY": "0123456789abcdef"]
        ) { client, _, _ in
            let response = try await client.send(.get, "/metadata")
            let tree = try JSONReader.read(response.body)
            #expect(Validator.issues(in: tree).isEmpty)
            #expect(tree.root["fhirVersion"]?.text == "4.0.1")
            let tag = [("If-None-Match", try #require(response.entityTag))]
            #expect(try await client.send(.get, "/metadata", headers: tag).status == 304)

            for headers in [[], [("Authorization", "Bearer 0123456789abcdeg")], [("X-API-Key", "")]] {
                let refused = try await client.send(.post, "/Patient", Self.patient, headers: headers)
                #expect(refused.status == 401)
                #expect(refused.text.contains("OperationOutcome"))
            }
            for header in [("Authorization", "Bearer 0123456789abcdef"), ("X-API-Key", "0123456789abcdef")] {
                let taken = try await client.send(.post, "/Patient", Self.patient, headers: [header])
                #expect(taken.status == 201)
            }
        }
    }
}
