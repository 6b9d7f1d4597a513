// What an HL7 v2 receiver said of a message, and whose fault that makes it.

/// A receiver's acknowledgment, as far as judging it goes.
///
/// It carries codes only: the receiver's texts are kept for the operator, never judged.
public struct ReceivedAcknowledgment: Hashable, Sendable {
    /// Table 0008.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// The application took it.
        case accept = "AA"
        /// The application found an error.
        case error = "AE"
        /// The application rejected it.
        case reject = "AR"
        /// The receiver stored it.
        case commitAccept = "CA"
        /// The receiver could not store it.
        case commitError = "CE"
        /// The receiver does not take its type, version or processing id.
        case commitReject = "CR"

        /// Whether the receiver has the message.
        public var isPositive: Bool { self == .accept || self == .commitAccept }

        /// Whether it is about storing, and not the application's answer (HL7 v2.9 §2.9.3).
        public var isCommit: Bool { self == .commitAccept || self == .commitError || self == .commitReject }
    }

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
    /// Table 0357: a record is locked, or the application failed inside.
    private static let passingErrors: Set<Int> = [206, 207]

    /// Judges an acknowledgment.
    ///
    /// An AR alone is not permanent: it is also what a receiver says that cannot work now (HL7 v2.5 §2.9.2.2).
    public init(_ acknowledgment: ReceivedAcknowledgment) {
        if acknowledgment.code.isPositive {
            self = .delivered
        } else if !Self.permanentErrors.isDisjoint(with: acknowledgment.errors) {
            self = .rejected
        } else if !Self.passingErrors.isDisjoint(with: acknowledgment.errors) {
            self = .destinationFault(retryAfter: nil)
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
