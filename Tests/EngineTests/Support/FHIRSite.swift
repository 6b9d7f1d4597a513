// The smallest FHIR site: one FHIR listener, a receiver of bytes and a FHIR server behind it.

import HTTPClient
import Mapping
import Testing

/// A site of one FHIR feed; further keys go in as lines.
struct FHIRSite {
    /// The port of both receivers on this machine; they differ by path.
    var receiverPort: Int
    /// Further keys of the listener.
    var listener: [String] = []
    /// Where everything goes.
    var receivers = ["archive", "ehr"]

    /// Everything in one routes file.
    var text: String {
        """
        listeners:
          lab:
            type: fhir
            host: 127.0.0.1
            port: 0
            \(listener.joined(separator: "\n    "))
        destinations:
          archive:
            type: http
            url: http://127.0.0.1:\(receiverPort)/bytes
            retry:
              first: 50ms
              max: 200ms
          ehr:
            type: fhir
            url: http://127.0.0.1:\(receiverPort)/fhir
            retry:
              first: 50ms
              max: 200ms
        routes:
          everything:
            from: lab
            to: [\(receivers.joined(separator: ", "))]
        """
    }

    /// The site's files.
    var files: [SiteFile] { [SiteFile(path: "routes/lab.yaml", text: text)] }
}

/// A client of a FHIR listener.
final class FHIRClient: Sendable {
    /// Such as `http://127.0.0.1:8080/fhir`.
    let base: String
    private let session: HTTPSession

    init(port: Int) throws {
        base = "http://127.0.0.1:\(port)/fhir"
        session = try HTTPSession()
    }

    /// Sends a request; a path that begins with `http` is an address.
    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: String = "",
        type: String? = "application/fhir+json",
        headers: [(String, String)] = []
    ) async throws -> HTTPResponse {
        try await send(method, path, bytes: Array(body.utf8), type: type, headers: headers)
    }

    /// Sends a request with any bytes.
    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        bytes: [UInt8],
        type: String? = "application/fhir+json",
        headers: [(String, String)] = []
    ) async throws -> HTTPResponse {
        var lines = headers.map { HTTPRequest.Header($0.0, $0.1) }
        if let type, !bytes.isEmpty { lines.append(HTTPRequest.Header("Content-Type", type)) }
        let url = path.hasPrefix("http") ? path : base + path
        return try await session.send(HTTPRequest(method, url, headers: lines, body: bytes))
    }

    func close() async { await session.shutdown() }
}

/// Runs a body with an engine of one FHIR listener, its receiver, and a client.
func withFHIREngine(
    listener: [String] = [],
    to receivers: [String] = ["archive", "ehr"],
    secrets: [String: String] = [:],
    home: EngineHome? = nil,
    _ body: (_ client: FHIRClient, _ inbox: Inbox, _ engine: EngineHarness) async throws -> Void
) async throws {
    try await withReceiver { port, inbox in
        let site = FHIRSite(receiverPort: port, listener: listener, receivers: receivers)
        try await withEngine(site.files, secrets: secrets, home: home) { engine in
            let client = try FHIRClient(port: try engine.port())
            do {
                try await body(client, inbox, engine)
                await client.close()
            } catch {
                await client.close()
                throw error
            }
        }
    }
}

extension HTTPResponse {
    /// The body as text.
    var text: String { String(decoding: body, as: UTF8.self) }
}
