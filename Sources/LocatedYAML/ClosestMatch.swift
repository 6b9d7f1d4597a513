// "Did you mean …": the candidate nearest to what was written, by edit distance.

/// The candidate that a writer most likely meant, or `nil` where nothing is near.
///
/// Near means at most a third of the letters changed, inserted, dropped or swapped, and at least one allowed.
/// Case is ignored. Among equals the first in order wins, so the answer does not depend on hashing.
public func closestMatch(to written: String, in candidates: some Sequence<String>) -> String? {
    let target = Array(written.lowercased().unicodeScalars)
    let allowed = max(1, target.count / 3)
    var best: (distance: Int, candidate: String)?
    for candidate in candidates {
        let letters = Array(candidate.lowercased().unicodeScalars)
        guard abs(letters.count - target.count) <= allowed else { continue }
        let distance = editDistance(target, letters)
        guard distance <= allowed else { continue }
        if let found = best, (found.distance, found.candidate) <= (distance, candidate) { continue }
        best = (distance, candidate)
    }
    return best?.candidate
}

/// Optimal string alignment distance: changes, insertions, drops, and swaps of neighbours.
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for (row, letter) in left.enumerated() {
        var current = [row + 1]
        for (column, other) in right.enumerated() {
            let change = previous[column] + (letter == other ? 0 : 1)
            var least = min(change, previous[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                least = min(least, beforePrevious[column - 1] + 1)
            }
            current.append(least)
        }
        beforePrevious = previous
        previous = current
    }
    return previous[right.count]
}
