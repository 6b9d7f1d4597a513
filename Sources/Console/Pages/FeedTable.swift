// The feeds of the overview.

/// A table of feeds.
struct FeedTable {
    let feeds: [FeedRow]
    let frame: Frame
    let history: (RateSampler.Series) -> [Double]

    private static let columns: [HTML] = [
        "State", "Feed", "Per second", "Received", "Acknowledged", "Refused", "Unrouted", "Connections",
        "Last message",
    ]

    var section: HTML {
        guard !feeds.isEmpty else {
            let sentence: HTML = "The site has no listeners."
            return Pieces.section("Feeds", id: "feeds", Pieces.nothing(sentence))
        }
        let table = Pieces.table("feeds", columns: Self.columns, rows: feeds.map(row))
        return Pieces.section("Feeds", id: "feeds", table)
    }

    private func row(_ feed: FeedRow) -> HTML {
        """
        <tr>
        <td class="state">\(Pieces.pill(feed.state.rawValue, feed.state.tone))</td>
        <td class="name"><b><a href="/messages?feed=\(FormText.encode(feed.name))">\(feed.name)</a></b>\
        <small>\(feed.address)</small>\(remark(feed))</td>
        \(Pieces.rate(feed.rate, history: history(.feed(feed.name))))
        \(Pieces.figure("received", feed.received))
        \(Pieces.figure("acknowledged", feed.acknowledged))
        \(Pieces.figure("refused", feed.refused))
        \(Pieces.figure("unrouted", feed.unrouted))
        \(Pieces.figure("connections", Int64(feed.connections)))
        \(last(feed))
        </tr>
        """
    }

    private func last(_ feed: FeedRow) -> HTML {
        guard let moment = feed.lastReceivedAt else { return "<td class=\"number zero\">never</td>" }
        return """
            <td class="number" data-label="last message"><time datetime="\(moment.description)" \
            title="\(frame.time.full(moment))">\(Words.age(of: moment, at: frame.now))</time></td>
            """
    }

    private func remark(_ feed: FeedRow) -> HTML? {
        if let because = feed.because {
            return "<small class=\"\(feed.state.tone.rawValue)\">\(because)</small>"
        }
        guard feed.state == .standby else { return nil }
        return "<small>owned by \(feed.owner ?? "no process")</small>"
    }
}
