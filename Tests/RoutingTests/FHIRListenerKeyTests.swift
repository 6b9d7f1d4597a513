import Routing
import Testing

/// What a site may say about FHIR listeners, and about routes from them.
struct FHIRListenerKeyTests {
    private static let routes = """
        listeners:
          apps:
            type: fhir
            port: 8090
        destinations:
          archive:
            type: http
            url: http://archive.example.org/fhir
        routes:
          all-to-archive:
            from: apps
            to: archive
        """

    private static func compile(_ line: String, _ replacement: String) -> (site: Site?, problems: [String]) {
        SampleSite.compile(
            ["routes/apps.yaml": routes.replacing(line, with: replacement)],
            secrets: ["KEY": "0123456789abcdef", "SHORT": "0123456789abcde"]
        )
    }

    @Test func `a listener has the keys of its kind`() throws {
        let (site, problems) = Self.compile(
            "port: 8090",
            "port: 8090\n    path: /r4/\n    max_body: 1MB\n    api_keys: [\"${KEY}\"]"
        )
        #expect(problems == [])
        let listener = try #require(site?.listeners.first)
        #expect(listener.mllp == nil)
        let reception = try #require(listener.fhir)
        #expect(reception.path == "/r4")
        #expect(reception.bodyLimit == 1 << 20)
        #expect(reception.keys == ["0123456789abcdef"])
    }

    private static let tokens =
        "issuer: https://login.example.org, audience: https://corridor.example.org/fhir"

    @Test func `access tokens have an issuer, an audience and keys`() throws {
        let (site, problems) = Self.compile(
            "port: 8090",
            "port: 8090\n    tokens: {issuer: i, audience: [a, b], keys_url: \"https://login.example.org/${KEY}\"}"
        )
        #expect(problems == [])
        let tokens = try #require(site?.listeners.first?.fhir?.tokens)
        #expect(tokens.issuer == "i")
        #expect(tokens.audiences == ["a", "b"])
        #expect(tokens.scopes == .smart)
        guard case .address("https://login.example.org/0123456789abcdef") = tokens.keys else {
            Issue.record("another address")
            return
        }
    }

    @Test(arguments: [
        ("issuer: i, audience: a", "5:13: error: listeners.apps.tokens: `keys` or `keys_url` is missing"),
        ("issuer: i, keys: k.json", "5:13: error: listeners.apps.tokens: `audience` is missing"),
        (
            "issuer: i, keys: k.json, audience: []",
            "5:49: error: listeners.apps.tokens.audience: expected at least one"
        ),
        ("audience: a, keys: k.json", "5:13: error: listeners.apps.tokens: `issuer` is missing"),
        (
            "\(tokens), keys: k.json, keys_url: \"https://a.example.org\"",
            "5:118: error: listeners.apps.tokens.keys_url: `keys` is there too; keep one of them"
        ),
        (
            "\(tokens), keys_url: \"http://login.example.org/jwks\"",
            "5:104: error: listeners.apps.tokens.keys_url: expected an address that begins with `https://`"
        ),
        (
            "\(tokens), keys: k.json, token_endpoint: login.example.org",
            "5:124: error: listeners.apps.tokens.token_endpoint: expected an address that begins with `https://`"
        ),
        (
            "\(tokens), keys: k.json, scopes: some",
            "5:116: error: listeners.apps.tokens.scopes: expected `smart` or `none`"
        ),
    ])
    func `a mistake about tokens is named with its place`(tokens: String, expected: String) {
        let (site, problems) = Self.compile("port: 8090", "port: 8090\n    tokens: {\(tokens)}")
        #expect(site == nil)
        #expect(problems.contains { $0.hasPrefix("routes/apps.yaml:\(expected)") }, "\(problems)")
    }

    @Test(arguments: [
        (
            "port: 8090", "port: 8090\n    timezone: Europe/Berlin",
            "routes/apps.yaml:5:5: error: listeners.apps.timezone: unknown key"
        ),
        (
            "port: 8090", "port: 8090\n    max_frame: 1MB",
            "routes/apps.yaml:5:5: error: listeners.apps.max_frame: unknown key"
        ),
        (
            "port: 8090", "port: 8090\n    path: fhir",
            "routes/apps.yaml:5:11: error: listeners.apps.path: expected a path such as `/fhir`"
        ),
        (
            "port: 8090", "port: 8090\n    path: /a/../b",
            "routes/apps.yaml:5:11: error: listeners.apps.path: expected a path such as `/fhir`"
        ),
        (
            "port: 8090", "port: 8090\n    api_keys: 0123456789abcdef",
            "routes/apps.yaml:5:15: error: listeners.apps.api_keys: a key does not stand in a site's files; write `${NAME}`"
        ),
        (
            "port: 8090", "port: 8090\n    api_keys: ${SHORT}",
            "routes/apps.yaml:5:15: error: listeners.apps.api_keys: a key has at least 16 characters"
        ),
        (
            "from: apps", "from: apps\n    when: PID-8 = 'F'",
            "routes/apps.yaml:12:11: error: routes.all-to-archive.when: a location means something in HL7 v2 messages only"
        ),
        (
            "from: apps", "from: apps\n    map: ORU_R01",
            "routes/apps.yaml:12:10: error: routes.all-to-archive.map: no map is called `ORU_R01`"
        ),
        (
            "type: http\n    url: http://archive.example.org/fhir",
            "type: mllp\n    url: mllp://ward.example.org:2575",
            "routes/apps.yaml:12:9: error: routes.all-to-archive.to: `archive` takes HL7 v2, and this route sends FHIR"
        ),
        (
            "type: http", "type: http\n    order_by: OBR-3.1",
            "routes/apps.yaml:13:9: error: routes.all-to-archive.to: `archive` is ordered by an expression over HL7 v2"
        ),
    ])
    func `a mistake is named with its place`(line: String, mistake: String, expected: String) {
        let (site, problems) = Self.compile(line, mistake)
        #expect(site == nil)
        #expect(problems.contains { $0.hasPrefix(expected) }, "\(problems)")
    }

    @Test func `a FHIR destination takes what a FHIR listener takes in`() {
        #expect(Self.compile("type: http", "type: fhir").problems == [])
    }
}
