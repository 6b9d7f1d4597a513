// `encode`, `decode`, `escape` and `unescape`: base64, hexadecimal, HTML and JSON (FHIRPath §5.6, trial use).

import Foundation

/// Texts in other spellings.
enum TextCoding {
    /// The text in the form that is asked for; `nil` for an unknown form or a text that is not in it.
    static func apply(_ function: TreeFunction, _ text: String, _ form: String) -> String? {
        switch (function, form) {
        case (.encode, "ascii"):
            String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isASCII ? $0 : "?" }))
        case (.encode, "hex"): hexadecimal(text)
        case (.encode, "base64"): Data(text.utf8).base64EncodedString()
        case (.encode, "urlbase64"): urlSafe(Data(text.utf8).base64EncodedString())
        case (.decode, "hex"): fromHexadecimal(text)
        case (.decode, "base64"): fromBase64(text)
        case (.decode, "urlbase64"): fromBase64(String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }))
        case (.escape, "html"): escapedMarkup(text)
        case (.escape, "json"): escapedJSON(text)
        case (.unescape, "html"): unescapedMarkup(text)
        case (.unescape, "json"): unescapedJSON(text)
        default: nil
        }
    }

    private static func hexadecimal(_ text: String) -> String {
        text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func urlSafe(_ text: String) -> String {
        String(text.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
    }

    private static func fromHexadecimal(_ text: String) -> String? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[start..<start + 2], as: UTF8.self), radix: 16)
            else {
                return nil
            }
            bytes.append(byte)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func fromBase64(_ text: String) -> String? {
        Data(base64Encoded: text).flatMap { String(validating: $0, as: UTF8.self) }
    }

    private static let entities = [
        ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;"),
    ]

    private static func escapedMarkup(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            entities.first { $0.0 == String(scalar) }?.1 ?? String(scalar)
        }.joined()
    }

    /// Every entity once, from left to right, so that `&amp;lt;` becomes `&lt;`.
    private static func unescapedMarkup(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let start = rest.utf8.firstIndex(of: UInt8(ascii: "&")) {
            result += rest[..<start]
            rest = rest[start...]
            if let entity = entities.first(where: { rest.hasPrefix($0.1) }) {
                result += entity.0
                rest = rest.dropFirst(entity.1.count)
            } else {
                result += "&"
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }

    private static func escapedJSON(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\r": "\\r"
            case "\t": "\\t"
            case "\u{08}": "\\b"
            case "\u{0C}": "\\f"
            case _ where scalar.value < 0x20: "\\u00" + hexadecimal(String(scalar))
            default: String(scalar)
            }
        }.joined()
    }

    private static func unescapedJSON(_ text: String) -> String? {
        // Quotes that are not escaped need not be, as the text stands alone here.
        var isEscaped = false
        var quoted = ""
        for scalar in text.unicodeScalars {
            if scalar == "\"", !isEscaped { quoted += "\\" }
            isEscaped = scalar == "\\" && !isEscaped
            quoted.unicodeScalars.append(scalar)
        }
        // Whatever is no JSON has no value.
        return try? JSONDecoder().decode(String.self, from: Data("\"\(quoted)\"".utf8))
    }
}
