// From where to where a value stands in the text of a YAML file.
//
// Knows the forms that people write in tests: plain and quoted texts, blocks below `|` and `>`, lists in brackets and
// lists of dashes. Whether it was right is proved by reading the changed text again.

import LocatedYAML

/// A value's place in a text.
struct ValueExtent {
    /// How a value is written.
    enum Form {
        case plain, quoted, block, flowList, dashes
    }

    let form: Form
    /// The value's scalars; of a block without the line end behind it.
    let range: Range<Int>
    /// How many columns its first line is indented.
    let indentation: Int
    /// How many columns the lines of a block are indented; `nil` for other forms.
    var blockIndentation: Int?
    /// The column of the value, from 0.
    let column: Int
    /// Whether it stands inside brackets.
    let isInFlow: Bool

    /// Finds the value that begins at a place; `nil` where there is none.
    init?(in text: [Unicode.Scalar], at location: SourceLocation) {
        var lineStart = 0
        for _ in 1..<max(1, location.line) {
            guard let end = text[lineStart...].firstIndex(of: "\n") else { return nil }
            lineStart = end + 1
        }
        let start = lineStart + location.column - 1
        guard start < text.count else { return nil }
        column = location.column - 1
        indentation = Self.indentation(of: text, from: lineStart)
        let before = text[lineStart..<start]
        isInFlow = before.contains("{") || before.contains("[")
        switch text[start] {
        case "|", ">":
            form = .block
            let parent = Self.keyIndentation(of: before)
            let block = Self.blockEnd(text, from: start, parent: parent)
            range = start..<block.end
            blockIndentation = block.indentation
        case "'", "\"":
            form = .quoted
            guard let end = Self.quoteEnd(text, from: start) else { return nil }
            range = start..<end
        case "[":
            form = .flowList
            guard let end = Self.bracketEnd(text, from: start) else { return nil }
            range = start..<end
        case "-" where start + 1 < text.count && text[start + 1] == " ":
            form = .dashes
            range = start..<Self.dashesEnd(text, from: start, column: column)
        default:
            form = .plain
            range = start..<Self.plainEnd(text, from: start, isInFlow: isInFlow)
        }
    }

    private static func indentation(of text: [Unicode.Scalar], from lineStart: Int) -> Int {
        text[lineStart...].prefix { $0 == " " }.count
    }

    /// The column of the key whose value follows: behind blanks and dashes.
    private static func keyIndentation(of before: ArraySlice<Unicode.Scalar>) -> Int {
        before.prefix { $0 == " " || $0 == "-" }.count
    }

    /// A block goes on as long as lines are indented deeper than its key, or empty.
    private static func blockEnd(
        _ text: [Unicode.Scalar],
        from start: Int,
        parent: Int
    ) -> (end: Int, indentation: Int?) {
        var end = text[start...].firstIndex(of: "\n") ?? text.count
        var found: Int?
        var line = end + 1
        while line < text.count {
            let lineEnd = text[line...].firstIndex(of: "\n") ?? text.count
            let depth = indentation(of: text, from: line)
            let isEmpty = text[line..<lineEnd].allSatisfy { $0 == " " || $0 == "\r" }
            guard isEmpty || depth > parent else { break }
            if !isEmpty {
                found = found ?? depth
                end = lineEnd
            }
            line = lineEnd + 1
        }
        return (end, found)
    }

    private static func quoteEnd(_ text: [Unicode.Scalar], from start: Int) -> Int? {
        let quote = text[start]
        var position = start + 1
        while position < text.count {
            if quote == "\"", text[position] == "\\" {
                position += 2
                continue
            }
            if text[position] == quote {
                guard quote == "'", position + 1 < text.count, text[position + 1] == "'" else {
                    return position + 1
                }
                position += 1
            }
            position += 1
        }
        return nil
    }

    private static func bracketEnd(_ text: [Unicode.Scalar], from start: Int) -> Int? {
        var depth = 0
        var position = start
        while position < text.count {
            switch text[position] {
            case "[": depth += 1
            case "]":
                depth -= 1
                if depth == 0 { return position + 1 }
            case "'", "\"":
                guard let end = quoteEnd(text, from: position) else { return nil }
                position = end
                continue
            default: break
            }
            position += 1
        }
        return nil
    }

    /// A list of dashes goes on as long as lines begin with a dash in its column, or are indented deeper.
    private static func dashesEnd(_ text: [Unicode.Scalar], from start: Int, column: Int) -> Int {
        var end = text[start...].firstIndex(of: "\n") ?? text.count
        var line = end + 1
        while line < text.count {
            let lineEnd = text[line...].firstIndex(of: "\n") ?? text.count
            let depth = indentation(of: text, from: line)
            let isDash = depth == column && line + depth < lineEnd && text[line + depth] == "-"
            guard isDash || (depth > column && depth < lineEnd - line) else { break }
            end = lineEnd
            line = lineEnd + 1
        }
        return end
    }

    /// A plain text on one line, up to a comment, or to what ends it inside brackets.
    private static func plainEnd(_ text: [Unicode.Scalar], from start: Int, isInFlow: Bool) -> Int {
        var end = start
        var position = start
        while position < text.count, text[position] != "\n", text[position] != "\r" {
            if text[position] == "#", position > start, text[position - 1] == " " { break }
            if isInFlow, text[position] == "," || text[position] == "]" || text[position] == "}" { break }
            position += 1
            if text[position - 1] != " " { end = position }
        }
        return end
    }
}
