import Routing
import Testing

struct SiteTests {
    @Test func `a site without problems is handed out`() throws {
        let (site, problems) = SampleSite.compile(["routes/lab.yaml": SampleSite.routes])
        #expect(problems.isEmpty)
        let compiled = try #require(site)
        #expect(compiled.listeners.map(\.name) == ["lab"])
        #expect(compiled.listeners.first?.port == 2575)
        #expect(compiled.destinations.map(\.url) == ["http://archive.example.org/hl7"])
        #expect(compiled.routes.map(\.name) == ["all-to-archive"])
    }

    @Test(arguments: [
        (
            "from: lab", "from: labb",
            "routes/lab.yaml:11:11: error: routes.all-to-archive.from: no listener is called `labb`; did you mean `lab`?"
        ),
        (
            "to: archive", "to: ehr",
            "routes/lab.yaml:12:9: error: routes.all-to-archive.to: no destination is called `ehr`; there is archive"
        ),
        (
            "port: 2575", "port: 99999",
            "routes/lab.yaml:4:11: error: listeners.lab.port: expected a whole number from 0 to 65535, found `99999`"
        ),
        (
            "port: 2575", "prot: 2575",
            "routes/lab.yaml:4:5: error: listeners.lab.prot: unknown key; did you mean `port`?"
        ),
        (
            "type: http", "type: htpp",
            "routes/lab.yaml:7:11: error: destinations.archive.type: expected `fhir` or `http` or `mllp`, found `htpp`; did you mean `http`?"
        ),
        (
            "type: http", "type: fhir",
            "routes/lab.yaml:12:9: error: routes.all-to-archive.to: `archive` takes FHIR, and this route sends HL7 v2 as received; name a map, such as `map: hl7v2-to-fhir/ORU_R01`"
        ),
        (
            "url: http://archive.example.org/hl7", "url: ftp://archive.example.org",
            "routes/lab.yaml:8:10: error: destinations.archive.url: expected an address such as `https://ehr.example.org/fhir`"
        ),
        (
            "url: http://archive.example.org/hl7", "url: http://u:p@archive.example.org",
            "routes/lab.yaml:8:10: error: destinations.archive.url: an address holds no credentials; put them under `auth:`"
        ),
        (
            "url: http://archive.example.org/hl7", "url: ${ARCHIVE}",
            "routes/lab.yaml:8:10: error: destinations.archive.url: `ARCHIVE` is not set; set it in the environment, or ARCHIVE_FILE to a file that holds it"
        ),
    ])
    func `a mistake is named with its place and what would be right`(
        line: String,
        mistake: String,
        expected: String
    ) {
        let (site, problems) = SampleSite.compile(replacing: line, with: mistake)
        #expect(site == nil)
        #expect(problems.contains(expected), "\(problems)")
    }

    @Test func `all mistakes are reported at once`() {
        let (_, problems) = SampleSite.compile([
            "routes/a.yaml": "listeners:\n  x:\n    type: mlpp\n    port: 1",
            "routes/b.yaml": "destinations:\n  y:\n    type: http\n    url: nowhere",
            "corridor.yaml": "retention: 3w",
        ])
        #expect(problems.count { $0.contains("error") } >= 3, "\(problems)")
        #expect(problems == problems.sorted())
    }

    @Test func `only release 2 has commits to wait for`() {
        let text =
            "destinations:\n  ward:\n    type: mllp\n    url: mllp://ward.example.org:2575\n    wait_for: commit"
        let (_, problems) = SampleSite.compile(["routes/ward.yaml": text])
        #expect(
            problems.contains {
                $0.contains(
                    "ward.yaml:5:15: error: destinations.ward.wait_for: release 1 has no commit blocks"
                )
            },
            "\(problems)"
        )
        let (_, others) = SampleSite.compile(["routes/ward.yaml": text + "\n    release: 2"])
        #expect(!others.contains { $0.contains("wait_for") })
    }

    @Test func `listeners cannot share a port`() {
        let second =
            "listeners:\n  adt:\n    type: mllp\n    port: 2575\nroutes:\n  r:\n    from: adt\n    drop: none"
        let (site, problems) = SampleSite.compile([
            "routes/lab.yaml": SampleSite.routes, "routes/z.yaml": second,
        ])
        #expect(site == nil)
        #expect(problems.contains { $0.contains("port 2575 is taken by `lab`") }, "\(problems)")
    }

    @Test func `a listener that no route reads is a warning`() throws {
        let second = "listeners:\n  adt:\n    type: mllp\n    port: 2576"
        let (site, problems) = SampleSite.compile([
            "routes/lab.yaml": SampleSite.routes, "routes/z.yaml": second,
        ])
        #expect(site != nil)
        #expect(
            problems.contains { $0.contains("warning: listeners.adt: no route takes messages from here") }
        )
    }

    @Test func `secrets are filled in and never shown`() throws {
        let text = SampleSite.routes.replacing(
            "url: http://archive.example.org/hl7",
            with: "url: http://${HOST}/hl7\n    auth:\n      type: bearer\n      token: ${TOKEN}"
        )
        let (site, problems) = SampleSite.compile(
            ["routes/lab.yaml": text],
            secrets: ["HOST": "archive.example.org", "TOKEN": "s3cret"]
        )
        #expect(problems.isEmpty)
        let destination = try #require(site?.destinations.first)
        #expect(destination.url == "http://archive.example.org/hl7")
        guard case .bearer(token: "s3cret") = destination.authentication else {
            Issue.record("the token was not filled in")
            return
        }
    }

    @Test(arguments: ["authorization", "Content-Type", "Idempotency-Key", "bad header", "new\\nline"])
    func `a header that is not the site's to set is refused`(name: String) {
        let (site, _) = SampleSite.compile(
            replacing: "type: http",
            with: "type: http\n    headers:\n      \"\(name)\": x"
        )
        #expect(site == nil)
    }

    @Test(arguments: [
        ("10 attempts or 15m", 10, 900), ("3 attempts", 3, 864_000_000), ("1 attempt", 1, 864_000_000),
        ("1h", Int.max, 3600),
    ])
    func `poison_after is written as people say it`(text: String, attempts: Int, seconds: Int) throws {
        let (site, problems) = SampleSite.compile(
            replacing: "type: http",
            with: "type: http\n    poison_after: \(text)"
        )
        let limit = try #require(site?.destinations.first?.poisonAfter, "\(problems)")
        #expect(limit.attempts == attempts)
        #expect(limit.time == .seconds(seconds))
    }
}
