// Which fields of a segment, which parts of a field and which segments are there at all: one bit each.
//
// Most rules of a map are about fields that a message does not have. Looking once at where a segment's separators
// stand tells of all its fields whether they are empty, and a reader need not ask for them one by one.

extension Message {
    /// Which fields of a segment are not empty: bit `n` stands for field `n`, bit 63 for field 63 and all after it.
    ///
    /// All bits are set for a header, whose first fields are its delimiters; none where there is no such segment.
    ///
    /// - Parameter segment: the segment's position; below 0 means none.
    /// - Returns: the bits; a field whose bit is not set reads as absent.
    public func presentFields(ofSegment segment: Int) -> UInt64 {
        guard segment >= 0, segment < segmentCount else { return 0 }
        let record = index.segments[segment]
        guard !record.isHeader else { return .max }
        var bits: UInt64 = 0
        var number: UInt64 = 1
        var position = Int(record.firstSeparator)
        let last = Int(record.endSeparator)
        while position < last {
            let end = position + 1 < last ? index.separators[position + 1] : record.end
            if index.separators[position] + 1 < end { bits |= 1 << min(number, Self.lastBit) }
            number += 1
            position += 1
        }
        return bits
    }

    /// Which segments the message may have, by their names: bit ``SegmentName/presenceBit`` of each is set.
    ///
    /// Several names share a bit, so a bit that is set proves nothing; a name whose bit is not set is not there.
    public func presentSegments() -> UInt64 {
        var bits: UInt64 = 0
        for record in index.segments { bits |= record.name.presenceBit }
        return bits
    }

    /// Which parts of an element are not empty: components of a field or repetition, subcomponents of a component.
    ///
    /// Bit `n` stands for part `n`, bit 63 for part 63 and all after it. Of a field all repetitions count. All bits
    /// are set for what is never split: segments, fields of delimiters, subcomponents.
    ///
    /// - Parameter element: the element.
    /// - Returns: the bits; a part whose bit is not set reads as absent.
    public func presentParts(of element: Element) -> UInt64 {
        let delimiter: UInt8?
        switch element.level {
        case .segment, .subcomponent: return .max
        case .field, .repetition: delimiter = delimiters.component
        case .component: delimiter = delimiters.subcomponent
        }
        guard let delimiter, !isAtomic(element), element.count <= Self.longestSurvey else { return .max }
        let repetition = element.level == .field ? delimiters.repetition ?? delimiter : delimiter
        let bytes = index.bytes
        let span = bytes.span
        var bits: UInt64 = 0
        var number: UInt64 = 1
        var isEmpty = true
        for offset in element.range {
            let byte = span[offset]
            if byte == delimiter {
                number += 1
                isEmpty = true
            } else if byte == repetition {
                number = 1
                isEmpty = true
            } else if isEmpty {
                bits |= 1 << min(number, Self.lastBit)
                isEmpty = false
            }
        }
        return bits
    }

    private static let lastBit: UInt64 = 63
    /// Longer values are documents, whose parts are found by `memchr`.
    private static let longestSurvey = 256
}
