// The abstract message syntax of the embedded table, read into a tree (HL7 v2.9 §2.12).
//
// `[X]` optional, `{X}` repeats, `NAME(...)` a group, `<A|B>` a choice. `NEW=OLD(...)`, `NEW=(...)` and `-OLD(...)`
// carry canonical names, as scripts/generate-hl7v2-definitions describes. The text is the project's own table.

/// A segment, a group or a choice of a message structure.
struct GrammarItem {
    enum Kind {
        case segment(SegmentName)
        case group(name: String, alias: String?, isTransparent: Bool, members: [GrammarItem])
        case choice([SegmentName])
    }

    var kind: Kind
    var isOptional = false
    var repeats = false
}

struct GrammarParser {
    private let text: [UInt8]
    private var offset = 0

    /// The members of the message's root.
    static func parse(_ grammar: some StringProtocol) -> [GrammarItem] {
        var parser = GrammarParser(text: Array(grammar.utf8))
        return parser.items(until: nil)
    }

    private init(text: [UInt8]) {
        self.text = text
    }

    private var next: UInt8? { offset < text.count ? text[offset] : nil }

    private mutating func take(_ character: Character) -> Bool {
        guard next == character.asciiValue else { return false }
        offset += 1
        return true
    }

    private mutating func items(until closer: Character?) -> [GrammarItem] {
        var items: [GrammarItem] = []
        while next != nil {
            if let closer, take(closer) { break }
            if take(" ") { continue }
            items += item()
        }
        return items
    }

    private mutating func item() -> [GrammarItem] {
        if take("[") {
            return items(until: "]").map { item in
                var item = item
                item.isOptional = true
                return item
            }
        }
        if take("{") {
            return items(until: "}").map { item in
                var item = item
                item.repeats = true
                return item
            }
        }
        if take("<") { return choice() }
        return [named()]
    }

    /// A choice among segments; where groups or optional items stand in one, they are meant one after the other.
    private mutating func choice() -> [GrammarItem] {
        var items: [GrammarItem] = []
        var isPlain = true
        while next != nil, !take(">") {
            if take("|") || take(" ") { continue }
            for var item in item() {
                if case .segment = item.kind, !item.isOptional, !item.repeats {
                } else {
                    isPlain = false
                }
                item.isOptional = true
                items.append(item)
            }
        }
        guard isPlain else { return items }
        let names = items.compactMap { item -> SegmentName? in
            guard case .segment(let name) = item.kind else { return nil }
            return name
        }
        return [GrammarItem(kind: .choice(names))]
    }

    private mutating func named() -> GrammarItem {
        let isTransparent = take("-")
        let name = word()
        let alias: String? = take("=") ? word() : nil
        guard take("(") else {
            if name.isEmpty { offset += 1 }
            return GrammarItem(kind: .segment(SegmentName(name.utf8)))
        }
        let members = items(until: ")")
        let known = alias.flatMap { $0.isEmpty ? nil : $0 }
        return GrammarItem(
            kind: .group(name: name, alias: known, isTransparent: isTransparent, members: members)
        )
    }

    private mutating func word() -> String {
        let start = offset
        while let byte = next,
            byte == UInt8(ascii: "_") || (48...57).contains(byte) || (65...90).contains(byte)
        {
            offset += 1
        }
        return String(decoding: text[start..<offset], as: UTF8.self)
    }
}
