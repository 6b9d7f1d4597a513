// Health, both ways.

import Testing

@testable import Console

struct `Health` {
    @Test func `is good when every feed listens somewhere and the store is available`() async throws {
        let answer = try await withConsole { try await $0.get("/health", headers: ["Host": "anything"]) }
        #expect(answer.status == 200)
        #expect(answer.body == "{\"healthy\":true,\"problems\":[]}")
    }

    @Test func `says what is not`() async throws {
        let backend = FixtureBackend { state in
            state.overview.engine.storeIsAvailable = false
            state.overview.engine.storeProblem = "connection lost"
            state.overview.feeds[0].state = .stopped
            state.overview.feeds[0].because = "port 2575 is taken"
            state.overview.feeds[2].owner = nil
        }
        let answer = try await withConsole(backend) { try await $0.get("/health") }
        #expect(answer.status == 503)
        #expect(answer.headers["content-type"] == "application/json")
        #expect(answer.body.contains("the store is not available: connection lost"))
        #expect(answer.body.contains("feed laboratory does not listen: port 2575 is taken"))
        #expect(answer.body.contains("no process owns feed radiology"))
    }

    @Test func `does not suffer from a destination that is away`() {
        #expect(HealthReport(Fixtures.overview).healthy)
    }

    @Test func `tells load balancers whose a feed is`() async throws {
        let (all, own, other, none) = try await withConsole { client in
            (
                try await client.get("/health/feeds"), try await client.get("/health/feeds/laboratory"),
                try await client.get("/health/feeds/radiology"), try await client.get("/health/feeds/nowhere")
            )
        }
        #expect(all.status == 200)
        #expect(
            all.body.contains("\"name\":\"radiology\",\"owned_here\":false,\"owner\":\"lab-engine-2:812\"")
        )
        #expect(own.status == 200)
        #expect(other.status == 503)
        #expect(none.status == 404)
    }
}
