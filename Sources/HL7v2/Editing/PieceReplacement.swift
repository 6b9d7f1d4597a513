// Replaces one part of a field's bytes and leaves all others as they stand: empty parts, trailing delimiters, and
// whatever a sender forgot to escape.

/// Changes of a field's bytes.
struct PieceReplacement {
    let delimiters: Delimiters

    /// A field with one part replaced; what lies before the part is filled with empty parts.
    ///
    /// - Parameters:
    ///   - bytes: the field as it stands.
    ///   - path: the part; its field is not looked at.
    ///   - value: what takes the part's place.
    /// - Returns: `nil` where the message has no delimiter that could say it.
    func field(_ bytes: ArraySlice<UInt8>, replacing path: FieldPath, with value: [UInt8]) -> [UInt8]? {
        let numbers = [path.repetition, path.component, path.subcomponent].prefix { $0 != nil }
        let separators = [delimiters.repetition, delimiters.component, delimiters.subcomponent]
        var steps: [(number: Int, separator: UInt8?)] = []
        for (number, separator) in zip(numbers, separators) { steps.append((number ?? 1, separator)) }
        return replacing(steps[...], in: bytes, with: value)
    }

    private func replacing(
        _ steps: ArraySlice<(number: Int, separator: UInt8?)>,
        in bytes: ArraySlice<UInt8>,
        with value: [UInt8]
    ) -> [UInt8]? {
        guard let step = steps.first else { return value }
        guard let separator = step.separator else {
            return step.number == 1 ? replacing(steps.dropFirst(), in: bytes, with: value) : nil
        }
        var start = bytes.startIndex
        for passed in 1..<max(step.number, 1) {
            guard let end = bytes[start...].firstIndex(of: separator) else {
                guard let inner = replacing(steps.dropFirst(), in: [], with: value) else { return nil }
                let missing = [UInt8](repeating: separator, count: step.number - passed)
                return bytes + missing + inner
            }
            start = end + 1
        }
        let end = bytes[start...].firstIndex(of: separator) ?? bytes.endIndex
        guard let inner = replacing(steps.dropFirst(), in: bytes[start..<end], with: value) else {
            return nil
        }
        return bytes[..<start] + inner + bytes[end...]
    }

    /// A field without some of its repetitions.
    func field(_ bytes: ArraySlice<UInt8>, withoutRepetitions removed: Set<Int>) -> [UInt8] {
        guard let separator = delimiters.repetition else { return removed.contains(1) ? [] : Array(bytes) }
        let pieces = bytes.split(separator: separator, omittingEmptySubsequences: false)
        let kept = pieces.enumerated().filter { !removed.contains($0.offset + 1) }.map(\.element)
        return Array(kept.joined(separator: [separator]))
    }
}
