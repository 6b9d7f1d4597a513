// Messages in another character set: still the same message.
//
// The last byte chooses the set; what stands before is the message.

import HL7v2

extension FuzzTarget {
    static func recode(_ bytes: [UInt8]) throws(BrokenPromise) {
        guard let choice = bytes.last, let message = try? Message(Array(bytes.dropLast())) else { return }
        // A line feed in the header is data or an end, and an escape character data or a switch, by what follows
        // it; and the header changes.
        let header = message.rawBytes(message.segment(0))
        guard !header.contains(UInt8(ascii: "\n")), !header.contains(0x1B) else { return }
        let target = encoding(choice)
        let recoded = message.recoded(in: target)
        // Each character costs at most four bytes more; the header grows by the names of the sets.
        try promise(recoded.bytes.count <= 16 * bytes.count + 256, "recoding grows")
        guard let result = try? Message(recoded.bytes) else {
            throw BrokenPromise(description: "recoded in \(target.name), it cannot be read")
        }
        try promise(result.segmentCount == message.segmentCount, "recoding changes the number of segments")
        for segment in 0..<message.segmentCount {
            let name = message.segmentName(segment)
            let count = message.fieldCount(ofSegment: segment)
            let recodedCount = result.fieldCount(ofSegment: segment)
            let isHeader = segment == 0
            try promise(
                recodedCount == count || isHeader && recodedCount >= count,
                "recoding changes the number of fields"
            )
            guard recoded.substitutions == 0 else { continue }
            // Of a malformed name the first bytes are kept, which are others in another set.
            try promise(
                result.segmentName(segment) == name || !name.isWellFormed,
                "recoding changes a segment's name"
            )
            for number in 1...max(1, count) where !isHeader || !declarations.contains(number) {
                try comparesEqual(number, ofSegment: segment, message, result)
            }
        }
    }

    /// MSH-18 and MSH-20 say what the characters are.
    private static let declarations: Set<Int> = [18, 20]

    private static func comparesEqual(
        _ number: Int,
        ofSegment segment: Int,
        _ message: Message,
        _ result: Message
    ) throws(BrokenPromise) {
        guard let field = message.field(number, ofSegment: segment) else { return }
        // Sequences that spell bytes or switch sets mean what the message's own set makes of them.
        if let escape = message.delimiters.escape, message.rawBytes(field).contains(escape) { return }
        let text = message.wholeText(field)
        let other = result.field(number, ofSegment: segment).map { result.wholeText($0) }
        try promise(other?.utf8.elementsEqual(text.utf8) == true, "recoding changes a field's text")
    }
}
