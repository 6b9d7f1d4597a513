// What libYAML could not read, in words for someone who writes maps and not parsers.

import Yams

/// The advice for expressions that YAML itself would misread.
enum BlockForm {
    /// Characters that mean something to YAML at the start of a value.
    static let starters: Set<Character> = ["'", "\"", "*", "&", "%", "@", "`", "!", "|", ">", "[", "{"]

    static let advice = """
        put an expression that starts with a quote, `*`, `&`, `%` or `@` on a line of its own below `>-`, indented
        """.replacing("\n", with: " ")

    /// Shows the block form of a `key: value` line that YAML misread, or `nil` where that is not the trouble.
    static func suggestion(for line: Substring) -> String? {
        guard let colon = line.firstRange(of: ": ") else { return nil }
        let value = line[colon.upperBound...].drop { $0 == " " }
        let inner = value.dropFirst()
        guard let first = value.first, starters.contains(first) || inner.contains(": ") else { return nil }
        let key = line[..<colon.lowerBound].drop { $0 == " " || $0 == "-" }
        return "if this is an expression, write `\(key): >-` and the expression on the next line, indented"
    }
}

extension Diagnostic {
    init(_ error: YamlError, in text: String, file: String) {
        switch error {
        case .scanner(let context, let problem, let mark, _),
            .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let place = Self.place(of: mark, or: context?.mark, in: text)
            let line = Self.line(place.line, of: text)
            self.init(
                .error,
                at: SourceLocation(file: file, line: place.line, column: place.column),
                Self.plainWords(problem, context: context?.text),
                suggestion: problem.hasPrefix(Self.unclosedFlow) ? nil : BlockForm.suggestion(for: line)
            )
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.map { "`\($0)`" }.joined(separator: ", ")
            self.init(
                .error,
                at: SourceLocation(
                    file: file,
                    line: max(1, context.mark.line),
                    column: max(1, context.mark.column)
                ),
                "\(names) stands here twice",
                suggestion: "keep one of them"
            )
        case .reader(let problem, _, _, _):
            self.init(
                .error,
                at: SourceLocation(file: file, line: 1, column: 1),
                "not readable as UTF-8 text: \(problem)"
            )
        default:
            self.init(
                .error,
                at: SourceLocation(file: file, line: 1, column: 1),
                "the file cannot be read as YAML"
            )
        }
    }

    /// libYAML often stops on the line after the mistake; its context names where the construct began.
    private static func place(of mark: Mark, or context: Mark?, in text: String) -> (line: Int, column: Int) {
        if let context, BlockForm.suggestion(for: line(context.line, of: text)) != nil {
            return (max(1, context.line), max(1, context.column))
        }
        return (max(1, mark.line), max(1, mark.column))
    }

    private static func line(_ number: Int, of text: String) -> Substring {
        let lines = text.split(separator: "\n", maxSplits: number, omittingEmptySubsequences: false)
        return lines.indices.contains(number - 1) ? lines[number - 1] : ""
    }

    /// What libYAML says of `[` and `{` that do not end; no expression begins so.
    private static let unclosedFlow = "did not find expected ',' or"

    private static func plainWords(_ problem: String, context: String?) -> String {
        switch problem {
        case "mapping values are not allowed in this context":
            "a second `: ` on this line, or wrong indentation"
        case "found character that cannot start any token":
            "YAML cannot begin a value with this character (a tab cannot indent)"
        case "found undefined alias":
            "`*` begins an alias in YAML, and there is none of this name"
        case "did not find expected key":
            "the indentation does not fit, or text follows a closing quote"
        case "found unexpected end of stream":
            "a quote is opened here and never closed"
        case "did not find expected ',' or ']'":
            "a list begins with `[`, and a `,` or its `]` is missing"
        case "did not find expected ',' or '}'":
            "keys and values begin with `{`, and a `,` or their `}` is missing"
        case "did not find expected '-' indicator":
            "a list and a key stand side by side, the indentation does not fit"
        case "could not find expected ':'":
            "a key without its `: `"
        case "found unknown escape character":
            "there is no such escape between double quotes"
        case "but found another document":
            "a second document begins, and a file holds one"
        default:
            context.map { "\(problem) \($0)" } ?? problem
        }
    }
}
