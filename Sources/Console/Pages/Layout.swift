// The frame around every page: head, navigation, search, footer.
// No script and no style stands in a page, so the content policy can forbid both.

extension Page {
    /// The whole document.
    func document(in frame: Frame) -> HTML {
        let overview = frame.overview
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(title) · Corridor</title>
            <link rel="icon" href="/corridor.svg" type="image/svg+xml">
            <link rel="stylesheet" href="/corridor.css">
            <script src="/corridor.js" defer></script>
            \(refreshes ? Self.refreshWithoutScript : .empty)
            </head>
            <body>
            <a class="skip" href="#content">To the content</a>
            <header class="top">
            <a class="brand" href="/">\(Icons.mark)<span>Corridor</span></a>
            <nav aria-label="Pages">
            \(entry("Overview", "/", .overview))
            \(entry("Messages", "/messages", .messages))
            \(entry("Parked", "/parked", .parked, badge: frame.parked))
            </nav>
            <form class="search" action="/search" role="search">
            <input type="search" name="q" maxlength="\(frame.limits.textCharacters)" autocomplete="off" \
            aria-label="Control ID or message number" placeholder="Control ID or message number">
            </form>
            </header>
            <main id="content"\(refreshes ? " data-refresh" : .empty)>
            \(body)
            </main>
            <footer>
            <span>Corridor \(overview.engine.version)</span>
            <span>\(overview.engine.instance)</span>
            <span>site \(overview.engine.site)</span>
            <span>up \(Words.duration(frame.now.since(overview.engine.startedAt)))</span>
            <span>times in \(frame.time.zoneName(at: frame.now))</span>
            <span class="stale" data-stale hidden>No answer from the engine: what you see is old.</span>
            </footer>
            </body>
            </html>

            """
    }

    private static let refreshWithoutScript: HTML =
        "<noscript><meta http-equiv=\"refresh\" content=\"10\"></noscript>"

    private func entry(_ name: HTML, _ path: HTML, _ section: Section, badge: Int64 = 0) -> HTML {
        let current: HTML = section == self.section ? " aria-current=\"page\"" : .empty
        let count: HTML = badge > 0 ? " <span class=\"badge\">\(Words.count(badge))</span>" : .empty
        return "<a href=\"\(path)\"\(current)>\(name)\(count)</a>"
    }
}
