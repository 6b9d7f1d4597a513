// `corridor queue`: feeds, destinations, what waits and why.

import ArgumentParser
import Console

struct Queue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show feeds, destinations, what waits and why."
    )

    @OptionGroup var engine: EngineAddress

    func run() async throws {
        guard let overview = try await EngineAPI(engine).get("/api/queue", as: Overview.self) else { return }
        if let problem = overview.engine.storeProblem { Terminal.complain("corridor: \(problem)") }
        Terminal.say(feeds(overview.feeds).text + "\n\n" + destinations(overview.destinations).text)
        let held = held(overview.destinations)
        if !held.isEmpty { Terminal.say("\n" + held.text) }
    }

    private func feeds(_ feeds: [FeedRow]) -> TextTable {
        var table = TextTable(
            ["FEED", "STATE", "ADDRESS", "CONNECTIONS", "RECEIVED", "ACKNOWLEDGED", "REFUSED", "UNROUTED"],
            rightAligned: [3, 4, 5, 6, 7]
        )
        for feed in feeds {
            let state = feed.because.map { "\(feed.state.rawValue) (\($0))" } ?? feed.state.rawValue
            table.add([
                feed.name, state, feed.address, "\(feed.connections)", "\(feed.received)",
                "\(feed.acknowledged)",
                "\(feed.refused)", "\(feed.unrouted)",
            ])
        }
        return table
    }

    private func destinations(_ destinations: [DestinationRow]) -> TextTable {
        var table = TextTable(
            ["DESTINATION", "STATE", "HOST", "WAITING", "IN FLIGHT", "RETRYING", "PARKED", "DELIVERED"],
            rightAligned: [3, 4, 5, 6, 7]
        )
        for destination in destinations {
            var state = destination.state.rawValue
            if let because = destination.because { state += " (\(because))" }
            table.add([
                destination.name, state, destination.host, "\(destination.waiting)",
                "\(destination.inFlight)",
                "\(destination.retrying)", "\(destination.parked)", "\(destination.delivered)",
            ])
        }
        return table
    }

    private func held(_ destinations: [DestinationRow]) -> TextTable {
        var table = TextTable(
            ["HELD BY", "DESTINATION", "BECAUSE", "BEHIND", "ATTEMPTS", "NEXT ATTEMPT"],
            rightAligned: [3, 4]
        )
        for destination in destinations {
            for lane in destination.heldLanes {
                table.add([
                    "\(lane.heldBy)", destination.name, lane.because, "\(lane.behind)", "\(lane.attempts)",
                    lane.nextAttemptAt?.description ?? "-",
                ])
            }
        }
        return table
    }
}
