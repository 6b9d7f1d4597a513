// Which item of one list is meant by which of another, so that one item more is one difference and not many.
//
// Items have keys from the narrowest to the widest (the whole text; what it is about; its kind). Longest common
// subsequences are found by the first key, then in the gaps by the next one. Order counts: an item that moved is
// missing in one place and surplus in another.

/// A pair of positions; one side is `nil` where the other has no counterpart.
struct AlignedPair: Equatable {
    let expected: Int?
    let found: Int?
}

enum Alignment {
    /// The largest table of a comparison; longer lists are paired by their positions.
    static let limit = 4_000_000

    /// Pairs the items of two lists, in order.
    ///
    /// - Parameters:
    ///   - expected: the keys of each item of one list, all of one length.
    ///   - found: those of the other.
    /// - Returns: every item once, in the order of both lists.
    static func pairs(_ expected: [[String]], _ found: [[String]]) -> [AlignedPair] {
        pairs(expected[...], found[...], level: 0)
    }

    private static func pairs(
        _ expected: ArraySlice<[String]>,
        _ found: ArraySlice<[String]>,
        level: Int
    ) -> [AlignedPair] {
        let levels = expected.first?.count ?? found.first?.count ?? 0
        guard level < levels, !expected.isEmpty, !found.isEmpty else {
            return expected.indices.map { AlignedPair(expected: $0, found: nil) }
                + found.indices.map { AlignedPair(expected: nil, found: $0) }
        }
        var result: [AlignedPair] = []
        var (left, right) = (expected.startIndex, found.startIndex)
        let anchors = common(expected.map { $0[level] }, found.map { $0[level] })
        for anchor in anchors {
            let (nextLeft, nextRight) = (expected.startIndex + anchor.0, found.startIndex + anchor.1)
            result += pairs(expected[left..<nextLeft], found[right..<nextRight], level: level + 1)
            result.append(AlignedPair(expected: nextLeft, found: nextRight))
            (left, right) = (nextLeft + 1, nextRight + 1)
        }
        return result + pairs(expected[left...], found[right...], level: level + 1)
    }

    /// The longest common subsequence, as pairs of positions.
    private static func common(_ left: [String], _ right: [String]) -> [(Int, Int)] {
        var head = 0
        while head < min(left.count, right.count), left[head] == right[head] { head += 1 }
        let before = (0..<head).map { ($0, $0) }
        let (rows, columns) = (left.count - head, right.count - head)
        guard rows > 0, columns > 0, rows * columns <= limit else { return before }
        var lengths = [Int32](repeating: 0, count: (rows + 1) * (columns + 1))
        let width = columns + 1
        for row in stride(from: rows - 1, through: 0, by: -1) {
            for column in stride(from: columns - 1, through: 0, by: -1) {
                let cell = row * width + column
                lengths[cell] =
                    left[head + row] == right[head + column]
                    ? lengths[cell + width + 1] + 1 : max(lengths[cell + width], lengths[cell + 1])
            }
        }
        var pairs = before
        var (row, column) = (0, 0)
        while row < rows, column < columns {
            let cell = row * width + column
            if left[head + row] == right[head + column] {
                pairs.append((head + row, head + column))
                (row, column) = (row + 1, column + 1)
            } else if lengths[cell + width] >= lengths[cell + 1] {
                row += 1
            } else {
                column += 1
            }
        }
        return pairs
    }
}
