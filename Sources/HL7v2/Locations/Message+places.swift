// Where an element stands, in words: `OBX[3]-5[2].1`.

extension Message {
    /// The location of an element as this house writes locations; indices of 1 are left out.
    ///
    /// - Parameter element: an element of this message.
    /// - Returns: such as `OBX[3]-5[2].1`, or `ZPI` for a whole segment.
    public func place(of element: Element) -> String {
        var text = place(ofSegment: element.segment)
        if element.field > 0 { text += "-\(element.field)" }
        if element.repetition > 1 { text += "[\(element.repetition)]" }
        if element.component > 0 { text += ".\(element.component)" }
        if element.subcomponent > 0 { text += ".\(element.subcomponent)" }
        return text
    }

    /// The location of the segment at a position: its name, and which of that name it is.
    ///
    /// - Precondition: the position is below ``segmentCount``.
    public func place(ofSegment segment: Int) -> String {
        let sequence = sequence(ofSegment: segment)
        return "\(segmentName(segment))" + (sequence > 1 ? "[\(sequence)]" : "")
    }
}
