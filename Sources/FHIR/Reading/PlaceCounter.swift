// Lines and columns of positions in UTF-8.

/// Counts on from where it was asked last, so that many issues do not count the whole input each.
struct PlaceCounter {
    private var last = (position: 0, place: OutcomeIssue.Position(line: 1, column: 1))

    /// The line and the character in it of a position, both from 1.
    mutating func place(of position: Int, in source: [UInt8]) -> OutcomeIssue.Position {
        let position = min(position, source.count)
        let isBehind = position >= last.position
        var line = isBehind ? last.place.line : 1
        var column = isBehind ? last.place.column : 1
        for byte in source[(isBehind ? last.position : 0)..<position] {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xc0 != 0x80 {
                column += 1
            }
        }
        last = (position, OutcomeIssue.Position(line: line, column: column))
        return last.place
    }
}
