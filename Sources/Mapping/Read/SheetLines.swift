// The rows of a sheet as comma-separated values (RFC 4180), each cell with its place.
//
// Commas, semicolons or tabs between cells, whichever the header has most of; quoted cells may hold line ends.

import LocatedYAML

/// Reads a sheet row by row.
struct SheetLines {
    /// Where the file begins.
    let start: SourceLocation
    /// Where a quotation mark stands that is never closed.
    private(set) var openQuote: SourceLocation?
    private let characters: [Character]
    private let separator: Character
    private var position = 0
    private var line = 1
    private var column = 1

    /// Prepares to read a file's text, with or without a byte order mark.
    init(_ text: String, file: String) {
        start = SourceLocation(file: file, line: 1, column: 1)
        characters = Array(text.first == "\u{FEFF}" ? text.dropFirst() : text[...])
        let header =
            text.split(whereSeparator: \.isNewline).first { !$0.drop { $0 == "\u{FEFF}" }.hasPrefix("#") }
            ?? ""
        separator =
            ([",", ";", "\t"] as [Character]).max { left, right in
                header.count { $0 == left } < header.count { $0 == right }
            } ?? ","
    }

    /// The lines `# key: value` at the top; other comments are passed over.
    mutating func settings() -> [Entry] {
        var entries: [Entry] = []
        while position < characters.count, characters[position] == "#" || characters[position].isNewline {
            let place = here
            var text = ""
            while position < characters.count, !characters[position].isNewline { text.append(take()) }
            if position < characters.count { _ = take() }
            if let match = text.wholeMatch(of: /#\s*([a-z_]+)\s*:\s*(\S.*?)[\s,;]*/) {
                let value = Node(.scalar(String(match.2)), at: place)
                entries.append(Entry(key: String(match.1), at: place, value: value))
            }
        }
        return entries
    }

    /// The next row's cells, blanks around them taken off; `nil` at the end.
    mutating func next() -> [Node]? {
        guard position < characters.count else { return nil }
        var cells: [Node] = []
        while true {
            cells.append(cell())
            guard position < characters.count, take() == separator else { return cells }
        }
    }

    private var here: SourceLocation { SourceLocation(file: start.file, line: line, column: column) }

    private mutating func take() -> Character {
        let character = characters[position]
        position += 1
        if character.isNewline {
            line += 1
            column = 1
        } else {
            column += character.unicodeScalars.count
        }
        return character
    }

    /// One cell, up to the separator or line end behind it.
    private mutating func cell() -> Node {
        while position < characters.count, characters[position] == " " { _ = take() }
        let place = here
        var text = ""
        if position < characters.count, characters[position] == "\"" {
            text = quoted(from: place)
            while position < characters.count, !isEnd(characters[position]) { _ = take() }
            return Node(.scalar(text), at: place)
        }
        while position < characters.count, !isEnd(characters[position]) { text.append(take()) }
        while text.last == " " { text.removeLast() }
        return Node(.scalar(text), at: place)
    }

    private mutating func quoted(from place: SourceLocation) -> String {
        _ = take()
        var text = ""
        while position < characters.count {
            let character = take()
            guard character == "\"" else {
                text.append(character)
                continue
            }
            guard position < characters.count, characters[position] == "\"" else { return text }
            text.append(take())
        }
        openQuote = openQuote ?? place
        return text
    }

    private func isEnd(_ character: Character) -> Bool { character == separator || character.isNewline }
}
