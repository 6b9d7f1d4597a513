// What an operator has to know first: everything that is not as it should be, most urgent first, or that all is well.

/// One thing that is not as it should be.
struct Attention: Sendable {
    let tone: Tone
    let sentence: HTML

    /// Everything that is not as it should be.
    static func items(_ overview: Overview, at now: Moment) -> [Attention] {
        var items: [Attention] = []
        if !overview.engine.storeIsAvailable {
            let why = reason(overview.engine.storeProblem)
            items.append(
                Attention(
                    tone: .bad,
                    sentence: "<b>The store is not available</b>\(why). Nothing is acknowledged."
                )
            )
        }
        items += overview.feeds.filter { $0.state == .stopped }.map { feed in
            Attention(tone: .bad, sentence: "<b>\(feed.name)</b> does not listen\(reason(feed.because)).")
        }
        items += overview.destinations.filter { $0.state != .ok }.map { destinationItem($0, at: now) }
        let parked = overview.destinations.reduce(0) { $0 + $1.parked }
        if parked > 0 {
            let deliveries = Words.count(parked, "delivery is", "deliveries are")
            items.append(
                Attention(
                    tone: .bad,
                    sentence: "<a href=\"/parked\">\(deliveries) parked</a> and wait for your decision."
                )
            )
        }
        return items
    }

    /// The items as a list, or one sentence that nothing is wrong.
    static func render(_ overview: Overview, at now: Moment) -> HTML {
        let items = items(overview, at: now)
        guard !items.isEmpty else {
            return "<p class=\"attention calm\">\(calm(overview))</p>"
        }
        let lines = items.map { item in "<li class=\"\(item.tone.rawValue)\">\(item.sentence)</li>" as HTML }
        return "<ul class=\"attention\">\(lines)</ul>"
    }

    private static func destinationItem(_ destination: DestinationRow, at now: Moment) -> Attention {
        let name = "<b>\(Pieces.destinationLink(destination.name))</b>" as HTML
        let waiting = Words.count(destination.waiting, "delivery waits", "deliveries wait")
        let oldest = destination.oldestWaitingSince.map { "the oldest for \(Words.duration(now.since($0)))" }
        let behind: HTML =
            destination.waiting > 0
            ? " \(waiting)\(oldest.map { ", " + $0 } ?? "")." : " Nothing waits for it."
        switch destination.state {
        case .paused:
            let sentence: HTML = "\(name) is paused\(reason(destination.because)).\(behind)"
            return Attention(tone: .warning, sentence: sentence)
        case .waiting, .ok:
            let next = destination.until.map { ", next attempt \(Words.wait(until: $0, at: now))" } ?? ""
            let sentence: HTML = "\(name) takes nothing\(reason(destination.because))\(next).\(behind)"
            return Attention(tone: .warning, sentence: sentence)
        }
    }

    private static func calm(_ overview: Overview) -> HTML {
        let listening = Int64(overview.feeds.count { $0.state == .listening })
        let waiting = overview.destinations.reduce(0) { $0 + $1.waiting }
        let feeds = Words.count(listening, "feed listens", "feeds listen")
        let queue =
            waiting > 0
            ? "\(Words.count(waiting, "delivery is", "deliveries are")) on the way" : "nothing waits"
        return "<b>All is well.</b> \(feeds), \(queue)."
    }

    private static func reason(_ text: String?) -> HTML {
        guard let text, !text.isEmpty else { return .empty }
        return ": \(text)"
    }
}
