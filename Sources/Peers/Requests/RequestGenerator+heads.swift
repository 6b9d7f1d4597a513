// Heads of requests: those that go with a body, and any others.

extension RequestGenerator {
    /// A header field.
    struct Field {
        let name: String
        let value: String

        init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
    }

    /// The bytes of a request, with the length of its body where it has one.
    func request(_ method: String, _ path: String, _ fields: [Field], _ body: [UInt8]?) -> [UInt8] {
        var text = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        for field in fields { text += "\(field.name): \(field.value)\r\n" }
        if let body { text += "Content-Length: \(body.count)\r\n" }
        return Array((text + "\r\n").utf8) + (body ?? [])
    }

    /// Whether a request asks for a head alone.
    func isHead(_ request: [UInt8]) -> Bool { request.starts(with: Array("HEAD ".utf8)) }

    /// A condition that goes with a resource, or with none.
    mutating func condition(_ content: Content) -> Field {
        random.pick([
            Field("If-None-Exist", "identifier=urn:corridor:bench|\(content.marks.first ?? "")"),
            Field("If-None-Exist", "identifier=\(content.marks.first ?? "")"),
            Field("If-None-Exist", "name=x"), Field("If-None-Exist", ""), Field("If-None-Exist", "&=%zz"),
            Field("If-Match", "W/\"1\""), Field("If-Match", "*"), Field("If-Match", "x"),
            Field("If-None-Match", "*"), Field("If-None-Match", "W/\"1\""),
            Field("If-Modified-Since", "Sun, 22 Nov 2026 16:30:05 GMT"),
        ])
    }

    /// Any request line with any fields, and no body or a small one.
    mutating func randomHead() -> [UInt8] {
        let methods = [
            "GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "SEARCH", "PURGE",
            "get",
            "BREW", "",
        ]
        var fields: [Field] = []
        for _ in 0..<Int.random(in: 0...5, using: &random) { fields.append(randomField()) }
        let body: [UInt8]? = random.once(in: 2) ? Array("{}".utf8) : nil
        return request(random.pick(methods), randomPath(), fields, body)
    }

    private mutating func randomPath() -> String {
        let steps = [
            "fhir", "Patient", "patient", "Resource", "metadata", "$process-message", "$validate", "_history",
            "_search",
            "..", ".", "", "%00", "%2e%2e", "%zz", "%", "%2F", "a", String(repeating: "a", count: 64),
            String(repeating: "a", count: 65), ".well-known", "smart-configuration", "1", "\\", "~", "%C3%A9",
            "*",
        ]
        var path = random.once(in: 8) ? "" : "/fhir"
        for _ in 0..<Int.random(in: 0...5, using: &random) { path += "/" + random.pick(steps) }
        if random.once(in: 40) { path += "/" + String(repeating: "a", count: 50_000) }
        if random.once(in: 30) { path = "http://elsewhere.example.org" + path }
        if random.once(in: 3) {
            let queries = [
                "_format=xml", "_format=json", "_format=ttl", "_format=", "_pretty=true", "%", "&&==",
                "_format=%zz",
                "a=" + String(repeating: "b", count: 3_000), "_format=application/fhir+xml", "?",
                "identifier=%7C",
                "identifier=a|b&identifier=c", "_id=1",
            ]
            path += "?" + random.pick(queries)
        }
        return path
    }

    private mutating func randomField() -> Field {
        let names = [
            "Accept", "Content-Type", "Prefer", "If-None-Exist", "If-Match", "If-None-Match",
            "If-Modified-Since",
            "Content-Encoding", "Transfer-Encoding", "Expect", "Connection", "Upgrade", "Authorization",
            "X-API-Key",
            "X-Request-Id", "Origin", "Content-Length", "Host", "Range", "Cookie", "Accept-Charset", "TE",
            "Trailer",
        ]
        let values = [
            "application/fhir+json", "application/fhir+xml", "text/html", "*/*", "*/*;q=0", "image/png", "",
            ";;;",
            "application/fhir+json; fhirVersion=4.0", "application/json;q=abc", "return=minimal",
            "respond-async",
            "return=OperationOutcome", "W/\"1\"", "*", "gzip", "deflate", "identity", "chunked",
            "gzip, chunked",
            "100-continue", "200-ok", "close", "keep-alive", "Upgrade, HTTP2-Settings", "h2c", "Bearer x",
            "Basic eA==",
            "-1", "0", "5", "99999999999999999999", "bytes=0-1", "https://pages.example.org", "a\tb", "é",
            String(repeating: "x", count: 9_000),
        ]
        return Field(random.pick(names), random.pick(values))
    }
}
