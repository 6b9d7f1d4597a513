// What of HL7 v2 comes back in another place than it was sent in, because a version withdrew the first or several places
// mean the same in FHIR: Fixtures/round-trip/moves.tsv. It counts as kept only where the text is found there.
//
// A line is `place`, the `places` where it may stand then, parted by blanks, and `reason`, parted by tabs.

/// A field of a message, or a component of it.
struct MessagePlace {
    let segment: String
    let field: Int
    let component: Int?

    init?(_ text: some StringProtocol) {
        let parts = text.split(whereSeparator: { $0 == "-" || $0 == "." })
        guard parts.count >= 2, let field = Int(parts[1]) else { return nil }
        segment = String(parts[0])
        self.field = field
        component = parts.count > 2 ? Int(parts[2]) : nil
    }
}

/// The list of places that have others.
struct RoundTripMoves {
    private let lines: [(place: String, targets: [MessagePlace])]

    init(_ text: String) {
        lines = text.split(separator: "\n").compactMap { line in
            guard !line.hasPrefix("#") else { return nil }
            let columns = line.split(separator: "\t")
            guard columns.count == 3 else { return nil }
            return (String(columns[0]), columns[1].split(separator: " ").compactMap { MessagePlace($0) })
        }
    }

    /// Where the text of a component (`ORC-7.4`) may stand as well.
    func places(of component: String) -> [MessagePlace] {
        lines.filter { line in
            line.place == component || component.hasPrefix(line.place + ".")
                || component.hasPrefix(line.place + "-")
        }
        .flatMap(\.targets)
    }
}
