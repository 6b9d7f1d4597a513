// Pages over a real socket: they come, they say what they should, and nothing hostile in them is alive.

import Testing

@testable import Console

struct `Pages` {
    private static let paths = [
        "/", "/messages", "/messages?status=refused&feed=laboratory", "/messages/\(Fixtures.result)",
        "/parked",
        "/parked?destination=ehr&reason=message-rejected&retried=2&missing=1", "/destinations/ehr",
        "/destinations/archive",
    ]

    @Test(arguments: paths)
    func `come whole, under a policy that forbids scripts of others`(path: String) async throws {
        let answer = try await withConsole { try await $0.get(path) }
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"] == "text/html; charset=utf-8")
        #expect(answer.headers["cache-control"] == "no-store")
        #expect(answer.headers["x-content-type-options"] == "nosniff")
        let policy = try #require(answer.headers["content-security-policy"])
        #expect(policy.contains("default-src 'none'"))
        #expect(policy.contains("script-src 'self'"))
        #expect(!policy.contains("unsafe"))
        #expect(answer.body.hasSuffix("</html>\n"))
        #expect(!answer.body.contains(" style="))
        #expect(answer.body.firstMatch(of: /<script(?! src="\/corridor\.js" defer>)/) == nil)
        #expect(answer.body.firstMatch(of: /\son[a-z]+=/) == nil)
    }

    @Test(arguments: [
        ("/", "<b><a href=\"/destinations/ehr\">ehr</a></b> takes nothing: connection refused"),
        ("/", "the longest 2 of 43"),
        ("/", "422 from the destination: the observation&#39;s status is not allowed"),
        ("/messages?status=refused", "MSH-2 is not readable"),
        ("/messages?status=refused", "<option selected>refused</option>"),
        ("/messages?control_id=LAB-43", "LAB-43"),
        ("/messages/\(Fixtures.result)", "Assigning Authority"),
        ("/messages/\(Fixtures.result)", "the same bytes as were sent"),
        ("/messages/\(Fixtures.result)", "<tr data-from=\"PID-5.1\""),
        ("/messages/\(Fixtures.result)", "O&#39;Brien &lt;b&gt;"),
        ("/messages/\(Fixtures.result)", "data-place=\"PID-5"),
        ("/messages/\(Fixtures.result)", "<code data-from=\"ZPI\""),
        ("/messages/\(Fixtures.result)", "given up after 10 attempts"),
        ("/parked", "OBX[3]-5: not a number"),
        ("/parked?retried=2&missing=1", "2 deliveries go out again. 1 was no longer parked."),
        ("/destinations/archive", "Resume"),
    ])
    func `say what an operator needs`(path: String, text: String) async throws {
        let answer = try await withConsole { try await $0.get(path) }
        #expect(answer.body.contains(text))
    }

    @Test func `tell the second segment of a name from the first, as lineage does`() {
        let segment = ParsedSegment(
            name: "OBX",
            title: "",
            depth: 0,
            fields: [ParsedField(location: "OBX-5", name: "Observation Value", value: "4.1")]
        )
        let parsed = ParsedMessage(lines: [.segment(segment), .segment(segment)], fieldLimit: 10)
        let places = parsed.html.text.matches(of: /data-place="([^"]+)"/).map { String($0.output.1) }
        #expect(places == ["OBX-5", "OBX[2]-5"])
    }

    @Test func `give their content alone to the script that refreshes them`() async throws {
        let answer = try await withConsole { try await $0.get("/", headers: ["Corridor-Fragment": "1"]) }
        #expect(answer.body.contains("Latest messages"))
        #expect(!answer.body.contains("<html"))
    }

    @Test func `lead from page to page towards the past`() async throws {
        try await withConsole { client in
            let first = try await client.get("/messages?feed=laboratory&limit=10")
            let link = try #require(first.body.firstMatch(of: /rel="next" href="([^"]+)"/)).1
            #expect(link.contains("feed=laboratory&amp;before="))
            let second = try await client.get(String(link).replacing("&amp;", with: "&"))
            #expect(second.status == 200)
            #expect(!second.body.contains("LAB-42<"))
        }
    }

    @Test(arguments: [
        ("/nowhere", 404), ("/messages/1", 404), ("/messages/x", 404), ("/destinations/nowhere", 404),
        ("/messages?status=lost", 400), ("/messages?before=x", 400), ("/messages?limit=0", 400),
        ("/messages?limit=201", 400), ("/parked?after=1.2", 400),
    ])
    func `refuse with a page`(path: String, status: Int) async throws {
        let answer = try await withConsole { try await $0.get(path) }
        #expect(answer.status == status)
        #expect(answer.body.contains("To the overview"))
        #expect(answer.headers["content-security-policy"] != nil)
    }

    @Test func `show the overview also while the store does not answer`() async throws {
        let backend = FixtureBackend { $0.storeAnswers = false }
        try await withConsole(backend) { client in
            let overview = try await client.get("/")
            #expect(overview.status == 200)
            #expect(overview.body.contains("The store does not answer"))
            let messages = try await client.get("/messages")
            #expect(messages.status == 503)
            #expect(messages.body.contains("the database does not answer"))
        }
    }

    @Test(arguments: [
        ("LAB-43", "/messages?control_id=LAB-43"), ("a b/c", "/messages?control_id=a%20b%2Fc"),
        ("455912000000000100", "/messages/455912000000000100"), ("12345", "/messages?control_id=12345"),
        ("", "/messages"),
    ])
    func `find a message by number or control id`(text: String, location: String) async throws {
        let answer = try await withConsole { try await $0.get("/search?q=\(WebClient.encode(text))") }
        #expect(answer.status == 303)
        #expect(answer.headers["location"] == location)
    }

    @Test func `hand out the bytes as received, as a file`() async throws {
        let answer = try await withConsole { try await $0.get("/messages/\(Fixtures.result)/raw") }
        #expect(answer.body == Fixtures.resultText)
        #expect(answer.headers["content-type"] == "application/octet-stream")
        #expect(answer.headers["content-disposition"] == "attachment; filename=\"\(Fixtures.result).hl7\"")
    }

    @Test(arguments: [
        ("/corridor.css", "text/css; charset=utf-8"), ("/corridor.js", "text/javascript; charset=utf-8"),
        ("/corridor.svg", "image/svg+xml"),
    ])
    func `bring their own files`(path: String, mediaType: String) async throws {
        let answer = try await withConsole { try await $0.get(path) }
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"] == mediaType)
    }
}
