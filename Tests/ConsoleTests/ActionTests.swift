// What operators do by forms, and who may not do it in their name.

import Console
import Testing

struct `Actions` {
    @Test func `retry after a confirmation that names what would be overtaken`() async throws {
        let backend = FixtureBackend { state in
            state.overtaken = [
                OvertakenDelivery(delivery: Fixtures.delivery(100), newer: [Fixtures.message(98)])
            ]
        }
        try await withConsole(backend) { client in
            let token = try await client.token()
            let numbers = [Fixtures.delivery(100), Fixtures.delivery(82)].map { ("delivery", $0.description) }
            let question = try await client.post(
                "/parked/confirm",
                form: [("token", token), ("action", "retry")] + numbers
            )
            #expect(question.status == 200)
            #expect(question.body.contains("Retry 2 deliveries?"))
            #expect(question.body.contains("Something newer of the same lane has been delivered since."))
            #expect(question.body.contains("/messages/\(Fixtures.message(98))"))
            #expect(backend.actions.isEmpty)

            let done = try await client.post("/parked/retry", form: [("token", token)] + numbers)
            #expect(done.status == 303)
            #expect(done.headers["location"] == "/parked?retried=2&missing=0")
            #expect(backend.actions == ["retry \(Fixtures.delivery(100)) \(Fixtures.delivery(82))"])
        }
    }

    @Test func `take a whole group, as far as one action goes`() async throws {
        var limits = ConsoleLimits()
        limits.actionDeliveries = 2
        try await withConsole(limits: limits) { client in
            let page = try await client.get("/parked?reason=message-rejected&destination=ehr&limit=1")
            #expect(page.body.contains("The first 2 for this reason:"))
            let group = [("group", "message-rejected"), ("destination", "ehr"), ("action", "retry")]
            let question = try await client.post(
                "/parked/confirm",
                form: [("token", try await client.token())] + group
            )
            #expect(question.body.contains("Retry 2 deliveries?"))
            #expect(question.body.contains("value=\"\(Fixtures.delivery(100))\""))
            #expect(question.body.contains("value=\"\(Fixtures.delivery(82))\""))
        }
    }

    @Test func `discard with a reason only`() async throws {
        let backend = FixtureBackend()
        try await withConsole(backend) { client in
            let form = [("token", try await client.token()), ("delivery", "\(Fixtures.delivery(100))")]
            let without = try await client.post("/parked/discard", form: form + [("reason", "  ")])
            #expect(without.status == 400)
            let with = try await client.post("/parked/discard", form: form + [("reason", "sent by hand")])
            #expect(with.status == 303)
            #expect(backend.actions == ["discard (sent by hand) \(Fixtures.delivery(100))"])
        }
    }

    @Test func `pause and resume a destination`() async throws {
        let backend = FixtureBackend()
        try await withConsole(backend) { client in
            let form = [("token", try await client.token())]
            let paused = try await client.post("/destinations/ehr/pause", form: form)
            #expect(paused.status == 303)
            #expect(paused.headers["location"] == "/destinations/ehr")
            #expect(try await client.get("/destinations/ehr").body.contains("Resume"))
            #expect(try await client.post("/destinations/ehr/resume", form: form).status == 303)
            #expect(try await client.post("/destinations/nowhere/pause", form: form).status == 404)
            #expect(backend.actions == ["pause ehr", "resume ehr"])
        }
    }

    @Test(arguments: [
        ["Origin": "http://evil.example.com"], ["Origin": "null"], ["Sec-Fetch-Site": "cross-site"],
        ["Sec-Fetch-Site": "same-site"], ["Host": "evil.example.com"],
    ])
    func `are refused when another site asks, even with the token`(headers: [String: String]) async throws {
        let backend = FixtureBackend()
        try await withConsole(backend) { client in
            let form = [("token", try await client.token()), ("delivery", "\(Fixtures.delivery(100))")]
            for path in ["/parked/confirm", "/parked/retry", "/parked/discard", "/destinations/ehr/pause"] {
                let answer = try await client.post(path, form: form, headers: headers)
                #expect([403, 421].contains(answer.status))
            }
            let json = "{\"deliveries\": [\"\(Fixtures.delivery(100))\"]}"
            #expect(
                [403, 421].contains(try await client.post("/api/retry", json: json, headers: headers).status)
            )
            #expect(backend.actions.isEmpty)
        }
    }

    @Test(arguments: [nil, "", String(repeating: "0", count: 64)])
    func `are refused without this process's token`(token: String?) async throws {
        let backend = FixtureBackend()
        try await withConsole(backend) { client in
            let form = (token.map { [("token", $0)] } ?? []) + [("delivery", "\(Fixtures.delivery(100))")]
            let answer = try await client.post("/parked/retry", form: form)
            #expect(answer.status == 403)
            #expect(backend.actions.isEmpty)
        }
    }

    @Test func `need a selection, and not too large a one`() async throws {
        var limits = ConsoleLimits()
        limits.actionDeliveries = 2
        try await withConsole(limits: limits) { client in
            let token = ("token", try await client.token())
            let numbers = (0..<3).map { ("delivery", "\(Fixtures.delivery($0))") }
            #expect(try await client.post("/parked/retry", form: [token]).status == 400)
            #expect(
                try await client.post("/parked/retry", form: [token, ("delivery", "1.2.x")]).status == 400
            )
            #expect(try await client.post("/parked/retry", form: [token] + numbers).status == 400)
            #expect(try await client.post("/parked/retry", form: [token] + numbers.prefix(2)).status == 303)
        }
    }

    @Test(arguments: ["console.example.org", "localhost:1", "10.0.0.1"])
    func `and pages are for names of ours`(host: String) async throws {
        try await withConsole { client in
            let ours = try await client.get("/", headers: ["Host": host])
            #expect(ours.status == 200)
            let foreign = try await client.get("/", headers: ["Host": "evil.example.com"])
            #expect(foreign.status == 421)
        }
    }
}
