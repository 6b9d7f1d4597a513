// The few drawings of the console.

/// Drawings as SVG.
enum Icons {
    /// The mark: a corridor in perspective.
    static let mark: HTML = """
        <svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><path d="\(markPath)"/></svg>
        """

    /// The same as a file of its own, for the browser's tab.
    static let favicon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">
        <rect width="24" height="24" rx="5" fill="#0b6b5d"/>
        <path d="\(markPath)" fill="none" stroke="#fff" stroke-width="1.6" stroke-linecap="round"/>
        </svg>
        """

    private static let markPath = "M4 4 10 10V14L4 20M20 4 14 10V14L20 20M10 10H14M10 14H14"
}

/// The course of a rate over the last minutes, as a small drawing.
enum Sparkline {
    private static let width = 120.0
    private static let height = 24.0

    /// Rates, oldest first; the highest one touches the top.
    static func render(_ rates: [Double]) -> HTML {
        guard rates.count > 1, let highest = rates.max(), highest > 0 else {
            return
                "<svg class=\"spark flat\" viewBox=\"0 0 120 24\" aria-hidden=\"true\"><path d=\"M0 23H120\"/></svg>"
        }
        let step = width / Double(rates.count - 1)
        let points = rates.enumerated().map { index, rate in
            "\(tenths(Double(index) * step)) \(tenths(height - 1 - rate / highest * (height - 2)))"
        }
        let line = points.joined(separator: "L")
        return """
            <svg class="spark" viewBox="0 0 120 24" preserveAspectRatio="none" aria-hidden="true">\
            <path class="area" d="M0 24L\(line)L120 24Z"/><path d="M\(line)"/></svg>
            """
    }

    private static func tenths(_ value: Double) -> String {
        String((value * 10).rounded() / 10)
    }
}
