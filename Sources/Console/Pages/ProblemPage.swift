// What a page says when it cannot show what was asked for.

/// A page with one sentence about what went wrong.
struct ProblemPage {
    let refusal: Refusal

    var page: Page {
        Page(title: refusal.title, section: .elsewhere, body: body)
    }

    private var body: HTML {
        """
        <h1>\(refusal.title)</h1>
        <p class="lead">\(refusal.sentence)</p>
        <p><a href="/">To the overview</a></p>
        """
    }
}
