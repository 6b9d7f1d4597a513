import FHIR
import Foundation
import HTTPClient
import Peers
import Testing

@testable import Engine

/// Clients that wait for receivers, and clients that ask later.
struct FHIRAcceptanceTests {
    private static let patient = FHIREndpointTests.patient
    private static let message = #"""
        {"resourceType":"Bundle","type":"message","entry":[{"resource":{"resourceType":"MessageHeader","id":"m-1",
        "eventCoding":{"system":"urn:events","code":"result"},"source":{"endpoint":"urn:lab"},
        "destination":[{"endpoint":"urn:ehr"}]}}]}
        """#

    @Test func `a client that waits hears what the receiver answered`() async throws {
        try await withFHIREngine(listener: ["accept: sync"], to: ["archive"]) { client, inbox, _ in
            inbox.answer { _ in
                .status(201, headers: [("Location", "/store/Patient/9/_history/4"), ("ETag", #"W/"4""#)])
            }
            let created = try await client.send(.post, "/Patient", Self.patient)
            #expect(created.status == 201)
            let location = try #require(created.location)
            #expect(location.hasPrefix("http://127.0.0.1:"))
            #expect(location.hasSuffix("/store/Patient/9/_history/4"))
            #expect(created.entityTag == #"W/"4""#)
            #expect(inbox.refused.count == 1)
        }
    }

    @Test func `a transaction's answer is taken apart for the client of one resource`() async throws {
        try await withFHIREngine(listener: ["accept: sync"], to: ["ehr"]) { client, inbox, _ in
            inbox.answer { _ in
                let body =
                    #"{"resourceType":"Bundle","type":"transaction-response","entry":[{"response":{"status":"#
                    + #""200 OK","location":"Patient/9/_history/7","etag":"W/\"7\""}}]}"#
                return .status(
                    200,
                    body: Array(body.utf8),
                    headers: [("Content-Type", "application/fhir+json")]
                )
            }
            let created = try await client.send(.post, "/Patient", Self.patient)
            #expect(created.status == 200)
            #expect(created.location == nil)
            #expect(created.entityTag == #"W/"7""#)
            try await inbox.wait("the transaction") { $0.count == 1 }
            #expect(inbox.taken.first?.header("X-Intermediary")?.isEmpty == false)
        }
    }

    @Test(arguments: ["archive", "ehr"])
    func `a receiver that only takes it changes nothing of the answer`(receiver: String) async throws {
        try await withFHIREngine(listener: ["accept: sync"], to: [receiver]) { client, inbox, _ in
            let created = try await client.send(.post, "/Patient", Self.patient)
            #expect(created.status == 201)
            #expect(created.location?.hasPrefix(client.base) == true)
            #expect(inbox.taken.count == 1)
        }
    }

    @Test func `a receiver's refusal reaches the client with its outcome`() async throws {
        try await withFHIREngine(listener: ["accept: sync"], to: ["ehr"]) { client, inbox, _ in
            inbox.answer { _ in
                let body =
                    #"{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"business-rule","#
                    + #""diagnostics":"no bed"}]}"#
                return .status(
                    422,
                    body: Array(body.utf8),
                    headers: [("Content-Type", "application/fhir+json")]
                )
            }
            let refused = try await client.send(.post, "/Patient", Self.patient)
            #expect(refused.status == 422)
            #expect(refused.text.contains("no bed"))
        }
    }

    @Test func `who waits too long hears that it is stored, and where to ask`() async throws {
        let keys = ["accept: sync", "sync_timeout: 300ms"]
        try await withFHIREngine(listener: keys, to: ["ehr"]) { client, inbox, _ in
            inbox.answer { _ in .status(503) }
            let late = try await client.send(.post, "/Patient", Self.patient)
            #expect(late.status == 202)
            let address = try #require(late.contentLocation)
            #expect(try await client.send(.get, address).status == 202)
            inbox.answer { _ in .status(200) }
            try await inbox.wait("the delivery") { $0.count == 1 }
            try await until("the status says so") {
                try await client.send(.get, address).status == 200
            }
        }
    }

    @Test func `what no receiver wants is answered as stored`() async throws {
        try await withFHIREngine(listener: ["accept: sync"], to: ["archive", "ehr"]) { client, inbox, _ in
            let created = try await client.send(.post, "/Patient", Self.patient)
            #expect(created.status == 201)
            #expect(created.location?.hasPrefix(client.base) == true)
            #expect(inbox.taken.count == 2)
        }
    }

    @Test func `a client that asks later finds out what became of it`() async throws {
        try await withFHIREngine { client, inbox, _ in
            let later = [("Prefer", "respond-async")]
            let accepted = try await client.send(.post, "/Patient", Self.patient, headers: later)
            #expect(accepted.status == 202)
            let address = try #require(accepted.contentLocation)
            #expect(address.hasPrefix(client.base + "/_status/"))
            try await inbox.wait("both deliveries") { $0.count == 2 }
            try await until("it is done") { try await client.send(.get, address).status == 200 }
            let done = try await client.send(.get, address)
            let tree = try JSONReader.read(done.body)
            #expect(tree.root["type"]?.text == "batch-response")
            #expect(tree.root.text(at: "entry.response.status") == "201 Created")
            let location = try #require(tree.root.text(at: "entry.response.location"))
            #expect(try await client.send(.get, "/\(location)").status == 200)
            let said = tree.root.texts(at: "entry.response.outcome.issue.diagnostics")
            #expect(said.sorted() == ["To archive: delivered.", "To ehr: delivered."])
            #expect(try await client.send(.delete, address).status == 405)
        }
    }

    @Test func `a listener may answer every client later`() async throws {
        let home = try await EngineHome.fresh()
        var address = ""
        try await withFHIREngine(listener: ["accept: async"], home: home) { client, inbox, _ in
            inbox.answer { $0.path == "/fhir" ? .status(422) : .status(200) }
            let accepted = try await client.send(.put, "/Patient/a", #"{"resourceType":"Patient","id":"a"}"#)
            #expect(accepted.status == 202)
            address = try #require(accepted.contentLocation)
            try await until("it is done") { try await client.send(.get, address).status == 200 }
        }
        let path = try #require(address.firstRange(of: "/_status/"))
        try await withFHIREngine(listener: ["accept: async"], home: home) { client, _, _ in
            let done = try await client.send(.get, String(address[path.lowerBound...]))
            #expect(done.status == 200)
            let tree = try JSONReader.read(done.body)
            #expect(tree.root.text(at: "entry.response.status") == "422 Unprocessable Entity")
            let codes = tree.root.texts(at: "entry.response.outcome.issue.severity")
            #expect(codes.sorted() == ["error", "information"])
            #expect(try await client.send(.get, "/_status/17").status == 404)
            #expect(try await client.send(.get, "/_status/x").status == 404)
        }
    }

    @Test func `the sender of a message hears of its receivers, and so does a repeat`() async throws {
        try await withFHIREngine(listener: ["accept: sync"], to: ["ehr"]) { client, inbox, _ in
            for _ in 0..<2 {
                let answered = try await client.send(.post, "/$process-message", Self.message)
                #expect(answered.status == 200)
                let tree = try JSONReader.read(answered.body)
                #expect(tree.root["type"]?.text == "message")
                #expect(tree.root.text(at: "entry.resource.response.identifier") == "m-1")
                #expect(tree.root.text(at: "entry.resource.response.code") == "ok")
                #expect(Validator.issues(in: tree).isEmpty)
            }
            #expect(inbox.taken.count == 1)
        }
    }

    @Test func `a repeated message is known after a restart`() async throws {
        let home = try await EngineHome.fresh()
        try await withFHIREngine(home: home) { client, inbox, _ in
            #expect(try await client.send(.post, "/$process-message", Self.message).status == 202)
            try await inbox.wait("both deliveries") { $0.count == 2 }
        }
        try await withFHIREngine(home: home) { client, inbox, _ in
            #expect(try await client.send(.post, "/$process-message", Self.message).status == 202)
            let other = Self.message.replacing("m-1", with: "m-2")
            #expect(try await client.send(.post, "/$process-message", other).status == 202)
            let elsewhere = Self.message.replacing("urn:lab", with: "urn:other")
            #expect(try await client.send(.post, "/$process-message", elsewhere).status == 202)
            try await inbox.wait("those of the other two") { $0.count == 4 }
            #expect(!inbox.taken.contains { $0.text == Self.message })
        }
    }
}
