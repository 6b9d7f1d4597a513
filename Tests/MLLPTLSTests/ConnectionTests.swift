// Both ends over real sockets, and `openssl s_client` as an end that is not ours.

import Logging
import MLLP
import TestCertificates
import Testing

@testable import MLLPTLS

@Suite(.enabled(if: TestAuthority.isAvailable, "there is no openssl to make certificates with"))
struct ConnectionTests {
    /// Answers every frame with itself.
    private struct Echo: FrameReceiver {
        func received(_ frame: [UInt8], on connection: MLLPConnection, reply: ReplyToken) {
            reply.answer(frame)
        }
    }

    private static func withServer(
        _ files: TLSFiles,
        _ body: (_ port: Int) async throws -> Void
    ) async throws {
        let server = try await MLLPServer.start(
            MLLPServer.Configuration(
                port: 0,
                // `openssl` goes on until the other side closes.
                limits: MLLPServerLimits(idle: .milliseconds(500), linger: .milliseconds(100)),
                transport: try MLLPTLS.server(files)
            ),
            receiver: Echo(),
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        )
        do {
            try await body(server.port)
        } catch {
            await server.stop(within: .zero)
            throw error
        }
        await server.stop(within: .zero)
    }

    /// Sends one frame.
    private static func exchange(
        port: Int,
        _ files: TLSFiles,
        serverName: String? = "lab.example.org"
    ) async throws -> [UInt8] {
        var configuration = MLLPClient.Configuration()
        configuration.transport = try MLLPTLS.client(files, serverName: serverName)
        let client = try await MLLPClient.connect(host: "127.0.0.1", port: port, configuration: configuration)
        do {
            let reply = try await client.send(Array("MSH|hello".utf8))
            await client.close()
            return reply
        } catch {
            await client.close()
            throw error
        }
    }

    private static func refusal(
        port: Int,
        _ files: TLSFiles,
        serverName: String? = "lab.example.org"
    ) async throws -> MLLPClientError? {
        do {
            _ = try await exchange(port: port, files, serverName: serverName)
            return nil
        } catch let error as MLLPClientError {
            return error
        }
    }

    @Test func `a frame and its reply go through, by the server's name or its address`() async throws {
        let authority = try TestAuthority()
        try await Self.withServer(authority.files("server", trusting: nil)) { port in
            let files = authority.files(nil, trusting: "ca")
            for name in ["lab.example.org", "127.0.0.1", nil] {
                let reply = try await Self.exchange(port: port, files, serverName: name)
                #expect(reply == Array("MSH|hello".utf8))
            }
        }
    }

    @Test func `a server of another name or another authority is not sent anything`() async throws {
        let authority = try TestAuthority()
        try await Self.withServer(authority.files("elsewhere", trusting: nil)) { port in
            let named = try await Self.refusal(port: port, authority.files(nil, trusting: "ca"))
            #expect(named == MLLPClientError(.handshakeFailed))
            let strange = try await Self.refusal(port: port, authority.files(nil, trusting: "other"))
            #expect(strange == MLLPClientError(.handshakeFailed))
        }
    }

    @Test func `a client needs a certificate of the authority that the listener names`() async throws {
        let authority = try TestAuthority()
        try await Self.withServer(authority.files("server", trusting: "ca")) { port in
            let known = authority.files("client", trusting: "ca")
            let reply = try await Self.exchange(port: port, known)
            #expect(reply == Array("MSH|hello".utf8))
            for name in [nil, "stranger"] {
                let refusal = try await Self.refusal(port: port, authority.files(name, trusting: "ca"))
                // The server's alert may be lost behind its reset; then nobody knows more than that.
                #expect([.handshakeFailed, .closed].contains(refusal?.kind))
            }
        }
    }

    @Test(arguments: ["-tls1_2", "-tls1_3"])
    func `openssl is answered with a certificate and refused without one`(version: String) async throws {
        let authority = try TestAuthority()
        try await Self.withServer(authority.files("server", trusting: "ca")) { port in
            let connection = [
                "s_client", version, "-connect", "127.0.0.1:\(port)", "-CAfile", "ca.pem",
                "-verify_return_error", "-quiet",
            ]
            let frame = Frame.bytes(around: Array("MSH|from openssl".utf8))
            let shown = try authority.openssl(
                connection + ["-cert", "client.pem", "-key", "client.key"],
                input: frame
            )
            #expect(shown.output.contains("verify return:1"))
            #expect(shown.output.contains("MSH|from openssl"))
            let refused = try authority.openssl(connection, input: frame)
            #expect(refused.status != 0 || refused.output.contains("alert"), "\(refused.output)")
            #expect(!refused.output.contains("MSH|from openssl"))
        }
    }

    @Test func `nothing older than TLS 1.2 is agreed on`() async throws {
        let authority = try TestAuthority()
        try await Self.withServer(authority.files("server", trusting: nil)) { port in
            let old = try authority.openssl([
                "s_client", "-tls1_1", "-cipher", "ALL:@SECLEVEL=0", "-connect", "127.0.0.1:\(port)",
            ])
            #expect(old.status != 0)
        }
    }

    @Test func `a peer that speaks no TLS ends the connection as a failed handshake`() async throws {
        let authority = try TestAuthority()
        let server = try await MLLPServer.start(
            MLLPServer.Configuration(port: 0, limits: MLLPServerLimits(stalled: .milliseconds(100))),
            receiver: Echo(),
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        )
        var configuration = MLLPClient.Configuration(connectTimeout: .milliseconds(500))
        configuration.transport = try MLLPTLS.client(authority.files(nil, trusting: "ca"), serverName: nil)
        do {
            _ = try await MLLPClient.connect(
                host: "127.0.0.1",
                port: server.port,
                configuration: configuration
            )
            Issue.record("it connected")
        } catch {
            #expect([.handshakeFailed, .connectTimeout].contains(error.kind))
            #expect(!error.mayHaveBeenReceived)
        }
        await server.stop(within: .zero)
    }
}
