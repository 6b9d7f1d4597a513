// Metrics are Prometheus text in every line, and say what the overview says.

import Testing

@testable import Console

struct `Metrics` {
    /// A line's name, labels and value by the format's grammar; nil for a line that breaks it.
    private func parse(_ line: Substring) -> (name: String, labels: String, value: Double)? {
        let grammar =
            /([a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*",?)*\})? (\S+)/
        guard let match = line.wholeMatch(of: grammar) else { return nil }
        let value = match.3 == "+Inf" ? Double.infinity : Double(match.3)
        return value.map { (String(match.1), String(match.2 ?? ""), $0) }
    }

    @Test func `are well-formed in every line, also with hostile names`() throws {
        var overview = Fixtures.overview
        overview.feeds[0].name = "lab\"} 1\nevil{x=\"\\"
        overview.destinations[0].name = "ehr\u{301}\"\n"
        let text = EngineMetrics.render(overview, at: Fixtures.now)
        #expect(text.hasSuffix("\n"))
        var families: Set<Substring> = []
        var seen: Set<String> = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: true) {
            if line.hasPrefix("#") {
                let words = line.split(separator: " ", maxSplits: 3)
                try #require(words.count == 4)
                if words[1] == "TYPE" { #expect(families.insert(words[2]).inserted, "twice: \(words[2])") }
                continue
            }
            let sample = try #require(parse(line), "not a sample: \(line)")
            #expect(seen.insert(sample.name + sample.labels).inserted, "twice: \(line)")
            #expect(families.contains { sample.name.hasPrefix($0) })
        }
    }

    @Test(arguments: [
        "corridor_messages_received_total{feed=\"laboratory\"} 1284031",
        "corridor_messages_acknowledged_total{feed=\"laboratory\"} 1284019",
        "corridor_messages_refused_total{feed=\"laboratory\"} 12",
        "corridor_deliveries_total{destination=\"ehr\",outcome=\"delivered\"} 1281900",
        "corridor_queue_waiting{destination=\"ehr\"} 1204",
        "corridor_queue_oldest_seconds{destination=\"ehr\"} 252",
        "corridor_queue_oldest_seconds{destination=\"registry\"} 0",
        "corridor_parked{destination=\"ehr\"} 3",
        "corridor_destination_up{destination=\"archive\"} 0",
        "corridor_acknowledgment_seconds_bucket{feed=\"laboratory\",le=\"0.005\"} 210",
        "corridor_acknowledgment_seconds_bucket{feed=\"laboratory\",le=\"+Inf\"} 251",
        "corridor_acknowledgment_seconds_sum{feed=\"laboratory\"} 1.75",
        "corridor_acknowledgment_seconds_count{feed=\"laboratory\"} 251",
    ])
    func `say what the overview says`(line: String) {
        let lines = EngineMetrics.render(Fixtures.overview, at: Fixtures.now).split(separator: "\n")
        #expect(lines.contains { $0 == line })
    }

    @Test func `are served as what they are`() async throws {
        let answer = try await withConsole {
            try await $0.get("/metrics", headers: ["Host": "prometheus-target"])
        }
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
        #expect(answer.body.contains("corridor_info{version=\"0.1.0\",site=\"7\"} 1"))
    }
}
