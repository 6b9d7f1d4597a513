// `control_id: new`: a message control ID of our own in MSH-10, everything else byte for byte.
//
// The number is that of the delivery, so that every attempt sends the same bytes and what was sent can be rendered
// again. A message in UTF-16 keeps its number: its header is not searched for.

import HL7v2
import MessageStore

/// Writes another message control ID into a message.
enum ControlIDRewriting {
    /// The message with MSH-10 replaced; as it was where it has no such field to replace.
    static func replacing(_ bytes: [UInt8], with controlID: [UInt8]) -> [UInt8] {
        // What cannot be read cannot be rewritten; the transport refuses to send it.
        guard let message = try? Message(bytes), message.bytes == bytes else { return bytes }
        if let field = message.field(10, ofSegment: 0) {
            var rewritten = bytes
            rewritten.replaceSubrange(field.range, with: controlID)
            return rewritten
        }
        return inserting(controlID, into: message)
    }

    /// MSH-10 is empty or beyond the header's last separator.
    private static func inserting(_ controlID: [UInt8], into message: Message) -> [UInt8] {
        let header = message.segment(0).range
        let separator = message.delimiters.field
        var rewritten = message.bytes
        // The separator at the start of MSH-2 is the first; MSH-10 follows the ninth.
        let separators = header.filter { rewritten[$0] == separator }
        if separators.count >= 9 {
            rewritten.insert(contentsOf: controlID, at: separators[8] + 1)
        } else {
            let missing = [UInt8](repeating: separator, count: 9 - separators.count)
            rewritten.insert(contentsOf: missing + controlID, at: header.upperBound)
        }
        return rewritten
    }
}
