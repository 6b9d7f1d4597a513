// What a session does with servers that behave: methods, headers, bodies, kept connections, limits.

import HTTPClient
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1)))
struct HTTPSessionTests {
    @Test
    func `A request arrives as it was given`() async throws {
        try await withServer { _ in
            .plain(201)
        } _: { server, session in
            let response = try await session.send(
                HTTPRequest(
                    .post,
                    server.url + "?a=%20b",
                    headers: [
                        .init("Content-Type", "application/fhir+json"), .init("Idempotency-Key", "k-1"),
                        .init("X-Empty", ""),
                    ],
                    body: Array("{}".utf8)
                )
            )
            #expect(response.status == 201)
            let seen = try #require(server.seen.first)
            #expect(seen.head.hasPrefix("POST /path?a=%20b HTTP/1.1\r\n"))
            #expect(seen.header("Content-Type") == "application/fhir+json")
            #expect(seen.header("Idempotency-Key") == "k-1")
            #expect(seen.header("X-Empty") == "")
            #expect(seen.header("Content-Length") == "2")
            #expect(seen.header("Expect") == nil)
            #expect(seen.body == Array("{}".utf8))
        }
    }

    @Test(arguments: HTTPRequest.Method.allCases, [0, 1, 5000, 1_000_000])
    func `Every method works with bodies of all sizes`(_ method: HTTPRequest.Method, _ size: Int) async throws
    {
        guard size == 0 || (method != .head && method != .get) else { return }
        try await withServer { _ in
            .plain(200)
        } _: { server, session in
            let body = [UInt8](repeating: 0x41, count: size)
            for _ in 0..<2 {
                let response = try await session.send(HTTPRequest(method, server.url, body: body))
                #expect(response.status == 200)
            }
            #expect(server.seen.map(\.body) == [body, body])
            #expect(server.seen.allSatisfy { $0.head.hasPrefix("\(method.rawValue) /path") })
            #expect(server.seen.allSatisfy { $0.header("Content-Type") == nil })
            #expect(server.connections == 1)
        }
    }

    @Test
    func `The headers that matter come back, whatever their case`() async throws {
        let headers = [
            "ETAG: W/\"3\"", "location:  /Patient/1 ", "Retry-After: 7", "content-type: text/plain",
        ]
        try await withServer { _ in
            .plain(429, "slow down", headers: headers)
        } _: { server, session in
            let response = try await session.send(HTTPRequest(.get, server.url))
            #expect(response.status == 429)
            #expect(response.entityTag == "W/\"3\"")
            #expect(response.location == "/Patient/1")
            #expect(response.retryAfter == .seconds(7))
            #expect(response.contentType == "text/plain")
            #expect(response.body == Array("slow down".utf8))
            #expect(!response.bodyWasCut)
        }
    }

    @Test
    func `The headers of an interim answer are forgotten`() async throws {
        let answer = "HTTP/1.1 103 Early\r\nETag: early\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        try await withServer { _ in
            .answer(answer)
        } _: { server, session in
            let response = try await session.send(HTTPRequest(.get, server.url))
            #expect(response.status == 200)
            #expect(response.entityTag == nil)
        }
    }

    @Test
    func `A redirect is an answer like any other`() async throws {
        try await withServer { _ in
            .plain(307, headers: ["Location: /elsewhere"])
        } _: { server, session in
            let response = try await session.send(HTTPRequest(.post, server.url, body: [0x41]))
            #expect(response.status == 307)
            #expect(response.location == "/elsewhere")
            #expect(server.seen.count == 1)
        }
    }

    @Test
    func `Connections are kept and reused`() async throws {
        try await withServer { _ in
            .plain(200, "ok")
        } _: { server, session in
            for _ in 0..<20 { _ = try await session.send(HTTPRequest(.post, server.url, body: [0x41])) }
            #expect(server.connections == 1)
            #expect(server.seen.count == 20)
        }
    }

    @Test
    func `A fresh connection is opened when asked for`() async throws {
        try await withServer { _ in
            .plain(200)
        } _: { server, session in
            for _ in 0..<3 {
                _ = try await session.send(HTTPRequest(.post, server.url, usesFreshConnection: true))
            }
            #expect(server.connections == 3)
        }
    }

    @Test
    func `Many requests at once stay within the connections of a host`() async throws {
        let limits = HTTPLimits(connectionsPerHost: 4)
        try await withServer(limits: limits) {
            .plain(200, String(decoding: $0.body, as: UTF8.self))
        } _: {
            server,
            session in
            try await withThrowingTaskGroup { group in
                for number in 0..<300 {
                    group.addTask {
                        let body = Array("\(number)".utf8)
                        let response = try await session.send(HTTPRequest(.post, server.url, body: body))
                        #expect(response.body == body)
                    }
                }
                try await group.waitForAll()
            }
            #expect(server.connections <= 4)
            #expect(session.outstandingCount == 0)
        }
    }

    @Test
    func `A completion may send the next request`() async throws {
        try await withServer { _ in
            .plain(200)
        } _: { server, session in
            await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
                Chain(session, server.url, count: 50) { continuation.resume() }.next()
            }
            #expect(server.seen.count == 50)
        }
    }

    @Test(arguments: [99, 100, 101])
    func `A body is kept up to the limit, and the connection with it`(_ size: Int) async throws {
        let limits = HTTPLimits(responseBodyBytes: 100)
        try await withServer(limits: limits) { _ in
            .plain(500, String(repeating: "x", count: size))
        } _: {
            server,
            session in
            for _ in 0..<2 {
                let response = try await session.send(HTTPRequest(.get, server.url))
                #expect(response.status == 500)
                #expect(response.body.count == min(size, 100))
                #expect(response.bodyWasCut == (size > 100))
            }
            #expect(server.connections == 1)
        }
    }

    @Test
    func `A body without end is cut off, and its status still counts`() async throws {
        let limits = HTTPLimits(responseBodyBytes: 1000, discardedBodyBytes: 100_000)
        try await withServer(limits: limits) { _ in
            .endless("HTTP/1.1 400 Bad\r\n\r\n")
        } _: { server, session in
            let response = try await session.send(HTTPRequest(.get, server.url))
            #expect(response.status == 400)
            #expect(response.body.count == 1000)
            #expect(response.bodyWasCut)
        }
    }
}

/// Sends requests one after the other, each from the completion of the one before.
private final class Chain: Sendable {
    private let session: HTTPSession
    private let url: String
    private let remaining: Atomic<Int>
    private let end: @Sendable () -> Void

    init(_ session: HTTPSession, _ url: String, count: Int, end: @escaping @Sendable () -> Void) {
        self.session = session
        self.url = url
        self.end = end
        remaining = Atomic(count)
    }

    func next() {
        session.send(HTTPRequest(.get, url)) { _ in
            if self.remaining.subtract(1, ordering: .relaxed).newValue > 0 {
                self.next()
            } else {
                self.end()
            }
        }
    }
}
