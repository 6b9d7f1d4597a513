// The destinations of the overview.

/// A table of destinations.
struct DestinationTable {
    let destinations: [DestinationRow]
    let frame: Frame
    let history: (RateSampler.Series) -> [Double]

    private static let columns: [HTML] = [
        "State", "Destination", "Per second", "Waiting", "In flight", "Retrying", "Parked", "Delivered",
        "Failed attempts", "Oldest waits",
    ]

    var section: HTML {
        guard !destinations.isEmpty else {
            let sentence: HTML = "The site has no destinations."
            return Pieces.section("Destinations", id: "destinations", Pieces.nothing(sentence))
        }
        let table = Pieces.table("destinations", columns: Self.columns, rows: destinations.map(row))
        return Pieces.section("Destinations", id: "destinations", table)
    }

    private func row(_ destination: DestinationRow) -> HTML {
        """
        <tr>
        <td class="state">\(Pieces.pill(destination.state.rawValue, destination.state.tone))</td>
        <td class="name"><b>\(Pieces.destinationLink(destination.name))</b>\
        <small>\(destination.type) · \(destination.host)</small>\
        \(Self.remark(destination, at: frame.now))</td>
        \(Pieces.rate(destination.rate, history: history(.destination(destination.name))))
        \(Pieces.figure("waiting", destination.waiting))
        \(Pieces.figure("in flight", destination.inFlight))
        \(Pieces.figure("retrying", destination.retrying, .warning))
        \(Pieces.figure("parked", destination.parked, .bad))
        \(Pieces.figure("delivered", destination.delivered))
        \(Pieces.figure("failed attempts", destination.failedAttempts))
        \(oldest(destination))
        </tr>
        """
    }

    private func oldest(_ destination: DestinationRow) -> HTML {
        guard let since = destination.oldestWaitingSince else { return "<td class=\"number zero\">–</td>" }
        return """
            <td class="number" data-label="oldest waits">\(Words.duration(frame.now.since(since)))</td>
            """
    }

    /// Why a destination takes nothing, and until when.
    static func remark(_ destination: DestinationRow, at now: Moment) -> HTML? {
        let next = destination.until.map { "next attempt \(Words.wait(until: $0, at: now))" }
        let words = [destination.because, next].compactMap(\.self).joined(separator: ", ")
        guard !words.isEmpty else { return nil }
        return "<small class=\"\(destination.state.tone.rawValue)\">\(words)</small>"
    }
}
