import Console
import FHIR
import Foundation
import HTTPClient
import JWTKit
import Peers
import Synchronization
import Testing

@testable import Engine

/// Access tokens at a FHIR listener, from the socket to the issuer's keys.
struct FHIRTokenTests {
    /// What a token of the tests says.
    private struct Claims: JWTPayload {
        var iss = "https://login.example.org"
        var aud = "https://corridor.example.org/fhir"
        var exp = Date.now.timeIntervalSince1970 + 300
        var scope: String

        func verify(using algorithm: some JWTAlgorithm) {}
    }

    private struct NoParameters: Error {}

    private let folder = TemporaryFolder()
    private let key = ES384PrivateKey()

    private func token(_ scope: String, expired: Bool = false, kid: String = "k1") async throws -> String {
        var claims = Claims(scope: scope)
        if expired { claims.exp -= 3600 }
        return try await JWTKeyCollection().add(ecdsa: key, kid: JWKIdentifier(string: kid))
            .sign(claims, kid: JWKIdentifier(string: kid))
    }

    private func published(kid: String = "k1") throws -> String {
        guard let parameters = key.parameters else { throw NoParameters() }
        let (x, y) = (Self.url(parameters.x), Self.url(parameters.y))
        return #"{"keys":[{"kty":"EC","crv":"P-384","kid":"\#(kid)","x":"\#(x)","y":"\#(y)"}]}"#
    }

    private static func url(_ base64: String) -> String {
        base64.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// A listener's `tokens:` with the keys in a file.
    private func keys(_ more: [String] = []) throws -> [String] {
        try folder.write(try published(), to: "ehr.jwks.json")
        let lines = [
            "issuer: https://login.example.org", "audience: https://corridor.example.org/fhir",
            "keys: \(folder.path)/ehr.jwks.json",
        ]
        return ["tokens:"] + (lines + more).map { "  \($0)" }
    }

    private static func bearer(_ token: String) -> [(String, String)] {
        [("Authorization", "Bearer \(token)")]
    }

    @Test func `a token opens what its scopes name, and nothing else`() async throws {
        try await withFHIREngine(listener: try keys()) { client, inbox, _ in
            let writer = Self.bearer(try await token("system/Patient.cu openid"))
            let created = try await client.send(.post, "/Patient", FHIREndpointTests.patient, headers: writer)
            #expect(created.status == 201)
            let location = try #require(created.location)
            #expect(try await client.send(.get, location, headers: writer).status == 403)
            let reader = Self.bearer(try await token("system/*.read"))
            #expect(try await client.send(.get, location, headers: reader).status == 200)
            for scope in ["", "user/Patient.cruds", "patient/*.*", "system/Observation.c", "system/*.read"] {
                let headers = Self.bearer(try await token(scope))
                let refused = try await client.send(
                    .post,
                    "/Patient",
                    FHIREndpointTests.patient,
                    headers: headers
                )
                #expect(refused.status == 403, "\(scope)")
                let outcome = try JSONReader.read(refused.body).root
                #expect(outcome.text(at: "issue.code") == "forbidden")
            }
            try await inbox.wait("the one patient") { $0.count == 2 }
        }
    }

    @Test func `without a token that counts nothing is open but what says how to get one`() async throws {
        let keys = try keys(["token_endpoint: https://login.example.org/token"])
        try await withFHIREngine(listener: keys) { client, _, engine in
            let expired = try await token("system/*.*", expired: true)
            let whole = try await token("system/*.*")
            for (headers, code) in [
                ([], "login"), ([("X-API-Key", "0123456789abcdef")], "login"),
                ([("Authorization", "Basic eDp5")], "login"), (Self.bearer("x.y.z"), "unknown"),
                (Self.bearer(String(whole.dropLast(4))), "unknown"), (Self.bearer(expired), "expired"),
                (Self.bearer(String(repeating: "x", count: 17_000)), "unknown"),
            ] {
                let refused = try await client.send(
                    .post,
                    "/Patient",
                    FHIREndpointTests.patient,
                    headers: headers
                )
                #expect(refused.status == 401)
                #expect(try JSONReader.read(refused.body).root.text(at: "issue.code") == code)
            }
            let request = "POST /fhir/Patient HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(expired)\r\n\r\n"
            let answer = try #require(try await RawHTTP.talk(to: try engine.port(), request).answers.first)
            let challenge = try #require(answer.header("WWW-Authenticate"))
            #expect(challenge.hasPrefix(#"Bearer realm="Corridor", error="invalid_token""#))

            let configuration = try await client.send(.get, "/.well-known/smart-configuration")
            #expect(configuration.status == 200)
            #expect(configuration.contentType == "application/json")
            #expect(configuration.text.contains(#""token_endpoint":"https://login.example.org/token""#))
            #expect(configuration.text.contains(#""private_key_jwt""#))
            let statement = try JSONReader.read(try await client.send(.get, "/metadata").body)
            #expect(Validator.issues(in: statement).isEmpty)
            #expect(statement.root.text(at: "rest.security.service.coding.code") == "SMART-on-FHIR")
        }
        try await withFHIREngine(listener: ["api_keys: ${KEY}"], secrets: ["KEY": "0123456789abcdef"]) {
            client,
            _,
            _ in
            let absent = try await client.send(.get, "/.well-known/smart-configuration")
            #expect(absent.status == 404)
        }
    }

    @Test func `API keys count beside tokens, and scopes may be left out of account`() async throws {
        let listener = try keys(["scopes: none"]) + ["api_keys: ${KEY}"]
        try await withFHIREngine(listener: listener, secrets: ["KEY": "0123456789abcdef"]) { client, _, _ in
            for headers in [
                Self.bearer("0123456789abcdef"), [("X-API-Key", "0123456789abcdef")],
                Self.bearer(try await token("")),
            ] {
                let taken = try await client.send(
                    .post,
                    "/Patient",
                    FHIREndpointTests.patient,
                    headers: headers
                )
                #expect(taken.status == 201)
            }
        }
    }

    @Test func `a batch is taken as far as its client may, and the rest is told apart`() async throws {
        func entry(_ type: String, _ more: String = "") -> String {
            #"{"resource":{"resourceType":"\#(type)"\#(more)},"request":{"method":"POST","url":"\#(type)"}}"#
        }
        func bundle(_ type: String) -> String {
            #"{"resourceType":"Bundle","type":"\#(type)","entry":["#
                + [entry("Patient"), entry("Group", #","type":"person","actual":true"#), entry("Patient")]
                .joined(separator: ",") + "]}"
        }
        try await withFHIREngine(listener: try keys()) { client, inbox, engine in
            let headers = Self.bearer(try await token("system/Patient.c"))
            let answered = try await client.send(.post, "", bundle("batch"), headers: headers)
            #expect(answered.status == 200)
            let response = try JSONReader.read(answered.body).root
            #expect(response.texts(at: "entry.response.status") == ["201 Created", "403", "201 Created"])
            try await inbox.wait("the permitted entries") { $0.count == 2 }
            for request in inbox.taken {
                let types = try JSONReader.read(request.body).root.nodes(at: "entry.resource").map(
                    \.type.name
                )
                #expect(types == ["Patient", "Patient"])
            }
            let reader = Self.bearer(try await token("system/Patient.r"))
            for location in response.texts(at: "entry.response.location") {
                #expect(try await client.send(.get, "/\(location)", headers: reader).status == 200)
            }
            let whole = try await client.send(.post, "", bundle("transaction"), headers: headers)
            #expect(whole.status == 403)
            try await until("what came is kept") {
                try await engine.console.messages().filter { $0.status == .refused }.count >= 1
            }
        }
    }

    @Test func `keys are fetched when a token names one, and clients are told when they cannot be`()
        async throws
    {
        let asked = Mutex(0)
        let set = Mutex(try published())
        let issuer = try await HTTPReceiver.start { _ in
            asked.withLock { $0 += 1 }
            return .status(200, body: Array(set.withLock(\.self).utf8))
        }
        func listener(_ port: Int) -> [String] {
            [
                "tokens:", "  issuer: https://login.example.org",
                "  audience: [https://corridor.example.org/fhir]",
                "  keys_url: http://127.0.0.1:\(port)/jwks",
            ]
        }
        try await withFHIREngine(listener: listener(issuer.port)) { client, _, _ in
            let headers = Self.bearer(try await token("system/Patient.c"))
            #expect(asked.withLock(\.self) == 0)
            try await withThrowingTaskGroup { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await client.send(.post, "/Patient", FHIREndpointTests.patient, headers: headers)
                    }
                }
                for try await answer in group { #expect(answer.status == 201) }
            }
            #expect(asked.withLock(\.self) == 1)
            // Strangers send nobody to the issuer again so soon.
            let strange = Self.bearer(try await token("system/Patient.c", kid: "k2"))
            for _ in 0..<3 {
                let refused = try await client.send(
                    .post,
                    "/Patient",
                    FHIREndpointTests.patient,
                    headers: strange
                )
                #expect(refused.status == 401)
            }
            #expect(asked.withLock(\.self) == 1)
        }
        await issuer.stop()
        try await withFHIREngine(listener: listener(try await FreePort.find())) { client, _, engine in
            let headers = Self.bearer(try await token("system/Patient.c"))
            let refused = try await client.send(
                .post,
                "/Patient",
                FHIREndpointTests.patient,
                headers: headers
            )
            #expect(refused.status == 503)
            #expect(refused.retryAfter == .seconds(5))
            try await engine.log.wait(for: "the keys of access tokens cannot be fetched")
        }
    }

    @Test(arguments: [
        ("absent.json", "cannot be read"), ("text.json", "is no JSON Web Key Set"),
        ("empty.json", "holds no public RSA key of at least 2048 bits and no EC key for signatures"),
    ])
    func `a key file that is of no use is named by a check`(name: String, words: String) async throws {
        try folder.write("text", to: "site/keys/text.json")
        try folder.write(#"{"keys":[]}"#, to: "site/keys/empty.json")
        let site = """
            listeners:
              lab:
                type: fhir
                port: 8090
                tokens: {issuer: i, audience: a, keys: keys/\(name)}
            destinations:
              ehr: {type: fhir, url: "https://ehr.example.org/fhir"}
            routes:
              onward: {from: lab, to: ehr}
            """
        try folder.write(site, to: "site/routes/lab.yaml")
        let ending = try await EngineProcess.corridor(["check", "\(folder.path)/site"]).ending()
        #expect(ending.status == 1)
        #expect(ending.errors.contains("routes/lab.yaml:5:44: error: listeners.lab.tokens.keys: "))
        #expect(ending.errors.contains("keys/\(name)` \(words)"), "\(ending.errors)")
    }
}
