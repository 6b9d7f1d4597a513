// Whether a narrative's XHTML is what FHIR allows: the elements and attributes of HTML's formatting, well nested,
// with something to be seen (FHIR R4 §2.1.10, invariants txt-1 and txt-2).

/// Checks narratives.
enum Narrative {
    private static let elements: Set<String> = [
        "a", "abbr", "acronym", "address", "b", "bdo", "big", "blockquote", "br", "caption", "center", "cite",
        "code",
        "col", "colgroup", "dd", "del", "dfn", "dir", "div", "dl", "dt", "em", "font", "h1", "h2", "h3", "h4",
        "h5",
        "h6", "hr", "i", "img", "ins", "kbd", "li", "ol", "p", "pre", "q", "s", "samp", "small", "span",
        "strike",
        "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var",
    ]
    private static let attributes: Set<String> = [
        "abbr", "accesskey", "align", "alt", "axis", "bgcolor", "border", "cellhalign", "cellpadding",
        "cellspacing",
        "cellvalign", "char", "charoff", "charset", "cite", "class", "colspan", "compact", "coords", "dir",
        "frame",
        "headers", "height", "href", "hreflang", "hspace", "id", "lang", "longdesc", "name", "noshade",
        "nowrap",
        "rel", "rev", "rowspan", "rules", "scope", "shape", "size", "span", "src", "start", "style",
        "summary",
        "tabindex", "title", "type", "valign", "value", "vspace", "width", "xmlns", "xml:lang", "xml:space",
    ]

    /// Whether a text is a `div` that may stand in a resource.
    static func isAcceptable(_ text: String) -> Bool {
        var reader = TextReader(text)
        var open: [String] = []
        var isSeen = false
        var hasRoot = false
        while !reader.isAtEnd {
            let content = reader.take { $0 != UInt8(ascii: "<") }
            if !content.allSatisfy(\.isWhitespace) {
                guard !open.isEmpty else { return false }
                isSeen = true
            }
            if reader.isAtEnd { break }
            _ = reader.take("<")
            let tag = reader.take { $0 != UInt8(ascii: ">") }
            guard reader.take(">") else { return false }
            if tag.hasPrefix("!--") { continue }
            if tag.hasPrefix("/") {
                guard open.popLast() == name(of: tag.dropFirst()) else { return false }
                continue
            }
            let name = name(of: tag[...])
            guard elements.contains(name), open.count < 128, hasRoot ? !open.isEmpty : name == "div",
                hasAllowedAttributes(tag)
            else { return false }
            hasRoot = true
            if name == "img" { isSeen = true }
            if !tag.hasSuffix("/") { open.append(name) }
        }
        return hasRoot && isSeen && open.isEmpty
    }

    private static func name(of tag: Substring) -> String {
        String(tag.prefix { !$0.isWhitespace && $0 != "/" })
    }

    private static func hasAllowedAttributes(_ tag: String) -> Bool {
        var reader = TextReader(String(tag.drop { !$0.isWhitespace }))
        while !reader.isAtEnd {
            _ = reader.take { $0 <= 0x20 || $0 == UInt8(ascii: "/") }
            if reader.isAtEnd { return true }
            let name = reader.take { $0 != UInt8(ascii: "=") && $0 > 0x20 }
            guard attributes.contains(name), reader.take("=") else { return false }
            let quote: UInt8 = reader.take("\"") ? UInt8(ascii: "\"") : UInt8(ascii: "'")
            if quote == UInt8(ascii: "'"), !reader.take("'") { return false }
            _ = reader.take { $0 != quote }
            guard reader.take(Unicode.Scalar(quote)) else { return false }
        }
        return true
    }
}
