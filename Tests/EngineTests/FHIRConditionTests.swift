import FHIR
import Foundation
import HTTPClient
import Peers
import Testing

@testable import Engine

/// Requests that depend on what is there.
struct FHIRConditionTests {
    private static func patient(_ number: String, id: String? = nil, family: String = "Muster") -> String {
        let id = id.map { #""id":"\#($0)","# } ?? ""
        return #"{"resourceType":"Patient",\#(id)"identifier":[{"system":"urn:mrn","value":"\#(number)"}],"#
            + #""name":[{"family":"\#(family)"}]}"#
    }

    /// The id in a location.
    private static func id(_ response: HTTPResponse) throws -> String {
        let location = try #require(response.location)
        return try String(#require(location.firstMatch(of: /Patient\/([^\/]+)\/_history/)).1)
    }

    private static func condition(_ text: String) -> [(String, String)] { [("If-None-Exist", text)] }

    @Test func `what is there is not created again`() async throws {
        try await withFHIREngine { client, inbox, _ in
            let condition = Self.condition("identifier=urn:mrn%7C17")
            let first = try await client.send(.post, "/Patient", Self.patient("17"), headers: condition)
            #expect(first.status == 201)
            let second = try await client.send(.post, "/Patient", Self.patient("17"), headers: condition)
            #expect(second.status == 200)
            #expect(second.location == first.location)
            #expect(second.entityTag == first.entityTag)
            #expect(second.body == first.body)
            let other = Self.condition("Patient?identifier=urn:other|17")
            #expect(
                try await client.send(.post, "/Patient", Self.patient("17"), headers: other).status == 201
            )
            // Of any system there are two now.
            let any = Self.condition("identifier=17")
            let several = try await client.send(.post, "/Patient", Self.patient("17"), headers: any)
            #expect(several.status == 412)
            #expect(several.text.contains("multiple-matches"))
            try await inbox.wait("two deliveries of two resources") { $0.count == 4 }
        }
    }

    @Test(arguments: [
        "", "identifier=", "name=Muster", "identifier:exact=1", "identifier=%zz", "_id=a&birthdate=1970",
        "identifier=a%7Cb%7Cc",
    ])
    func `a condition that cannot be looked up is refused`(condition: String) async throws {
        try await withFHIREngine { client, inbox, _ in
            let headers = Self.condition(condition)
            let refused = try await client.send(.post, "/Patient", Self.patient("1"), headers: headers)
            #expect(refused.status == 400)
            #expect(refused.text.contains("OperationOutcome"))
            #expect(inbox.taken.isEmpty)
        }
    }

    @Test func `of many that come at once one creates`() async throws {
        try await withFHIREngine { client, _, _ in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        let headers = Self.condition("identifier=urn:mrn|18")
                        return try await client.send(.post, "/Patient", Self.patient("18"), headers: headers)
                            .status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.filter { $0 == 201 }.count == 1)
            #expect(statuses.filter { $0 == 200 }.count == 19)
        }
    }

    @Test func `an update is of the version that the client knows`() async throws {
        try await withFHIREngine { client, _, _ in
            let address = "/Patient/p1"
            let unknown = [("If-Match", #"W/"1""#)]
            let body = Self.patient("1", id: "p1")
            #expect(try await client.send(.put, address, body, headers: unknown).status == 412)
            let onlyNew = [("If-None-Match", "*")]
            let created = try await client.send(.put, address, body, headers: onlyNew)
            #expect(created.status == 201)
            #expect(try await client.send(.put, address, body, headers: onlyNew).status == 412)
            let known = [("If-Match", try #require(created.entityTag))]
            let updated = try await client.send(.put, address, body, headers: known)
            #expect(updated.status == 200)
            let late = try await client.send(.put, address, body, headers: known)
            #expect(late.status == 412)
            #expect(late.text.contains("conflict"))
            let read = try await client.send(.get, address)
            #expect(read.entityTag == updated.entityTag)
        }
    }

    @Test func `of two updates of one version one wins`() async throws {
        try await withFHIREngine { client, _, _ in
            let body = Self.patient("1", id: "p1")
            let created = try await client.send(.put, "/Patient/p1", body)
            let known = [("If-Match", try #require(created.entityTag))]
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<10 {
                    group.addTask {
                        try await client.send(.put, "/Patient/p1", body, headers: known).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.filter { $0 == 200 }.count == 1)
            #expect(statuses.filter { $0 == 412 }.count == 9)
        }
    }

    @Test func `an update finds its resource, or makes it`() async throws {
        try await withFHIREngine { client, _, _ in
            let search = "/Patient?identifier=urn:mrn%7C20"
            let created = try await client.send(.put, search, Self.patient("20"))
            #expect(created.status == 201)
            let id = try Self.id(created)
            let updated = try await client.send(.put, search, Self.patient("20", family: "Neu"))
            #expect(updated.status == 200)
            let read = try await client.send(.get, "/Patient/\(id)")
            #expect(try JSONReader.read(read.body).root.text(at: "name.family") == "Neu")
            let wrong = try await client.send(.put, search, Self.patient("20", id: "another"))
            #expect(wrong.status == 400)
            // The next version has another number: by the old one it is found no more.
            #expect(try await client.send(.put, search, Self.patient("21", id: id)).status == 200)
            let again = try await client.send(.put, search, Self.patient("20"))
            #expect(again.status == 201)
            #expect(try Self.id(again) != id)
            #expect(try await client.send(.put, "/Patient", Self.patient("20")).status == 400)
            // Nothing is found by the number, and the id is somebody's.
            let other = "/Patient?identifier=urn:mrn%7C22"
            #expect(try await client.send(.put, other, Self.patient("22", id: id)).status == 409)
            #expect(try await client.send(.put, other, Self.patient("22", id: "free")).status == 201)
            let batch = #"""
                {"resourceType":"Bundle","type":"batch","entry":[{"resource":\#(Self.patient("23", id: id)),
                "request":{"method":"PUT","url":"Patient?identifier=urn:mrn|23"}}]}
                """#
            let answered = try JSONReader.read(try await client.send(.post, "", batch).body)
            #expect(answered.root.text(at: "entry.response.status") == "409")
        }
    }

    @Test func `what a transaction asks after is looked up, and told again after a restart`() async throws {
        let home = try await EngineHome.fresh()
        let transaction = #"""
            {"resourceType":"Bundle","type":"transaction","entry":[
            {"fullUrl":"urn:uuid:1","resource":\#(Self.patient("30")),
             "request":{"method":"POST","url":"Patient","ifNoneExist":"identifier=urn:mrn|30"}},
            {"resource":{"resourceType":"Observation","status":"final","code":{"text":"K"},
             "subject":{"reference":"urn:uuid:1"},"performer":[{"reference":"Organization?identifier=L"}]},
             "request":{"method":"POST","url":"Observation"}},
            {"resource":{"resourceType":"Organization","identifier":[{"value":"L"}],"name":"Labor"},
             "request":{"method":"PUT","url":"Organization?identifier=L"}}]}
            """#
        try await withFHIREngine(home: home) { client, inbox, _ in
            let known = try await client.send(.put, "/Patient/known", Self.patient("30", id: "known"))
            #expect(known.status == 201)
            let response = try await client.send(.post, "", transaction)
            #expect(response.status == 200)
            let tree = try JSONReader.read(response.body)
            #expect(tree.root.texts(at: "entry.response.status") == ["200 OK", "201 Created", "201 Created"])
            let locations = tree.root.texts(at: "entry.response.location")
            #expect(locations[0].hasPrefix("Patient/known/_history/"))
            let observation = try await client.send(.get, "/\(locations[1])")
            let read = try JSONReader.read(observation.body)
            #expect(read.root.text(at: "subject.reference") == "Patient/known")
            let organization = locations[2].prefix { $0 != "_" }.dropLast()
            #expect(read.root.text(at: "performer.reference") == String(organization))
            try await inbox.wait("both deliveries of both") { $0.count == 4 }
            let sent = try #require(
                inbox.taken.last { $0.path == "/fhir" }
            )
            #expect(try JSONReader.read(sent.body).root.children(named: "entry").count == 2)
            #expect(sent.text.contains("Patient/known"))
            let second = try JSONReader.read(try await client.send(.post, "", transaction).body)
            #expect(second.root.texts(at: "entry.response.status") == ["200 OK", "201 Created", "200 OK"])
        }
        try await withFHIREngine(home: home) { client, _, _ in
            let condition = Self.condition("identifier=urn:mrn|30")
            let found = try await client.send(.post, "/Patient", Self.patient("30"), headers: condition)
            #expect(found.status == 200)
            #expect(try Self.id(found) == "known")
        }
    }

    @Test(arguments: [
        ("Patient?identifier=nobody", "not-found"), ("Patient?identifier=double", "multiple-matches"),
        ("Patient?name=Muster", "not-supported"),
    ])
    func `a reference that finds not exactly one fails the transaction`(reference: String, code: String)
        async throws
    {
        try await withFHIREngine { client, inbox, _ in
            for id in ["a", "b"] {
                #expect(
                    try await client.send(.put, "/Patient/\(id)", Self.patient("double", id: id)).status
                        == 201
                )
            }
            let response = try await client.send(
                .post,
                "",
                #"""
                {"resourceType":"Bundle","type":"transaction","entry":[{"resource":{"resourceType":"Observation",
                "status":"final","code":{"text":"K"},"subject":{"reference":"\#(reference)"}},
                "request":{"method":"POST","url":"Observation"}}]}
                """#
            )
            #expect([400, 412].contains(response.status))
            let tree = try JSONReader.read(response.body)
            #expect(tree.root.text(at: "issue.code") == code)
            #expect(
                tree.root.text(at: "issue.expression")?.hasPrefix("Bundle.entry[0].resource.subject") == true
            )
            try await inbox.wait("both patients") { $0.count == 4 }
        }
    }

    @Test func `conditions go with what they are for`() async throws {
        try await withFHIREngine { client, _, _ in
            for (method, path, name) in [
                (HTTPRequest.Method.post, "/Patient", "If-Match"), (.put, "/Patient/p", "If-None-Exist"),
                (.post, "", "If-None-Exist"),
            ] {
                let refused = try await client.send(
                    method,
                    path,
                    Self.patient("1", id: "p"),
                    headers: [(name, "identifier=1")]
                )
                #expect(refused.status == 400)
                #expect(refused.text.contains("not-supported"))
            }
        }
    }

    @Test func `an answer that would have to be sent by itself is refused`() async throws {
        try await withFHIREngine { client, inbox, _ in
            let message = #"{"resourceType":"Bundle","type":"message"}"#
            let refused = try await client.send(.post, "/$process-message?async=true", message)
            #expect(refused.status == 400)
            #expect(refused.text.contains("respond-async"))
            #expect(inbox.taken.isEmpty)
        }
    }
}
