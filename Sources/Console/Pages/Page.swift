// What every page has: a title, its place in the navigation, a body, and the frame of things that all pages show.

/// A page without its frame.
struct Page: Sendable {
    /// Where a page belongs in the navigation.
    enum Section: Sendable {
        case overview, messages, parked
        case elsewhere
    }

    let title: String
    let section: Section
    let body: HTML
    /// Whether the body fetches itself anew every two seconds.
    var refreshes = false
}

/// What pages show beside their subject, and what they need for showing it.
struct Frame: Sendable {
    let now: Moment
    let time: LocalTime
    let token: String
    let overview: Overview
    let limits: ConsoleLimits

    /// Everything that is parked.
    var parked: Int64 {
        overview.destinations.reduce(0) { $0 + $1.parked }
    }

    /// A moment with its whole date and its age at hand.
    func timestamp(_ moment: Moment) -> HTML {
        """
        <time datetime="\(moment.description)" \
        title="\(time.full(moment)), \(Words.age(of: moment, at: now))">\(time.short(moment, at: now))</time>
        """
    }

    /// The hidden field that every form carries.
    var tokenField: HTML {
        "<input type=\"hidden\" name=\"token\" value=\"\(token)\">"
    }
}
