// The JSON of the command line.

import Console
import Testing

struct `API` {
    private func decode<Value: Decodable>(_ type: Value.Type, _ answer: WebAnswer) throws -> Value {
        #expect(answer.headers["content-type"] == "application/json")
        return try ConsoleJSON.decode(type, from: Array(answer.body.utf8))
    }

    @Test func `tells the queue`() async throws {
        let answer = try await withConsole { try await $0.get("/api/queue") }
        #expect(answer.body.contains("\"oldest_waiting_since\":\""))
        let overview = try decode(Overview.self, answer)
        #expect(overview.feeds.map(\.name) == ["laboratory", "pharmacy", "radiology"])
        #expect(overview.destinations[0].heldLanes == Fixtures.overview.destinations[0].heldLanes)
        #expect(overview.destinations[0].state == .waiting)
    }

    @Test func `lists messages page by page`() async throws {
        try await withConsole { client in
            let first = try decode(MessagePage.self, try await client.get("/api/messages?limit=2"))
            #expect(first.messages.map(\.controlID) == ["LAB-42", "LAB-43"])
            let before = try #require(first.next)
            let second = try decode(
                MessagePage.self,
                try await client.get("/api/messages?limit=2&before=\(before)")
            )
            #expect(second.messages.map(\.controlID) == ["LAB-44", "LAB-45"])
        }
    }

    @Test func `shows a message without its bytes, and the bytes alone`() async throws {
        try await withConsole { client in
            let view = try decode(MessageView.self, try await client.get("/api/messages/\(Fixtures.result)"))
            #expect(view.payload.isEmpty)
            #expect(view.parsed == Fixtures.parsed)
            #expect(view.deliveries[0].attempts.map(\.outcome) == [.failed, .parked])
            let raw = try await client.get("/api/messages/\(Fixtures.result)/raw")
            #expect(raw.body == Fixtures.resultText)
        }
    }

    @Test func `lists what is parked`() async throws {
        try await withConsole { client in
            let groups = try decode(ParkedGroupList.self, try await client.get("/api/parked/groups"))
            #expect(groups.groups.map(\.count) == [3, 2])
            let path = "/api/parked?reason=mapping-failed&destination=ehr"
            let page = try decode(ParkedPage.self, try await client.get(path))
            #expect(page.deliveries.count == 2)
        }
    }

    @Test func `retries, and asks back where something newer was delivered`() async throws {
        let delivery = Fixtures.delivery(100)
        let overtaken = OvertakenDelivery(delivery: delivery, newer: [Fixtures.message(98)])
        let backend = FixtureBackend { $0.overtaken = [overtaken] }
        try await withConsole(backend) { client in
            let refused = try await client.post("/api/retry", json: "{\"deliveries\": [\"\(delivery)\"]}")
            #expect(refused.status == 409)
            #expect(try decode(APIProblem.self, refused).overtaken == [overtaken])
            #expect(backend.actions.isEmpty)
            let json = "{\"deliveries\": [\"\(delivery)\", \"7.1.0\"], \"anyway\": true}"
            let outcome = try decode(ActionOutcome.self, try await client.post("/api/retry", json: json))
            #expect(outcome.changed == [delivery])
            #expect(outcome.missing.map(\.description) == ["7.1.0"])
        }
    }

    @Test func `discards, pauses and resumes`() async throws {
        let backend = FixtureBackend()
        try await withConsole(backend) { client in
            let json = "{\"deliveries\": [\"\(Fixtures.delivery(100))\"], \"reason\": \"sent by hand\"}"
            let discarded = try await client.post("/api/discard", json: json)
            #expect(discarded.status == 200)
            let paused = try await client.post("/api/destinations/ehr/pause", json: "{}")
            #expect(try decode(APIDestinationState.self, paused).paused)
            let resumed = try await client.post("/api/destinations/ehr/resume", json: "{}")
            #expect(try !decode(APIDestinationState.self, resumed).paused)
        }
        #expect(
            backend.actions == [
                "discard (sent by hand) \(Fixtures.delivery(100))", "pause ehr", "resume ehr",
            ]
        )
    }

    @Test(arguments: [
        ("/api/nowhere", 404), ("/api/messages/1", 404), ("/api/messages?limit=x", 400),
        ("/api/messages?status=x", 400),
    ])
    func `refuses with an error in JSON`(path: String, status: Int) async throws {
        let answer = try await withConsole { try await $0.get(path) }
        #expect(answer.status == status)
        #expect(!(try decode(APIProblem.self, answer).error.isEmpty))
    }

    @Test(arguments: ["", "[]", "{\"deliveries\": [\"x\"]}", "{\"deliveries\": []}", "{\"deliveries\": [1]}"])
    func `refuses bodies that are not what is expected`(json: String) async throws {
        let answer = try await withConsole { try await $0.post("/api/retry", json: json) }
        #expect(answer.status == 400)
    }

    @Test func `takes actions as JSON only, which a form of another site cannot send`() async throws {
        let json = "{\"deliveries\": [\"\(Fixtures.delivery(100))\"]}"
        let answer = try await withConsole { client in
            try await client.post("/api/retry", json: json, headers: ["Content-Type": "text/plain"])
        }
        #expect(answer.status == 415)
    }
}
