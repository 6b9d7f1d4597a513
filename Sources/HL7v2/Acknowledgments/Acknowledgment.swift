// Acknowledgments of original and enhanced mode, built as bytes (HL7 v2.9 §2.9.2, §2.9.3).
//
// An acknowledgment speaks the sender's language: its delimiters, its version's ERR, its names the other way
// round. It repeats nothing of the message but the header, and MSA-2 is MSH-10 byte for byte. Which ones a message
// gets is said in `AcknowledgmentRequest`.

/// The answer to one message.
public struct Acknowledgment: Hashable, Sendable {
    /// What the answer says; table 0008.
    public enum Code: String, Sendable, CaseIterable {
        /// Accepted.
        case accept = "AA"
        /// An error: the message, as it is, cannot be processed.
        case error = "AE"
        /// Rejected: its type, version or processing id is not taken, or the system cannot work now.
        case reject = "AR"
        /// Enhanced mode: taken, and safe with the receiver.
        case commitAccept = "CA"
        /// Enhanced mode: not taken, for any other reason than its type, version or processing id.
        case commitError = "CE"
        /// Enhanced mode: not taken, because its type, version or processing id is not.
        case commitReject = "CR"

        /// Whether it says that the message was taken.
        public var isPositive: Bool { self == .accept || self == .commitAccept }

        /// Whether it is about the processing of the message, and not only about its being taken.
        public var isApplication: Bool { self == .accept || self == .error || self == .reject }

        /// What original mode answers to an outcome (HL7 v2.9 §2.9.2).
        public init(_ outcome: Outcome) {
            self =
                switch outcome {
                case .accepted: .accept
                case .processingError, .outOfSequence: .error
                case .notAcceptable, .systemProblem: .reject
                }
        }
    }

    /// How taking a message ended.
    public enum Outcome: Sendable {
        /// It is safe with the receiver.
        case accepted
        /// Something about it cannot be processed.
        case processingError
        /// MSH-9, MSH-11 or MSH-12 is not one that the receiver takes.
        case notAcceptable
        /// The receiver cannot work.
        case systemProblem
        /// It is not the next one by its sequence number (HL7 v2.9 §2.9.1).
        case outOfSequence
    }

    /// One thing that is wrong with the message.
    public struct Problem: Hashable, Sendable {
        /// How bad it is; table 0516.
        public enum Severity: String, Sendable {
            /// It prevents processing.
            case error = "E"
            /// It prevents processing until someone intervenes.
            case fatal = "F"
            /// For information.
            case information = "I"
            /// Processing went on.
            case warning = "W"
        }

        /// The code of table 0357.
        public let code: ErrorCode
        /// How bad it is.
        public let severity: Severity
        /// Where it is.
        public let location: ErrorLocation?
        /// What is wrong, in words without any value of the message.
        public let text: String

        /// Describes a problem; the text must not contain patient data.
        public init(
            code: ErrorCode,
            severity: Severity = .error,
            location: ErrorLocation? = nil,
            text: String? = nil
        ) {
            self.code = code
            self.severity = severity
            self.location = location
            self.text = text ?? code.text
        }

        /// Describes why bytes could not be read.
        public init(_ error: ParseError) {
            self.init(code: error.code, location: error.location, text: error.description)
        }
    }

    /// What the answer says.
    public let code: Code
    /// What is wrong with the message.
    public let problems: [Problem]

    /// Whether the answer is a message of its own, of which it says that it wants no answer: the application
    /// acknowledgment of enhanced mode (HL7 v2.9 §2.9.3.2).
    public var isOwnExchange = false

    /// MSA-4, where the sender numbers its messages.
    public var expectedSequence: Int64?

    /// More problems than this are not listed.
    public static let maximumProblems = 50

    /// Puts an answer together.
    public init(_ code: Code, problems: [Problem] = []) {
        self.code = code
        self.problems = Array(problems.prefix(Self.maximumProblems))
    }

    /// The answer to a message, as bytes.
    ///
    /// - Parameters:
    ///   - message: the message that is answered.
    ///   - controlID: the answer's own MSH-10, unique and at most 20 characters.
    ///   - date: when the answer is made.
    /// - Returns: the segments MSH, MSA and ERR, each with its CR.
    public func encoded(for message: Message, controlID: String, date: DateTime) -> [UInt8] {
        var writer = AcknowledgmentWriter(delimiters: message.delimiters, version: message.version)
        writer.header(answering: message, controlID: controlID, date: date, wantsNoAnswer: isOwnExchange)
        let answered = message.field(10, ofSegment: 0).map { message.rawBytes($0) } ?? []
        writer.acknowledgment(
            code,
            answering: answered,
            text: problems.first?.text,
            expectedSequence: expectedSequence
        )
        writer.errors(problems)
        return message.inOwnCharacters(writer.bytes)
    }

    /// The answer to bytes that are no message, with an empty MSA-2, as bytes.
    public static func encoded(
        for error: ParseError,
        controlID: String,
        date: DateTime
    ) -> [UInt8] {
        let acknowledgment = Acknowledgment(.reject, problems: [Problem(error)])
        var writer = AcknowledgmentWriter(delimiters: .standard, version: .v2_5_1)
        writer.header(controlID: controlID, date: date)
        writer.acknowledgment(.reject, answering: [], text: nil)
        writer.errors(acknowledgment.problems)
        return writer.bytes
    }
}
