// Whom the console answers.

import Testing

@testable import Console

struct `Host policy` {
    private let policy = HostPolicy(configured: ["Console.example.org"], machine: "engine-1")

    @Test(arguments: [
        "localhost", "localhost:8080", "LOCALHOST", "127.0.0.1:8080", "10.1.2.3", "[::1]:8080", "engine-1:80",
        "console.example.org",
    ])
    func `answers names of ours and literal addresses`(authority: String) {
        #expect(policy.admits(authority))
    }

    @Test(arguments: [
        nil, "", "evil.example.com", "localhost.evil.example.com", "127.0.0.1.evil.com", "1.2.3", "1.2.3.999",
    ])
    func `answers no other name`(authority: String?) {
        #expect(!policy.admits(authority))
    }
}

struct `Cross-site policy` {
    @Test(
        arguments: [
            (nil, nil), ("http://engine-1:8080", nil), ("https://engine-1:8080", "same-origin"),
            (nil, "same-origin"),
        ] as [(String?, String?)]
    )
    func `admits our own pages and clients that are no browser`(origin: String?, fetchSite: String?) {
        #expect(CrossSitePolicy.admits(origin: origin, fetchSite: fetchSite, authority: "engine-1:8080"))
    }

    @Test(
        arguments: [
            ("http://evil.example.com", nil), ("null", nil), ("http://engine-1:8081", nil),
            ("http://engine-1:8080", "cross-site"),
            (nil, "same-site"), (nil, "none"), ("engine-1:8080", nil),
        ] as [(String?, String?)]
    )
    func `refuses everything else`(origin: String?, fetchSite: String?) {
        #expect(!CrossSitePolicy.admits(origin: origin, fetchSite: fetchSite, authority: "engine-1:8080"))
    }
}

struct `Action token` {
    @Test func `matches itself only and is new every time`() {
        let token = ActionToken()
        #expect(token.text.utf8.count == 64)
        #expect(token.matches(token.text))
        #expect(!token.matches(nil))
        #expect(!token.matches(""))
        #expect(!token.matches(ActionToken().text))
        #expect(!token.matches(String(token.text.dropLast())))
    }
}
