// The sequence number protocol: the receiver's side of one link (HL7 v2.9 §2.9.1). A value; whoever keeps it makes a
// change durable together with the message that caused it, before the acknowledgment goes out.

/// How far a sender's numbered messages have been accepted.
///
/// Numbers of MSH-13 grow by one from message to message; the answer's MSA-4 says which number counts next where the
/// sender may be mistaken. 0 asks for that number, -1 asks to begin anew with whatever number comes next.
public struct SequenceLink: Hashable, Sendable {
    /// What is to become of a numbered message.
    public enum Verdict: Hashable, Sendable {
        /// It is the next one; MSA-4 repeats its number.
        case next
        /// The sender starts or restarts the link with 0; MSA-4 is what is expected, or -1 where nothing is.
        case start
        /// The sender begins anew with -1, which MSA-4 repeats.
        case resynchronise
        /// It was accepted before and the answer was lost; MSA-4 is the number after it.
        case repeated
        /// A number is missing, or comes a second time with another message: MSA-4 is the number that is expected.
        case outOfOrder
    }

    /// The last number that was accepted; `nil` while any number may be the first.
    public private(set) var last: Int64?
    /// MSH-10 of the message that had it.
    public private(set) var controlID = ""

    /// A link on which nothing was accepted yet.
    public init() {}

    /// A link as it was kept.
    public init(last: Int64, controlID: String) {
        self.last = last
        self.controlID = controlID
    }

    /// Numbers end here: MSH-13 has 15 digits (HL7 v2.9 §2.13.9.13).
    public static let highest: Int64 = 999_999_999_999_999

    /// MSH-13 as a number; `nil` where it is none that the protocol knows.
    public static func number(_ text: String) -> Int64? {
        guard let number = Int64(text), number >= -1, number <= highest else { return nil }
        return number
    }

    /// The number that is accepted next, or -1 where any is.
    public var expected: Int64 { last.map { $0 + 1 } ?? -1 }

    /// Judges a message by its number.
    ///
    /// - Returns: the verdict, and the number for MSA-4.
    public func verdict(on number: Int64, controlID: String) -> (verdict: Verdict, answer: Int64) {
        switch number {
        case 0: return (.start, expected)
        case -1: return (.resynchronise, -1)
        default: break
        }
        guard let last else { return (.next, number) }
        if number == last + 1 { return (.next, number) }
        if number == last, controlID == self.controlID { return (.repeated, expected) }
        return (.outOfOrder, expected)
    }

    /// The link after a message with a number was accepted.
    public func accepting(_ number: Int64, controlID: String) -> SequenceLink {
        switch number {
        case 0: self
        case -1: SequenceLink()
        default: SequenceLink(last: number, controlID: controlID)
        }
    }
}
