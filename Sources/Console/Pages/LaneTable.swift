// Lanes that do not move: which delivery holds each, why, and how many stand behind it.

/// A table of lanes that wait.
struct LaneTable {
    let destinations: [DestinationRow]
    let frame: Frame

    private static let columns: [HTML] = [
        "Destination", "Lane", "Held by", "Because", "Attempts", "Next attempt", "Behind it",
    ]

    /// Nothing where no lane waits: that is the normal case.
    var section: HTML {
        let rows = destinations.flatMap { destination in
            destination.heldLanes.map { row($0, of: destination) }
        }
        guard !rows.isEmpty else { return .empty }
        let total = destinations.reduce(0) { $0 + max($1.heldLaneCount, $1.heldLanes.count) }
        let more: HTML =
            total > rows.count ? "<span class=\"aside\">the longest \(rows.count) of \(total)</span>" : .empty
        let table = Pieces.table("lanes", columns: Self.columns, rows: rows)
        return Pieces.section("Lanes that wait", id: "lanes", aside: more, table)
    }

    private func row(_ lane: HeldLane, of destination: DestinationRow) -> HTML {
        let next = lane.nextAttemptAt.map { Words.wait(until: $0, at: frame.now) }
        return """
            <tr>
            <td>\(Pieces.destinationLink(destination.name))</td>
            <td class="code" data-label="lane">\(lane.lane)</td>
            <td class="code" data-label="held by">\(Pieces.messageLink(lane.heldBy.message, "\(lane.heldBy)"))</td>
            <td class="because">\(lane.because)</td>
            \(Pieces.figure("attempts", Int64(lane.attempts)))
            \(Pieces.short("next attempt", next))
            \(Pieces.figure("behind it", Int64(lane.behind)))
            </tr>
            """
    }
}
