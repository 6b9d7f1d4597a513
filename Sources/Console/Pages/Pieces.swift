// Small pieces that several pages share: states as labelled colours, figures, links, empty places.
// A colour never stands alone; the word is always there.

/// How a state is coloured.
enum Tone: String {
    case good, warning, bad, quiet
}

/// Small pieces of pages.
enum Pieces {
    /// A state in a rounded label.
    static func pill(_ word: String, _ tone: Tone) -> HTML {
        "<span class=\"pill \(tone.rawValue)\">\(word)</span>"
    }

    /// A cell with a count; zero recedes, and a tone lifts what is not.
    static func figure(_ label: String, _ number: Int64, _ tone: Tone? = nil) -> HTML {
        let classes = number == 0 ? "number zero" : "number \(tone?.rawValue ?? "")"
        return "<td class=\"\(classes)\" data-label=\"\(label)\">\(Words.count(number))</td>"
    }

    /// A cell with a short text that may be missing.
    static func short(_ label: String, _ text: String?) -> HTML {
        guard let text else { return "<td class=\"number zero\">–</td>" }
        return "<td class=\"number\" data-label=\"\(label)\">\(text)</td>"
    }

    /// A cell with a rate and its course.
    static func rate(_ rate: Double?, history: [Double]) -> HTML {
        """
        <td class="rate" data-label="per second"><span>\(rate.map(Words.rate) ?? "–")</span>\
        \(Sparkline.render(history))</td>
        """
    }

    /// A sentence where a table would be empty.
    static func nothing(_ sentence: HTML) -> HTML {
        "<p class=\"nothing\">\(sentence)</p>"
    }

    /// A heading with the table that belongs to it.
    static func section(_ title: HTML, id: HTML, aside: HTML = .empty, _ content: HTML) -> HTML {
        """
        <section aria-labelledby="\(id)">
        <div class="heading"><h2 id="\(id)">\(title)</h2>\(aside)</div>
        \(content)
        </section>
        """
    }

    /// A table in a frame that scrolls sideways before the page does.
    static func table(_ kind: HTML, columns: [HTML], rows: [HTML]) -> HTML {
        let head = columns.map { column in "<th scope=\"col\">\(column)</th>" as HTML }
        return """
            <div class="sheet"><table class="\(kind)">
            <thead><tr>\(head)</tr></thead>
            <tbody>\(rows)</tbody>
            </table></div>
            """
    }

    /// The page of a destination.
    static func destinationLink(_ name: String) -> HTML {
        "<a href=\"/destinations/\(FormText.encode(name))\">\(name)</a>"
    }

    /// The page of a message, under whatever text.
    static func messageLink(_ number: MessageNumber?, _ text: HTML) -> HTML {
        guard let number else { return text }
        return "<a href=\"/messages/\(number)\">\(text)</a>"
    }
}

extension FeedRow.State {
    var tone: Tone {
        switch self {
        case .listening: .good
        case .standby: .quiet
        case .stopped: .bad
        }
    }
}

extension DestinationRow.State {
    var tone: Tone {
        switch self {
        case .ok: .good
        case .waiting, .paused: .warning
        }
    }
}

extension MessageRow.Status {
    var tone: Tone {
        switch self {
        case .accepted: .good
        case .unrouted, .filtered: .quiet
        case .refused, .suspect: .bad
        }
    }
}

extension DeliveryRow.State {
    var tone: Tone {
        switch self {
        case .delivered: .good
        case .waiting, .pending: .warning
        case .parked: .bad
        case .discarded, .unrecorded: .quiet
        }
    }
}

extension AttemptRow.Outcome {
    var tone: Tone {
        switch self {
        case .delivered, .confirmed: .good
        case .deferred, .unknown: .warning
        case .failed, .parked, .refused: .bad
        case .released, .discarded: .quiet
        }
    }
}
