// One destination: its state and figures, what holds its lanes, its latest messages, and the switch to pause it.

/// The page of a destination.
struct DestinationPage {
    let frame: Frame
    let destination: DestinationRow
    /// Nil while the store does not answer.
    let latest: MessagePage?
    let history: [Double]

    var page: Page {
        Page(title: destination.name, section: .elsewhere, body: body, refreshes: true)
    }

    private var body: HTML {
        """
        <h1>\(destination.name) \(Pieces.pill(destination.state.rawValue, destination.state.tone))</h1>
        <p class="lead">\(destination.type) · \(destination.host)\
        \(DestinationTable.remark(destination, at: frame.now).map { " · \($0)" as HTML })</p>
        \(toggle)
        \(figures)
        \(LaneTable(destinations: [destination], frame: frame).section)
        \(latestSection)
        """
    }

    private var toggle: HTML {
        let isPaused = destination.state == .paused
        let path = "/destinations/\(FormText.encode(destination.name))/\(isPaused ? "resume" : "pause")"
        let label: HTML = isPaused ? "Resume" : "Pause"
        let effect: HTML =
            isPaused
            ? "Deliveries start again at once." : "What is in flight is finished; everything else waits."
        return """
            <form class="actions" method="post" action="\(path)">\(frame.tokenField)
            <button>\(label)</button>
            \(destination.state == .waiting ? tryNow : .empty)
            <span class="aside">\(effect)</span>
            </form>
            """
    }

    private var tryNow: HTML {
        """
        <button formaction="/destinations/\(FormText.encode(destination.name))/resume">Try now</button>
        """
    }

    private var figures: HTML {
        let oldest = destination.oldestWaitingSince.map { Words.duration(frame.now.since($0)) } ?? "–"
        let parkedAddress = "/parked?destination=\(FormText.encode(destination.name))"
        let figures: [(HTML, HTML)] = [
            ("per second", "\(destination.rate.map(Words.rate) ?? "–")\(Sparkline.render(history))"),
            ("waiting", "\(Words.count(destination.waiting))"),
            ("oldest waits", "\(oldest)"),
            ("in flight", "\(Words.count(destination.inFlight))"),
            ("retrying", "\(Words.count(destination.retrying))"),
            ("parked", "<a href=\"\(parkedAddress)\">\(Words.count(destination.parked))</a>"),
            ("delivered", "\(Words.count(destination.delivered))"),
            ("failed attempts", "\(Words.count(destination.failedAttempts))"),
            ("discarded", "\(Words.count(destination.discarded))"),
        ]
        let items = figures.map { name, value in "<div><dt>\(name)</dt><dd>\(value)</dd></div>" as HTML }
        return "<dl class=\"figures\">\(items)</dl>"
    }

    private var latestSection: HTML {
        guard let latest, !latest.messages.isEmpty else {
            let sentence: HTML = latest == nil ? "The store does not answer." : "No message for it yet."
            return Pieces.section("Latest messages", id: "latest", Pieces.nothing(sentence))
        }
        let address = "/messages?destination=\(FormText.encode(destination.name))"
        let aside: HTML = "<a href=\"\(address)\">All messages for it</a>"
        let table = MessageTable(messages: latest.messages, frame: frame).table
        return Pieces.section("Latest messages", id: "latest", aside: aside, table)
    }
}
