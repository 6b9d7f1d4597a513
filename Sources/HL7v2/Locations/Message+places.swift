// Where an element stands, in words: `OBX[3]-5[2].1`.

extension Message {
    /// The location of an element as this house writes locations; indices of 1 are left out.
    ///
    /// For many elements of one message ask ``MessagePlaces``, which counts its segments once.
    ///
    /// - Parameter element: an element of this message.
    /// - Returns: such as `OBX[3]-5[2].1`, or `ZPI` for a whole segment.
    public func place(of element: Element) -> String {
        place(ofSegment: element.segment) + element.placeInSegment
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
        segments[element.segment] + element.placeInSegment
    }

    fileprivate static func text(_ name: SegmentName, sequence: Int) -> String {
        sequence > 1 ? "\(name)[\(sequence)]" : "\(name)"
    }
}

extension Element {
    /// `-5[2].1`; nothing for a whole segment.
    fileprivate var placeInSegment: String {
        var text = ""
        if field > 0 { text += "-\(field)" }
        if repetition > 1 { text += "[\(repetition)]" }
        if component > 0 { text += ".\(component)" }
        if subcomponent > 0 { text += ".\(subcomponent)" }
        return text
    }
}
