// Names of a site, values of messages, answers of destinations: whatever they hold, on pages they are text.

import Console
import Testing

struct `Hostile values` {
    private static let poison = "\"\u{301}'><script>alert(1)</script><img src=x onerror=alert(2)>&amp;"

    /// A backend that says something hostile wherever text can stand.
    private static func backend() -> FixtureBackend {
        FixtureBackend { state in
            poisonOverview(&state.overview)
            for index in state.messages.indices { poisonRow(&state.messages[index]) }
            for index in state.parked.indices {
                state.parked[index].reason = poison
                state.parked[index].diagnostics = poison
                state.parked[index].code = poison
                state.parked[index].destination = poison
            }
            if var view = state.views[Fixtures.result] {
                poisonView(&view)
                state.views[Fixtures.result] = view
            }
        }
    }

    private static func poisonOverview(_ overview: inout Overview) {
        overview.engine.version = poison
        overview.engine.instance = poison
        overview.engine.site = poison
        overview.engine.storeIsAvailable = false
        overview.engine.storeProblem = poison
        for index in overview.feeds.indices {
            overview.feeds[index].name = poison
            overview.feeds[index].address = poison
            overview.feeds[index].because = poison
        }
        for index in overview.destinations.indices {
            overview.destinations[index].name = poison
            overview.destinations[index].type = poison
            overview.destinations[index].host = poison
            overview.destinations[index].because = poison
            for lane in overview.destinations[index].heldLanes.indices {
                overview.destinations[index].heldLanes[lane].lane = poison
                overview.destinations[index].heldLanes[lane].because = poison
            }
        }
    }

    private static func poisonRow(_ row: inout MessageRow) {
        row.feed = poison
        row.type = poison
        row.controlID = poison
        row.sender = poison
        row.refusal = poison
        for index in row.deliveries.indices {
            row.deliveries[index].destination = poison
            row.deliveries[index].route = poison
        }
    }

    private static func poisonView(_ view: inout MessageView) {
        poisonRow(&view.row)
        view.site = poison
        view.payload = Array(poison.utf8)
        view.parseProblem = poison
        let part = ParsedPart(location: poison, name: poison, value: poison)
        let field = ParsedField(location: poison, name: poison, value: poison, parts: [part])
        view.parsed = [
            .group(name: poison, depth: 99),
            .segment(ParsedSegment(name: poison, title: poison, depth: -1, remark: poison, fields: [field])),
        ]
        for index in view.deliveries.indices {
            view.deliveries[index].row.destination = poison
            view.deliveries[index].row.route = poison
            view.deliveries[index].because = poison
            view.deliveries[index].rendered = RenderedPayload(
                mediaType: index == 0 ? poison : "application/json",
                text: "{\"\(poison)\": \"\(poison)\"}",
                proof: .differs
            )
            for attempt in view.deliveries[index].attempts.indices {
                view.deliveries[index].attempts[attempt].error = poison
                view.deliveries[index].attempts[attempt].response = poison
                view.deliveries[index].attempts[attempt].code = poison
            }
        }
    }

    @Test(arguments: [
        "/", "/messages", "/messages?feed=\(WebClient.encode(poison))&control_id=\(WebClient.encode(poison))",
        "/messages/\(Fixtures.result)", "/parked", "/destinations/\(WebClient.encode(poison))",
        "/destinations/x\(WebClient.encode(poison))",
    ])
    func `stay text`(path: String) async throws {
        let answer = try await withConsole(Self.backend()) { try await $0.get(path) }
        #expect([200, 404].contains(answer.status))
        let bytes = Array(answer.body.utf8)
        for alive in ["<script>", "<img", "\"\u{301}", "'>"] {
            #expect(!contains(bytes, alive), "\(alive) is alive on \(path)")
        }
        if answer.status == 200 { #expect(answer.body.contains("&lt;script&gt;alert(1)")) }
    }

    /// By bytes: strings compare by grapheme, and a combining mark would hide what stands before it.
    private func contains(_ bytes: [UInt8], _ text: String) -> Bool {
        let wanted = Array(text.utf8)
        return bytes.indices.contains { bytes[$0...].starts(with: wanted) }
    }
}
