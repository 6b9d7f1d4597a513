// Writes values as YAML: plain where that is safe, quoted where not, blocks below `|`.

enum YAMLText {
    /// A new value, in the form of the old one where it can be.
    static func written(_ value: Update.NewValue, in extent: ValueExtent) -> String {
        switch value {
        case .block(let text):
            return block(text, indentation: extent.blockIndentation ?? extent.indentation + 2)
        case .texts(let texts):
            switch extent.form {
            case .dashes where !texts.isEmpty:
                let lead = String(repeating: " ", count: extent.column)
                return texts.map { "- \(scalar($0, isInFlow: false))" }.joined(separator: "\n\(lead)")
            case .flowList, .dashes: return flowList(texts)
            default:
                return texts.count == 1 ? scalar(texts[0], isInFlow: extent.isInFlow) : flowList(texts)
            }
        }
    }

    /// `|` and the lines below it, without a line end behind the last one.
    private static func block(_ text: String, indentation: Int) -> String {
        let lead = String(repeating: " ", count: indentation)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let endsLine = lines.last?.isEmpty == true
        if endsLine { lines.removeLast() }
        let header = endsLine ? "|" : "|-"
        return header + lines.map { $0.isEmpty ? "\n" : "\n\(lead)\($0)" }.joined()
    }

    private static func flowList(_ texts: [String]) -> String {
        "[\(texts.map { scalar($0, isInFlow: true) }.joined(separator: ", "))]"
    }

    /// A text as a plain or quoted scalar.
    static func scalar(_ text: String, isInFlow: Bool) -> String {
        if isPlain(text, isInFlow: isInFlow) { return text }
        if text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) {
            return "'\(text.replacing("'", with: "''"))'"
        }
        let escaped = text.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\r": "\\r"
            case "\t": "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: String(Character(scalar))
            }
        }
        return "\"\(escaped.joined())\""
    }

    /// Whether YAML reads a text as it stands.
    private static func isPlain(_ text: String, isInFlow: Bool) -> Bool {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return false }
        let starters: Set<Unicode.Scalar> = [
            "'", "\"", "*", "&", "%", "@", "`", "!", "|", ">", "[", "{", "]", "}", ",", "#", "?", ":", "-",
            "=", "~",
            " ",
        ]
        let isSigned = first == "-" && text.unicodeScalars.dropFirst().first?.properties.numericType != nil
        guard !starters.contains(first) || isSigned, last != " ", last != ":" else { return false }
        guard !text.contains(": "), !text.contains(" #") else { return false }
        if isInFlow, text.contains(where: { ",[]{}".contains($0) }) { return false }
        return text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    }
}
