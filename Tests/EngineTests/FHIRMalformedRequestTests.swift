import FHIR
import HTTPClient
import Peers
import Testing

@testable import Engine

/// HTTP at its edges, and what is no HTTP: each has its answer, and the next client is served.
struct FHIRMalformedRequestTests {
    private static let body = #"{"resourceType":"Patient"}"#
    private static let head =
        "POST /fhir/Patient HTTP/1.1\r\nHost: x\r\nContent-Type: application/fhir+json\r\n"
    private static let length = "Content-Length: \(body.utf8.count)\r\n"
    private static let chunks = "1a\r\n\(body)\r\n0\r\n"

    private static func get(_ more: String = "", path: String = "/fhir/metadata", version: String = "1.1")
        -> String
    {
        "GET \(path) HTTP/\(version)\r\nHost: x\r\n\(more)\r\n"
    }

    @Test(arguments: [
        ("a version that is not spoken", get(version: "3.0"), 400),
        ("no version", "GET /fhir/metadata\r\n\r\n", 400),
        ("a method of nobody", "BREW /fhir/Patient HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("a field without a colon", get("field\r\n"), 400),
        ("a blank before the colon", get("field : x\r\n"), 400),
        ("a folded field", get("field: x\r\n y\r\n"), 400),
        ("a NUL in a field", get("field: \u{0}\r\n"), 400),
        ("bare line feeds", "GET /fhir/metadata HTTP/1.1\nHost: x\n\n", 400),
        ("a relative target", get(path: "fhir/metadata"), 400),
        ("a target of other characters", get(path: "/fhir/Patient/ä"), 400),
        ("TLS", "\u{16}\u{3}\u{1}\u{2}\r\n\r\n", 400),
        ("a text", "hello\r\n\r\n", 400),
        ("a long target", get(path: "/fhir/" + String(repeating: "a", count: 40_000)), 431),
        ("a long field", get("field: " + String(repeating: "a", count: 40_000) + "\r\n"), 431),
        ("many fields", get((0..<300).map { "field-\($0): x\r\n" }.joined()), 431),
        ("two lengths", head + length + "Content-Length: 5\r\n\r\n" + body, 400),
        ("the same length twice", head + length + length + "\r\n" + body, 400),
        ("a length and chunks", head + length + "Transfer-Encoding: chunked\r\n\r\n" + chunks + "\r\n", 400),
        (
            "chunks and a length",
            head + "Transfer-Encoding: chunked\r\n" + length + "\r\n" + chunks + "\r\n", 400
        ),
        ("a negative length", head + "Content-Length: -1\r\n\r\n", 400),
        ("a huge length", head + "Content-Length: 99999999999999999999999\r\n\r\n", 400),
        ("a length that is none", head + "Content-Length: abc\r\n\r\n", 400),
        ("chunks of a wrong size", head + "Transfer-Encoding: chunked\r\n\r\n5\r\n\(body)\r\n0\r\n\r\n", 400),
        ("chunks of no size", head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n\(body)\r\n0\r\n\r\n", 400),
        ("another coding", head + "Transfer-Encoding: gzip, chunked\r\n\r\n" + chunks + "\r\n", 400),
        ("no body", head + "\r\n", 400),
        ("a body that is too large", head + "Content-Length: 99999999\r\n\r\n", 413),
        ("an escaped NUL", get(path: "/fhir/Patient/%00"), 404),
        ("a broken escape", get(path: "/fhir/Patient/%zz"), 404),
        ("TRACE", "TRACE /fhir/Patient HTTP/1.1\r\nHost: x\r\n\r\n", 405),
        ("CONNECT", "CONNECT /fhir/Patient HTTP/1.1\r\nHost: x\r\n\r\n", 405),
    ])
    func `a request that cannot be served is told why`(name: String, request: String, status: Int)
        async throws
    {
        try await withFHIREngine { client, inbox, engine in
            let exchange = try await RawHTTP.talk(to: try engine.port(), request)
            let answer = try #require(exchange.answers.first, "\(name)")
            #expect(answer.status == status, "\(name)")
            #expect(answer.header("Content-Type") == "application/fhir+json; charset=utf-8", "\(name)")
            #expect(try JSONReader.read(answer.body).root.type.name == "OperationOutcome", "\(name)")
            #expect(try await client.send(.get, "/metadata").status == 200)
            #expect(inbox.taken.isEmpty)
        }
    }

    @Test(arguments: [
        ("HTTP/1.0", head.replacing("1.1", with: "1.0") + length + "\r\n" + body),
        (
            "a whole address",
            head.replacing(" /fhir", with: " http://other.example.org/fhir") + length + "\r\n" + body
        ),
        ("chunks", head + "Transfer-Encoding: chunked\r\n\r\n" + chunks + "\r\n"),
        (
            "chunks with extensions and trailers",
            head + "Transfer-Encoding: Chunked\r\n\r\n1a;x=y\r\n\(body)\r\n0\r\nX-Trailer: 1\r\n\r\n"
        ),
        ("a slash at the end", head.replacing("Patient", with: "Patient/") + length + "\r\n" + body),
        ("escapes", head.replacing("Patient", with: "%50atient") + length + "\r\n" + body),
        ("a kept-back body", head + length + "Expect: 100-continue\r\n\r\n" + body),
    ])
    func `a request of an unusual shape is served`(name: String, request: String) async throws {
        try await withFHIREngine { _, inbox, engine in
            let exchange = try await RawHTTP.talk(to: try engine.port(), request)
            #expect(exchange.answers.map(\.status) == [201], "\(name)")
            #expect(exchange.wasAsked == request.contains("100-continue"))
            try await inbox.wait("the patient") { $0.count == 2 }
        }
    }

    @Test func `requests in a row are answered in their order, up to the first that is none`() async throws {
        try await withFHIREngine { client, _, engine in
            let create = Self.head + Self.length + "\r\n" + Self.body
            let row =
                Self.get() + create + Self.get(path: "/fhir/Patient/nobody") + create + "garbage\r\n\r\n"
                + create
            let exchange = try await RawHTTP.talk(to: try engine.port(), row, answers: 6)
            #expect(exchange.answers.map(\.status) == [200, 201, 404, 201, 400])
            #expect(exchange.end == .closed)
            #expect(try await client.send(.get, "/metadata").status == 200)
        }
    }
}
