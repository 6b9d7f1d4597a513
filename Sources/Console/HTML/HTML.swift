// Pages as string interpolation that can only escape: a value that is not HTML itself is always text.
//
// This stands in the place of a template library. The one at hand escapes by grapheme: a quotation mark followed by
// a combining accent is another grapheme, passes unescaped and ends the attribute. Here the bytes decide, the
// compiler checks what a page uses, and nothing is looked up by name while a page is rendered.

/// A piece of a page.
///
/// Literals are taken as they stand, interpolated values are escaped.
struct HTML: Hashable, Sendable, ExpressibleByStringInterpolation {
    private(set) var text: String

    /// A piece that is HTML already: a literal of the program.
    init(stringLiteral literal: String) {
        text = literal
    }

    init(stringInterpolation interpolation: Interpolation) {
        text = interpolation.text
    }

    /// A value as text.
    init(escaping value: String) {
        text = ""
        Self.escape(value, into: &text)
    }

    static let empty: HTML = ""

    static func + (left: HTML, right: HTML) -> HTML {
        var result = left
        result += right
        return result
    }

    static func += (left: inout HTML, right: HTML) {
        left.text += right.text
    }

    /// Collects what was interpolated.
    struct Interpolation: StringInterpolationProtocol {
        fileprivate var text: String

        init(literalCapacity: Int, interpolationCount: Int) {
            text = ""
            text.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        mutating func appendInterpolation(_ value: String) {
            HTML.escape(value, into: &text)
        }

        mutating func appendInterpolation(_ value: Int) {
            text += String(value)
        }

        mutating func appendInterpolation(_ value: MessageNumber) {
            text += value.description
        }

        mutating func appendInterpolation(_ value: DeliveryNumber) {
            text += value.description
        }

        mutating func appendInterpolation(_ html: HTML) {
            text += html.text
        }

        /// Nothing where there is nothing.
        mutating func appendInterpolation(_ html: HTML?) {
            if let html { text += html.text }
        }

        mutating func appendInterpolation(_ pieces: [HTML]) {
            for piece in pieces { text += piece.text }
        }
    }
}

extension HTML {
    /// Appends a value so that it is text between tags and inside quoted attributes alike.
    private static func escape(_ value: String, into text: inout String) {
        guard value.utf8.contains(where: { replacement(for: $0) != nil }) else {
            text += value
            return
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(value.utf8.count + 32)
        for byte in value.utf8 {
            if let replacement = replacement(for: byte) {
                bytes.append(contentsOf: replacement.utf8)
            } else {
                bytes.append(byte)
            }
        }
        text += String(decoding: bytes, as: UTF8.self)
    }

    /// What stands for a byte; every one that matters is ASCII, so UTF-8 is safe to take byte by byte.
    private static func replacement(for byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        // HTML has no such character; browsers would show a replacement character.
        case 0: "&#9216;"
        default: nil
        }
    }

}

/// Joins pieces with something between them.
func joined(_ pieces: [HTML], with separator: HTML) -> HTML {
    var result = HTML.empty
    for (index, piece) in pieces.enumerated() {
        if index > 0 { result += separator }
        result += piece
    }
    return result
}
