import Console
import Foundation
import Peers
import TestCertificates
import Testing

@testable import Engine

/// A listener with TLS that asks for certificates, met by `openssl` and by `corridor send`.
@Suite(.enabled(if: TestAuthority.isAvailable, "there is no openssl to make certificates with"))
struct TLSTests {
    private static func withListener(
        _ body: (_ engine: EngineHarness, _ authority: TestAuthority, _ inbox: Inbox) async throws -> Void
    ) async throws {
        let authority = try TestAuthority()
        let keys = [
            "tls:", "  certificate: \(authority.path("server.pem"))",
            "  key: \(authority.path("server.key"))",
            "  client_ca: \(authority.path("ca.pem"))",
        ]
        try await withReceiver { port, inbox in
            try await withEngine(OneFeedSite(receiverPort: port, listener: keys).files) { engine in
                try await body(engine, authority, inbox)
            }
        }
    }

    /// `openssl s_client` with a frame on its standard input; it goes on until it is stopped or the other side closes.
    private static func openssl(
        _ arguments: [String],
        sending message: [UInt8],
        to port: Int,
        _ authority: TestAuthority
    ) throws -> ChildProcess {
        let frame = authority.path("frame")
        try Data(RawPeer.frame(message)).write(to: URL(fileURLWithPath: frame))
        let connection = [
            "s_client", "-connect", "127.0.0.1:\(port)", "-CAfile", authority.path("ca.pem"),
            "-verify_return_error", "-quiet",
        ]
        let script = #"frame=$1; shift; exec "$@" < "$frame""#
        return try ChildProcess(
            URL(fileURLWithPath: "/bin/sh"),
            ["-c", script, "sh", frame, TestAuthority.openssl] + connection + arguments
        )
    }

    @Test(arguments: ["-tls1_2", "-tls1_3"])
    func `openssl with a certificate is acknowledged`(version: String) async throws {
        try await Self.withListener { engine, authority, inbox in
            let shown = [
                version, "-cert", authority.path("client.pem"), "-key", authority.path("client.key"),
            ]
            let client = try Self.openssl(
                shown,
                sending: Samples.result("C1"),
                to: engine.port(),
                authority
            )
            try await until("the acknowledgment") { client.output.contains("\rMSA|AA|C1\r\u{1C}\r") }
            #expect(client.errors.contains("verify return:1"))
            try await inbox.wait("the message") { $0.map(\.body) == [Samples.result("C1")] }
            client.kill()
        }
    }

    @Test(arguments: ["-tls1_2", "-tls1_3"], [nil, "stranger"])
    func `openssl without a certificate of the authority is refused, and nothing is stored`(
        version: String,
        name: String?
    ) async throws {
        try await Self.withListener { engine, authority, _ in
            let shown = name.map {
                ["-cert", authority.path("\($0).pem"), "-key", authority.path("\($0).key")]
            }
            let refused = try await Self.openssl(
                [version] + (shown ?? []),
                sending: Samples.result("C1"),
                to: engine.port(),
                authority
            ).ending()
            #expect(refused.status != 0 || refused.errors.contains("alert"), "\(refused.errors)")
            #expect(!refused.output.contains("MSA"))
            // What another sender sends behind it is the first that is stored.
            let known = try await Self.send(engine, authority, "client")
            #expect(known.status == 0, "\(known.errors)")
            #expect(try await engine.console.messages().map(\.controlID) == ["C2"])
        }
    }

    /// `corridor send --tls` with one message.
    private static func send(
        _ engine: EngineHarness,
        _ authority: TestAuthority,
        _ certificate: String?,
        _ more: [String] = []
    ) async throws -> ChildProcess.Ending {
        let message = authority.path("message.hl7")
        try Data(Samples.result("C2")).write(to: URL(fileURLWithPath: message))
        let shown = certificate.map {
            ["--certificate", authority.path("\($0).pem"), "--key", authority.path("\($0).key")]
        }
        let authorities = more.contains("--ca") ? [] : ["--ca", authority.path("ca.pem")]
        let arguments =
            ["send", "mllp://127.0.0.1:\(try engine.port())", message, "--tls"] + authorities
            + (shown ?? []) + more
        return try await EngineProcess.corridor(arguments).ending()
    }

    @Test func `corridor send speaks TLS, by address or by name`() async throws {
        try await Self.withListener { engine, authority, inbox in
            for more in [[], ["--server-name", "lab.example.org"]] {
                let sent = try await Self.send(engine, authority, "client", more)
                #expect(sent.status == 0, "\(sent.errors)")
                #expect(sent.output == "\(authority.path("message.hl7")): AA\n")
            }
            try await inbox.wait("both") { $0.count == 2 }
        }
    }

    @Test func `corridor send says why nothing was sent`() async throws {
        try await Self.withListener { engine, authority, _ in
            let strange = ["--ca", authority.path("other.pem")]
            let failed = try await Self.send(engine, authority, "client", strange)
            #expect(failed.status == 3)
            #expect(failed.errors == "corridor: TLS was not agreed on\n")
            let missing = try await Self.send(engine, authority, "absent")
            #expect(missing.status == 1)
            #expect(missing.errors == "corridor: `\(authority.path("absent.pem"))` cannot be read\n")
            #expect(try await engine.console.messages().isEmpty)
        }
    }

    @Test(arguments: [
        (["--ca", "ca.pem"], "--ca goes with --tls"),
        (["--tls", "--key", "client.key"], "--certificate and --key go together"),
        (["--release", "3"], "--release is 1 or 2"),
    ])
    func `options that do not fit are said so`(options: [String], expected: String) async throws {
        let arguments = ["send", "mllp://127.0.0.1:1", "message.hl7"] + options
        let ending = try await EngineProcess.corridor(arguments).ending()
        #expect(ending.status == 2)
        #expect(ending.errors.contains(expected), "\(ending.errors)")
    }
}

/// What `corridor check` says of TLS files that cannot be used.
@Suite(.enabled(if: TestAuthority.isAvailable, "there is no openssl to make certificates with"))
struct TLSMistakesTests {
    /// A listener's and a destination's `tls`, each on one line of their own.
    private static func problems(_ listener: String, _ destination: String) async throws -> [String] {
        let authority = try TestAuthority()
        let folder = TemporaryFolder()
        try folder.write("nobody's", to: "site/tls/text.pem")
        for name in ["ca", "server", "client"] {
            for ending in ["pem", "key"] where name != "ca" || ending == "pem" {
                let file = try String(contentsOfFile: authority.path("\(name).\(ending)"), encoding: .utf8)
                try folder.write(file, to: "site/tls/\(name).\(ending)")
            }
        }
        let text = """
            listeners:
              lab:
                type: mllp
                port: 2575
                tls: {\(listener)}
            destinations:
              ward:
                type: mllp
                url: mllp://ward.example.org:2575
                tls: {\(destination)}
            routes:
              onward: {from: lab, to: ward}
            """
        try folder.write(text, to: "site/routes/lab.yaml")
        let ending = try await EngineProcess.corridor(["check", "\(folder.path)/site"]).ending()
        #expect(ending.status == (ending.errors.isEmpty ? 0 : 1))
        return ending.errors.split(separator: "\n").map {
            String($0.replacing("\(folder.path)/site/", with: ""))
        }
    }

    private static let good = (
        listener: "certificate: tls/server.pem, key: tls/server.key",
        destination: "certificate: tls/client.pem, key: tls/client.key, ca: tls/ca.pem"
    )

    @Test func `files that fit are no problem`() async throws {
        #expect(try await Self.problems(Self.good.listener + ", client_ca: tls/ca.pem", "").isEmpty)
        #expect(try await Self.problems(Self.good.listener, Self.good.destination).isEmpty)
    }

    @Test(arguments: [
        (
            "certificate: tls/absent.pem, key: tls/server.key", "5:24", "certificate",
            "`tls/absent.pem` cannot be read"
        ),
        ("certificate: tls, key: tls/server.key", "5:24", "certificate", "`tls` cannot be read"),
        (
            "certificate: tls/text.pem, key: tls/server.key", "5:24", "certificate",
            "`tls/text.pem` holds no certificate in PEM form"
        ),
        (
            "certificate: tls/server.pem, key: tls/server.pem", "5:45", "key",
            "`tls/server.pem` holds no key in PEM form without a passphrase"
        ),
        (
            "certificate: tls/server.pem, key: tls/client.key", "5:45", "key",
            "`tls/client.key` is not the key of the certificate"
        ),
        (
            "certificate: tls/server.pem, key: tls/server.key, client_ca: tls/absent.pem", "5:72",
            "client_ca",
            "`tls/absent.pem` cannot be read"
        ),
    ])
    func `a listener's file that cannot be used is named at its place`(
        tls: String,
        place: String,
        key: String,
        words: String
    ) async throws {
        let problems = try await Self.problems(tls, Self.good.destination)
        #expect(problems == ["routes/lab.yaml:\(place): error: listeners.lab.tls.\(key): \(words)"])
    }

    @Test(arguments: [
        ("ca: tls/absent.pem", "10:15", "ca", "`tls/absent.pem` cannot be read"),
        ("ca: tls/client.key", "10:15", "ca", "`tls/client.key` holds no certificate in PEM form"),
        (
            "certificate: tls/client.pem, key: tls/absent.key", "10:45", "key",
            "`tls/absent.key` cannot be read"
        ),
        (
            "certificate: tls/client.pem, key: tls/server.key", "10:45", "key",
            "`tls/server.key` is not the key of the certificate"
        ),
    ])
    func `a destination's file that cannot be used is named at its place`(
        tls: String,
        place: String,
        key: String,
        words: String
    ) async throws {
        let problems = try await Self.problems(Self.good.listener, tls)
        #expect(problems == ["routes/lab.yaml:\(place): error: destinations.ward.tls.\(key): \(words)"])
    }
}
