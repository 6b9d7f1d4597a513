// Where an element stands, in words: `OBX[3]-5[2].1`.

extension Message {
    /// The location of an element as this house writes locations; indices of 1 are left out.
    ///
    /// For many elements of one message ask ``MessagePlaces``, which counts its segments once.
    ///
    /// - Parameter element: an element of this message.
    /// - Returns: such as `OBX[3]-5[2].1`, or `ZPI` for a whole segment.
    public func place(of element: Element) -> String {
        var text = place(ofSegment: element.segment)
        element.appendPlace(to: &text)
        return text
    }

    /// The location of the segment at a position: its name, and which of that name it is.
    ///
    /// - Precondition: the position is below ``segmentCount``.
    public func place(ofSegment segment: Int) -> String {
        MessagePlaces.text(segmentName(segment), sequence: sequence(ofSegment: segment))
    }
}

/// The locations of many elements of one message.
public struct MessagePlaces: Sendable {
    /// The location of each segment.
    private let segments: [String]

    /// Counts the segments of a message.
    public init(_ message: Message) {
        var counts: [SegmentName: Int] = [:]
        segments = (0..<message.segmentCount).map { segment in
            let name = message.segmentName(segment)
            let count = counts[name, default: 0] + 1
            counts[name] = count
            return Self.text(name, sequence: count)
        }
    }

    /// The location of an element, as ``Message/place(of:)`` gives it.
    public func place(of element: Element) -> String {
        var text = segments[element.segment]
        element.appendPlace(to: &text)
        return text
    }

    fileprivate static func text(_ name: SegmentName, sequence: Int) -> String {
        sequence > 1 ? "\(name)[\(sequence)]" : "\(name)"
    }
}

extension Element {
    /// Appends `-5[2].1`; nothing for a whole segment.
    ///
    /// Interpolation took twice as long.
    fileprivate func appendPlace(to text: inout String) {
        if field > 0 {
            text.append("-")
            text.append(String(field))
        }
        if repetition > 1 {
            text.append("[")
            text.append(String(repetition))
            text.append("]")
        }
        for part in [component, subcomponent] where part > 0 {
            text.append(".")
            text.append(String(part))
        }
    }
}
