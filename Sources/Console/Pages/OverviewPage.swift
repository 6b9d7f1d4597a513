// The first page: what needs attention, feeds, destinations, lanes that wait, the latest messages.

/// The overview.
struct OverviewPage {
    /// How many of the latest messages it shows.
    static let messageCount = 20

    let frame: Frame
    /// Nil while the store does not answer.
    let latest: MessagePage?
    let history: (RateSampler.Series) -> [Double]

    var page: Page {
        Page(title: "Overview", section: .overview, body: body, refreshes: true)
    }

    private var body: HTML {
        let overview = frame.overview
        return """
            <h1 class="quiet-title">Overview</h1>
            \(Attention.render(overview, at: frame.now))
            \(FeedTable(feeds: overview.feeds, frame: frame, history: history).section)
            \(DestinationTable(destinations: overview.destinations, frame: frame, history: history).section)
            \(LaneTable(destinations: overview.destinations, frame: frame).section)
            \(latestSection)
            """
    }

    private var latestSection: HTML {
        let aside: HTML = "<a href=\"/messages\">All messages</a>"
        guard let latest else {
            let sentence: HTML = "The store does not answer, so messages cannot be shown now."
            return Pieces.section("Latest messages", id: "latest", Pieces.nothing(sentence))
        }
        guard !latest.messages.isEmpty else {
            let sentence: HTML = "No message has come in yet."
            return Pieces.section("Latest messages", id: "latest", Pieces.nothing(sentence))
        }
        let table = MessageTable(messages: latest.messages, frame: frame).table
        return Pieces.section("Latest messages", id: "latest", aside: aside, table)
    }
}
