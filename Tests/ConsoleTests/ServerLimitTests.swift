// The bounds of the server: bodies, headers, time, and its end.

import Console
import Testing

struct `Server limits` {
    @Test func `refuse a body that is too large, and take one that just fits`() async throws {
        var limits = ConsoleLimits()
        limits.bodyBytes = 1_000
        try await withConsole(limits: limits) { client in
            let large = "{\"deliveries\": [\"\(String(repeating: "1", count: 1_000))\"]}"
            let refused = try await client.post("/api/retry", json: large)
            #expect(refused.status == 413)
            let empty = "{\"deliveries\": []}"
            let fitting = empty + String(repeating: " ", count: 1_000 - empty.utf8.count)
            let taken = try await client.post("/api/retry", json: fitting)
            #expect(taken.status == 400)
        }
    }

    @Test func `close a connection whose request does not come to its end`() async throws {
        var limits = ConsoleLimits()
        limits.requestTimeout = .milliseconds(200)
        let answer = try await withConsole(limits: limits) { client in
            let head = "POST /api/retry HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            return try await client.exchange(head + "Content-Length: 100\r\n\r\n{")
        }
        #expect(!answer.contains("200 OK"))
    }

    @Test func `close a connection that says nothing`() async throws {
        var limits = ConsoleLimits()
        limits.idleTimeout = .milliseconds(200)
        let answer = try await withConsole(limits: limits) { try await $0.exchange("GET / HTTP/1.1\r\n") }
        #expect(answer.isEmpty)
    }

    @Test func `refuse headers that are too large`() async throws {
        let long = String(repeating: "x", count: 20_000)
        let answer = try await withConsole { client in
            try await client.exchange("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: \(long)\r\n\r\n")
        }
        #expect(answer.hasPrefix("HTTP/1.1 400"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `let the console end while a browser keeps its connection open`() async throws {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let (answers, answer) = AsyncStream.makeStream(of: Void.self)
        async let kept: String? = {
            guard let port = await ports.first(where: { _ in true }) else { return nil }
            let request = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
            return try await WebClient(port: port).exchange(request) { answer.yield() }
        }()
        try await withConsole { client in
            port.yield(client.port)
            _ = await answers.first { true }
        }
        #expect(try await kept?.hasPrefix("HTTP/1.1 200") == true)
    }

    @Test func `and rubbish does no harm`() async throws {
        try await withConsole { client in
            _ = try await client.exchange("\u{0}\u{1}MSH|^~\\&|not HTTP\r\n\r\n")
            #expect(try await client.get("/health").status == 200)
        }
    }
}
