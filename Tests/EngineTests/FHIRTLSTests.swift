import Foundation
import Peers
import TestCertificates
import Testing

@testable import Engine

/// A FHIR listener with TLS that asks for certificates, met by `openssl`.
@Suite(.enabled(if: TestAuthority.isAvailable, "there is no openssl to make certificates with"))
struct FHIRTLSTests {
    private static func withListener(
        _ body: (_ engine: EngineHarness, _ authority: TestAuthority, _ inbox: Inbox) async throws -> Void
    ) async throws {
        let authority = try TestAuthority()
        let keys = [
            "tls:", "  certificate: \(authority.path("server.pem"))",
            "  key: \(authority.path("server.key"))", "  client_ca: \(authority.path("ca.pem"))",
        ]
        try await withFHIREngine(listener: keys) { _, inbox, engine in
            try await body(engine, authority, inbox)
        }
    }

    /// `openssl s_client` with these bytes on its standard input.
    private static func openssl(
        _ arguments: [String],
        sending request: String,
        to port: Int,
        _ authority: TestAuthority
    ) throws -> ChildProcess {
        let file = authority.path("request")
        try Data(request.utf8).write(to: URL(fileURLWithPath: file))
        let connection = [
            "s_client", "-connect", "127.0.0.1:\(port)", "-CAfile", authority.path("ca.pem"),
            "-verify_return_error", "-quiet",
        ]
        let script = #"file=$1; shift; exec "$@" < "$file""#
        return try ChildProcess(
            URL(fileURLWithPath: "/bin/sh"),
            ["-c", script, "sh", file, TestAuthority.openssl] + connection + arguments
        )
    }

    private static func certificate(_ name: String, _ authority: TestAuthority) -> [String] {
        ["-cert", authority.path("\(name).pem"), "-key", authority.path("\(name).key")]
    }

    private static func create(_ more: String = "") -> String {
        let body = FHIREndpointTests.patient
        return "POST /fhir/Patient HTTP/1.1\r\nHost: lab.example.org:8443\r\n\(more)"
            + "Content-Type: application/fhir+json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    @Test(arguments: ["-tls1_2", "-tls1_3"])
    func `a client with a certificate is served, more than once on a connection, and told https`(
        version: String
    ) async throws {
        try await Self.withListener { engine, authority, inbox in
            let client = try await Self.openssl(
                [version] + Self.certificate("client", authority),
                sending: Self.create() + Self.create("Connection: close\r\n"),
                to: engine.port(),
                authority
            ).ending()
            #expect(client.errors.contains("verify return:1"))
            #expect(client.output.components(separatedBy: "HTTP/1.1 201 Created\r\n").count == 3)
            let locations = client.output.matches(of: /\r\nLocation: (https:\/\/[^\r]*)\r\n/).map(\.1)
            #expect(locations.count == 2)
            for location in locations {
                #expect(location.hasPrefix("https://lab.example.org:8443/fhir/Patient/"))
            }
            try await inbox.wait("both patients") { $0.count == 4 }
        }
    }

    @Test(arguments: ["-tls1_2", "-tls1_3"], [nil, "stranger"])
    func `a client without a certificate of the authority is refused, and nothing is stored`(
        version: String,
        name: String?
    ) async throws {
        try await Self.withListener { engine, authority, inbox in
            let refused = try await Self.openssl(
                [version] + (name.map { Self.certificate($0, authority) } ?? []),
                sending: Self.create("Connection: close\r\n"),
                to: engine.port(),
                authority
            ).ending()
            #expect(refused.status != 0 || refused.errors.contains("alert"), "\(refused.errors)")
            #expect(!refused.output.contains("HTTP/"))
            #expect(try await engine.console.messages().isEmpty)
            #expect(inbox.taken.isEmpty)
        }
    }

    @Test func `plain HTTP at a port of TLS harms nobody`() async throws {
        try await Self.withListener { engine, authority, inbox in
            let plain = try await RawHTTP.talk(to: try engine.port(), Self.create())
            #expect(plain.answers.isEmpty)
            #expect(plain.end == .closed)
            let client = try await Self.openssl(
                Self.certificate("client", authority),
                sending: Self.create("Connection: close\r\n"),
                to: engine.port(),
                authority
            ).ending()
            #expect(client.output.hasPrefix("HTTP/1.1 201 Created\r\n"))
            try await inbox.wait("the one patient") { $0.count == 2 }
        }
    }
}
