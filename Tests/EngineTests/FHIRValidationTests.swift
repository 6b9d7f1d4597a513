// Invariants and profiles at the endpoint: what is refused, what is taken with a remark, and what goes on.

import FHIR
import Foundation
import HTTPClient
import Mapping
import Peers
import Testing

@testable import Engine

struct FHIRValidationTests {
    private static let profile = SiteFile(
        path: "profiles/patient.json",
        text: """
            {"resourceType":"StructureDefinition","url":"https://acme.example/p","name":"AcmePatient",
            "status":"active","kind":"resource","abstract":false,"type":"Patient","derivation":"constraint",
            "baseDefinition":"http://hl7.org/fhir/StructureDefinition/Patient",
            "differential":{"element":[{"path":"Patient.name","min":1,"constraint":[{"key":"full",
            "severity":"warning","human":"A name has a family name","expression":"family.exists()"}]}]}}
            """
    )

    private static func withEngine(
        _ keys: String,
        _ body: (_ client: FHIRClient, _ inbox: Inbox) async throws -> Void
    ) async throws {
        try await withReceiver { port, inbox in
            let site = FHIRSite(receiverPort: port, listener: [keys])
            try await EngineTests.withEngine(site.files + [profile]) { engine in
                let client = try FHIRClient(port: try engine.port())
                do {
                    try await body(client, inbox)
                    await client.close()
                } catch {
                    await client.close()
                    throw error
                }
            }
        }
    }

    private static let asking = [("Prefer", "return=OperationOutcome")]

    @Test func `what does not satisfy a profile is refused with 422`() async throws {
        try await Self.withEngine("profiles: [AcmePatient]") { client, inbox in
            let refused = try await client.send(
                .post,
                "/Patient",
                #"{"resourceType":"Patient","active":true}"#
            )
            #expect(refused.status == 422)
            #expect(refused.text.contains("`name` is required (profile AcmePatient)"))
            let broken = #"{"resourceType":"Patient","name":[{"family":"x"}],"contact":[{"gender":"male"}]}"#
            #expect(try await client.send(.post, "/Patient", broken).status == 422)
            #expect(
                try await client.send(.post, "/Patient", #"{"resourceType":"Patient","a":1}"#).status == 400
            )
            let taken = try await client.send(
                .post,
                "/Patient",
                #"{"resourceType":"Patient","name":[{"text":"x"}]}"#,
                headers: Self.asking
            )
            #expect(taken.status == 201)
            #expect(taken.text.contains("A name has a family name"))
            try await inbox.wait("two deliveries of the one that is right") { $0.count == 2 }
        }
    }

    @Test func `an entry of a batch is refused alone`() async throws {
        try await Self.withEngine("profiles: [AcmePatient]") { client, inbox in
            let entries = [#""active":true"#, #""name":[{"family":"x"}]"#].map {
                #"{"resource":{"resourceType":"Patient",\#($0)},"request":{"method":"POST","url":"Patient"}}"#
            }.joined(separator: ",")
            func bundle(_ type: String) -> String {
                #"{"resourceType":"Bundle","type":"\#(type)","entry":[\#(entries)]}"#
            }
            let batch = try await client.send(.post, "", bundle("batch"))
            #expect(batch.status == 200)
            let answer = try JSONReader.read(batch.text)
            #expect(answer.root.texts(at: "entry.response.status") == ["422", "201 Created"])
            #expect(
                answer.root.text(at: "entry.response.outcome.issue.expression") == "Bundle.entry[0].resource"
            )
            #expect(try await client.send(.post, "", bundle("transaction")).status == 422)
            try await inbox.wait("two deliveries of one entry") { $0.count == 2 }
            for delivery in inbox.taken {
                #expect(!String(decoding: delivery.body, as: UTF8.self).contains("active"))
            }
        }
    }

    @Test func `warn takes what is wrong and tells who asks`() async throws {
        try await Self.withEngine("profiles: [AcmePatient]\n    validate: warn") { client, inbox in
            let taken = try await client.send(
                .post,
                "/Patient",
                #"{"resourceType":"Patient","active":true}"#,
                headers: Self.asking
            )
            #expect(taken.status == 201)
            #expect(taken.text.contains("`name` is required (profile AcmePatient)"))
            try await inbox.wait("two deliveries") { $0.count == 2 }
        }
    }
}
