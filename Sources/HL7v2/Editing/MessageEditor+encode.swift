// Writes an edited message: runs of segments that nobody touched are copied in one piece.

extension MessageEditor {
    /// The message as edited; the received bytes where nothing was changed.
    ///
    /// In the character set, and the byte order, of the message as received. Added segments end as its first one does.
    public func encoded() -> [UInt8] {
        guard isChanged else { return message.encoded }
        let bytes = message.bytes
        var written = EditedBytes(message)
        written += 0..<(end == 0 ? 0 : message.segment(0).range.lowerBound)
        let terminator = Array(lineEnd)
        var isTerminated = true
        var index = records[end].next
        while index != end {
            let record = records[index]
            index = record.next
            if record.isDropped { continue }
            if !isTerminated { written += terminator }
            isTerminated = true
            if record.isAsReceived, let first = record.original {
                // As many as follow one another untouched.
                var last = first
                while index == last + 1, index < end, records[index].isAsReceived, !records[index].isDropped {
                    last = index
                    index = records[index].next
                }
                written += message.segment(first).range.lowerBound..<upperBound(of: last)
                isTerminated = last < end - 1 || !lineEnd(of: last).isEmpty
            } else {
                append(record, to: &written)
                guard let segment = record.original else {
                    written += terminator
                    continue
                }
                let rest = message.segment(segment).range.upperBound..<upperBound(of: segment)
                written += Array(bytes[rest])
                isTerminated = segment < end - 1 || !rest.isEmpty
            }
        }
        if end > 0 { written += upperBound(of: end - 1)..<bytes.count }
        return written.encoded()
    }

    /// Where a segment ends with what follows it up to the next one; of the last, with its line end alone.
    private func upperBound(of segment: Int) -> Int {
        guard segment == end - 1 else { return message.segment(segment + 1).range.lowerBound }
        return lineEnd(of: segment).endIndex
    }

    /// What the segments end in: CR, LF or both.
    private var lineEnd: ArraySlice<UInt8> {
        let first = end == 0 ? [] : lineEnd(of: 0)
        return first.isEmpty ? [UInt8(ascii: "\r")] : first
    }

    private func lineEnd(of segment: Int) -> ArraySlice<UInt8> {
        let rest = message.bytes[message.segment(segment).range.upperBound...]
        let (cr, lf) = (UInt8(ascii: "\r"), UInt8(ascii: "\n"))
        if rest.first == cr { return rest.prefix(rest.dropFirst().first == lf ? 2 : 1) }
        return rest.prefix(rest.first == lf ? 1 : 0)
    }

    private func append(_ record: Record, to output: inout EditedBytes) {
        var written: [UInt8] = []
        defer { output += written }
        let separator = message.delimiters.field
        let isHeader = record.name.isHeader
        var count = record.fields.keys.max() ?? 0
        if let segment = record.original {
            count = max(count, message.fieldCount(ofSegment: segment))
            // The name as it came, which may be odd; of a header with its delimiters.
            let range = message.segment(segment).range
            let nameEnd =
                isHeader
                ? message.field(2, ofSegment: segment)?.range.upperBound
                : message.bytes[range].firstIndex(of: separator)
            written += message.bytes[range.lowerBound..<(nameEnd ?? range.upperBound)]
        } else {
            written += record.name.description.utf8
        }
        let slot = record.original.map { Slot(index: $0) }
        let pieces = PieceReplacement(delimiters: message.delimiters)
        for field in stride(from: isHeader ? 3 : 1, through: count, by: 1) {
            written.append(separator)
            let value = record.fields[field]?[...] ?? slot.map { received(field, of: $0) } ?? []
            if let removed = record.removed[field] {
                written += pieces.field(value, withoutRepetitions: removed)
            } else {
                written += value
            }
        }
    }
}
