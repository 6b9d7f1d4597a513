// What a session says of servers that misbehave: the phase, the reason, whether the request may have arrived.

import HTTPClient
import Testing

@Suite(.timeLimit(.minutes(1)))
struct HTTPFailureTests {
    private func post(_ url: String, timeout: Duration = .seconds(20)) -> HTTPRequest {
        HTTPRequest(.post, url, body: Array("content".utf8), timeout: timeout)
    }

    @Test
    func `A refused connection failed at connect and nothing was received`() async throws {
        let server = try await ScriptedServer.start { _ in .hang }
        let url = server.url
        try await server.stop()
        let session = try HTTPSession(proxy: .direct)
        let failure = await failure { _ = try await session.send(post(url)) }
        #expect(failure?.phase == .connect)
        #expect(failure?.reason == .network)
        #expect(failure?.mayHaveBeenReceived == false)
        await session.shutdown()
    }

    @Test
    func `A host that does not exist failed at resolve`() async throws {
        let session = try HTTPSession(proxy: .direct)
        let failure = await failure { _ = try await session.send(post("http://nowhere.invalid/")) }
        #expect(failure?.phase == .resolve)
        #expect(failure?.mayHaveBeenReceived == false)
        await session.shutdown()
    }

    @Test
    func `No answer in time is a timeout while receiving`() async throws {
        try await withServer { _ in
            .hang
        } _: { server, session in
            let failure = await failure {
                _ = try await session.send(post(server.url, timeout: .seconds(2)))
            }
            #expect(failure?.phase == .receive)
            #expect(failure?.reason == .timeout)
            #expect(failure?.mayHaveBeenReceived == true)
        }
    }

    @Test
    func `Half an answer in time is a timeout while receiving`() async throws {
        let beginning = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"
        try await withServer { _ in
            .begin(beginning)
        } _: { server, session in
            let failure = await failure {
                _ = try await session.send(post(server.url, timeout: .seconds(2)))
            }
            #expect(failure?.phase == .receive)
            #expect(failure?.reason == .timeout)
        }
    }

    @Test(arguments: [Script.close, .reset])
    func `A connection that ends after the request leaves the outcome unknown`(_ script: Script) async throws
    {
        try await withServer { _ in
            script
        } _: { server, session in
            let failure = await failure { _ = try await session.send(post(server.url)) }
            #expect(failure?.phase == .receive)
            #expect(failure?.reason == .network)
            #expect(failure?.mayHaveBeenReceived == true)
            #expect(server.seen.count == 1)
        }
    }

    @Test
    func `A body that ends early is a failure`() async throws {
        let half = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"
        try await withServer { _ in
            .answerAndClose(half)
        } _: { server, session in
            let failure = await failure { _ = try await session.send(post(server.url)) }
            #expect(failure?.phase == .receive)
            #expect(failure?.mayHaveBeenReceived == true)
        }
    }

    @Test(arguments: ["nonsense\r\n\r\n", "SSH-2.0-test\r\n"])
    func `Nonsense instead of an answer is a failure`(_ nonsense: String) async throws {
        try await withServer { _ in
            .answerAndClose(nonsense)
        } _: { server, session in
            let failure = await failure { _ = try await session.send(post(server.url)) }
            #expect(failure?.phase == .receive)
            #expect(failure?.mayHaveBeenReceived == true)
        }
    }

    @Test
    func `A server without TLS fails at tls`() async throws {
        try await withServer { _ in
            .close
        } _: { server, session in
            let failure = await failure {
                _ = try await session.send(post("https://127.0.0.1:\(server.port)/", timeout: .seconds(3)))
            }
            #expect(failure?.phase == .tls)
            #expect(failure?.mayHaveBeenReceived == false)
        }
    }

    @Test
    func `A kept connection that has died is replaced without a word`() async throws {
        try await withServer {
            $0.connection == 1 ? .answerAndClose("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") : .plain(200)
        } _: {
            server,
            session in
            for _ in 0..<2 {
                let response = try await session.send(post(server.url))
                #expect(response.status == 200)
            }
            #expect(server.connections == 2)
        }
    }

    @Test(arguments: [
        "ftp://127.0.0.1/", "file:///etc/hosts", "127.0.0.1", "", "http://127.0.0.1/a b",
        "http://127.0.0.1/\u{0}",
        "http://127.0.0.1/é", "http://127.0.0.1/\r\nX: y", "http://", "http://127.0.0.1:99999/",
    ])
    func `An address that cannot be is refused`(_ url: String) async throws {
        let session = try HTTPSession(proxy: .direct)
        let failure = await failure { _ = try await session.send(post(url, timeout: .seconds(2))) }
        #expect(failure?.reason == .malformedRequest)
        #expect(failure?.phase == .prepare)
        #expect(failure?.mayHaveBeenReceived == false)
        await session.shutdown()
    }

    @Test(arguments: [
        HTTPRequest.Header("X", "a\r\nY: b"), .init("X", "a\nb"), .init("X", "a\u{0}b"), .init("X Y", "a"),
        .init("", "a"), .init("X:", "a"), .init("Ü", "a"),
    ])
    func `A header that could break the request is refused`(_ header: HTTPRequest.Header) async throws {
        try await withServer { _ in
            .plain(200)
        } _: { server, session in
            let failure = await failure {
                _ = try await session.send(HTTPRequest(.get, server.url, headers: [header]))
            }
            #expect(failure?.reason == .malformedRequest)
            #expect(server.seen.isEmpty)
        }
    }

    @Test
    func `Failures name neither address nor credentials nor content`() async throws {
        let session = try HTTPSession(proxy: .direct)
        let request = HTTPRequest(
            .post,
            "http://user:secret@127.0.0.1:1/patient-42",
            headers: [.init("Authorization", "secret")],
            body: Array("secret".utf8)
        )
        let failure = await failure { _ = try await session.send(request) }
        let text = "\(try #require(failure)) \(request)"
        for word in ["user", "secret", "127.0.0.1", "patient"] { #expect(!text.contains(word)) }
        await session.shutdown()
    }

    @Test
    func `A request over the limit fails at once`() async throws {
        try await withServer(limits: HTTPLimits(inFlight: 1, waiting: 1)) { _ in
            .hang
        } _: { server, session in
            let request = post(server.url)
            for _ in 0..<2 { session.send(request) { _ in } }
            let failure = await failure { _ = try await session.send(request) }
            #expect(failure?.reason == .overloaded)
            #expect(failure?.mayHaveBeenReceived == false)
        }
    }

    @Test
    func `Cancelling a task takes its request back`() async throws {
        try await withServer { _ in
            .hang
        } _: { server, session in
            let request = post(server.url)
            let task = Task { try await session.send(request) }
            try await until { !server.seen.isEmpty }
            task.cancel()
            let failure = await failure { _ = try await task.value }
            #expect(failure?.reason == .cancelled)
            #expect(failure?.mayHaveBeenReceived == true)
            #expect(session.outstandingCount == 0)
        }
    }

    @Test
    func `Cancelling a waiting request leaves the others alone`() async throws {
        try await withServer(limits: HTTPLimits(inFlight: 1)) {
            $0.header("X") == "hang" ? .hang : .plain(200)
        } _: {
            server,
            session in
            let hanging = HTTPRequest(.get, server.url, headers: [.init("X", "hang")], timeout: .seconds(1))
            session.send(hanging) { _ in }
            let plain = HTTPRequest(.get, server.url)
            async let last = session.send(plain)
            let cancelled = Task { try await session.send(plain) }
            cancelled.cancel()
            #expect(await failure { _ = try await cancelled.value }?.mayHaveBeenReceived == false)
            let response = try await last
            #expect(response.status == 200)
        }
    }

    @Test
    func `Shutting down ends everything under way and refuses what comes later`() async throws {
        try await withServer(limits: HTTPLimits(inFlight: 2)) { _ in
            .hang
        } _: { server, session in
            let request = post(server.url)
            let outcomes = (0..<5).map { _ in Task { try await session.send(request) } }
            try await until { server.seen.count == 2 && session.outstandingCount == 5 }
            await session.shutdown()
            var unknown = 0
            for outcome in outcomes {
                let failure = await failure { _ = try await outcome.value }
                #expect(failure?.reason == .cancelled)
                if failure?.mayHaveBeenReceived == true { unknown += 1 }
            }
            #expect(unknown == 2)
            #expect(await failure { _ = try await session.send(request) }?.reason == .cancelled)
            await session.shutdown()
        }
    }
}
