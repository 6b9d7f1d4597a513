// Messages that come in several parts: DSC at the end of a part, MSH-14 at the start of the next, and ADD where a
// segment itself was cut (HL7 v2.9 §2.9.2).
//
//     MSH…|1|…            MSH…|2|…|p
//     OBX|1|FT|a||12      ADD|345
//     ADD
//     DSC|p

/// Where a message stands among the parts of a continued one.
public struct ContinuationMarks: Hashable, Sendable {
    /// MSH-14: the pointer at which the part before ended; `nil` where this is the beginning.
    public let from: [UInt8]?
    /// DSC-1: the pointer at which the next part goes on; `nil` where this is the end.
    public let to: [UInt8]?

    /// A message that is whole by itself.
    public static let whole = ContinuationMarks(from: nil, to: nil)

    /// Whether the message is whole by itself.
    public var isWhole: Bool { from == nil && to == nil }
}

extension Message {
    /// Whether this is a part of a continued message, and which.
    ///
    /// A DSC that asks for more of a query's answer (DSC-2 `I`, or without DSC-2 in a message with segments of a
    /// query) ends no part: that message is whole.
    public var continuation: ContinuationMarks {
        ContinuationMarks(from: field(14, ofSegment: 0).map { Array(rawBytes($0)) }, to: nextPart)
    }

    private var nextPart: [UInt8]? {
        let last = segmentCount - 1
        guard segmentName(last) == "DSC", let pointer = field(1, ofSegment: last) else { return nil }
        switch field(2, ofSegment: last).map({ text($0) }) {
        case "F": break
        case nil where !isQuery: break
        default: return nil
        }
        return Array(rawBytes(pointer))
    }

    private var isQuery: Bool {
        (0..<segmentCount).contains { Self.querySegments.contains(segmentName($0)) }
    }

    private static let querySegments: Set<SegmentName> = [
        "QRD", "QPD", "QID", "QAK", "SPR", "VTQ", "ERQ", "URD",
    ]

    /// Joins the parts of a continued message.
    ///
    /// The header is the first part's, without those of the others; what ADD holds goes on where the segment before
    /// it was cut. All other segments keep their bytes; each ends with a CR.
    ///
    /// - Parameter parts: in order; at least one.
    /// - Returns: the message's bytes, or `nil` where the parts do not have the same delimiters, or are in a character
    ///   set in which they cannot be cut and joined byte by byte.
    public static func joining(_ parts: [Message]) -> [UInt8]? {
        guard let first = parts.first,
            parts.allSatisfy({ $0.index.received == nil && $0.delimiters == first.delimiters })
        else { return nil }
        var joined: [UInt8] = []
        joined.reserveCapacity(parts.reduce(0) { $0 + $1.bytes.count })
        for (number, part) in parts.enumerated() {
            for segment in part.ownSegments(isFirst: number == 0) {
                let range = part.segment(segment).range
                if part.segmentName(segment) == "ADD" {
                    if joined.last == UInt8(ascii: "\r") { joined.removeLast() }
                    joined += part.bytes[range].dropFirst(4)
                } else {
                    joined += part.bytes[range]
                }
                joined.append(UInt8(ascii: "\r"))
            }
        }
        return joined
    }

    /// The segments of a part that belong to the whole: without DSC where it points on, and without the header of a
    /// later part and what describes its sender.
    private func ownSegments(isFirst: Bool) -> Range<Int> {
        let end = nextPart == nil ? segmentCount : segmentCount - 1
        guard !isFirst else { return 0..<end }
        var start = 1
        while start < end, Self.senderSegments.contains(segmentName(start)) { start += 1 }
        return min(start, end)..<end
    }

    private static let senderSegments: Set<SegmentName> = ["SFT", "UAC", "ARV", "MSA"]
}
