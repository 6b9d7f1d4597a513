// Bytes shown as text: what is UTF-8 as it is, what is not or has no picture as its number.

/// Bytes as a page shows them.
enum RawText {
    /// Text with a line a segment; carriage returns end lines, other control bytes and bytes that are not UTF-8
    /// appear as `\x0B`.
    static func render(_ bytes: [UInt8], limit: Int) -> HTML {
        var html = HTML.empty
        var plain = ""
        var decoder = Unicode.UTF8.ForwardParser()
        var iterator = bytes.prefix(limit).makeIterator()
        var position = 0
        reading: while true {
            switch decoder.parseScalar(from: &iterator) {
            case .valid(let encoded):
                let scalar = Unicode.UTF8.decode(encoded)
                position += encoded.count
                if scalar == "\r" || scalar == "\n" {
                    if scalar == "\r" || !plain.hasSuffix("\n") { plain.unicodeScalars.append("\n") }
                } else if scalar.properties.generalCategory == .control {
                    html += "\(plain)\(number(of: encoded))"
                    plain = ""
                } else {
                    plain.unicodeScalars.append(scalar)
                }
            case .error(let length):
                html += "\(plain)\(number(of: bytes[position..<position + length]))"
                plain = ""
                position += length
            case .emptyInput:
                break reading
            }
        }
        html += "\(plain)"
        return bytes.count > limit ? html + "<i class=\"cut\">…\nThe rest is not shown.</i>" : html
    }

    /// The beginning of a text, cut between characters.
    static func cut(_ text: String, limit: Int) -> (text: String, isWhole: Bool) {
        guard text.utf8.count > limit else { return (text, true) }
        var kept = Array(text.utf8.prefix(limit))
        // A byte 10xxxxxx continues a character: one that is cut in two goes as a whole.
        while let last = kept.last, last & 0xC0 == 0x80 { kept.removeLast() }
        if let last = kept.last, last >= 0xC0 { kept.removeLast() }
        return (String(decoding: kept, as: UTF8.self), false)
    }

    private static func number(of bytes: some Sequence<UInt8>) -> HTML {
        let digits = Array("0123456789ABCDEF")
        let text = bytes.map { "\\x\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }.joined()
        return "<b class=\"byte\">\(text)</b>"
    }
}
