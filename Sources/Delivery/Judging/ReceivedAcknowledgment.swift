// What an HL7 v2 receiver said of a message, and whose fault that makes it.

public import HL7v2

/// A receiver's acknowledgment, as far as judging it goes.
///
/// It carries codes only: the receiver's texts are kept for the operator, never judged.
public struct ReceivedAcknowledgment: Hashable, Sendable {
    /// What it says; table 0008.
    public typealias Code = Acknowledgment.Code

    /// MSA-1.
    public var code: Code

    /// The codes of table 0357 that it names as reasons, in its order.
    public var errors: [Int]

    /// Describes an acknowledgment.
    public init(_ code: Code, errors: [Int] = []) {
        self.code = code
        self.errors = errors
    }
}

extension Verdict {
    /// Table 0357: the message lacks or misuses something, or is of a kind that the receiver never takes.
    private static let permanentErrors: Set<Int> = [100, 101, 102, 103, 200, 201, 202, 203]

    /// Judges an acknowledgment.
    ///
    /// An AR alone is not permanent: it is also what a receiver says that cannot work now (HL7 v2.5 §2.9.2.2). A locked
    /// record (206) and an application that failed inside (207) may pass too, and as often do not: a message that
    /// always draws one of them must not hold its lane for ever, so that they count against the message, whose tries
    /// are bounded.
    public init(_ acknowledgment: ReceivedAcknowledgment) {
        if acknowledgment.code.isPositive {
            self = .delivered
        } else if !Self.permanentErrors.isDisjoint(with: acknowledgment.errors) {
            self = .rejected
        } else {
            self = .messageFault
        }
    }
}

extension ReceivedAcknowledgment: CustomStringConvertible {
    /// The code and the first error's number, such as `AE 207`.
    public var description: String {
        code.rawValue + (errors.first.map { " \($0)" } ?? "")
    }
}
