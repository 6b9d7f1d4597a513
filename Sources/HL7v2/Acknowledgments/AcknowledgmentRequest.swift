// Which answers a message asks for: original mode, or enhanced mode with its two acknowledgments (HL7 v2.9 §2.9.2,
// §2.9.3, table 0155).
//
// In enhanced mode the accept acknowledgment says who answers for the message from now on, the application
// acknowledgment what became of it. A refused message stays its sender's, so a sender that wants to hear of
// acceptance only hears `CE`: after `CA` it would forget the message.

/// What a message's MSH-15 and MSH-16 ask for.
public struct AcknowledgmentRequest: Hashable, Sendable {
    /// When an acknowledgment is wanted; table 0155.
    public enum Condition: String, Sendable {
        /// Always.
        case always = "AL"
        /// Never.
        case never = "NE"
        /// When the message is not accepted, or could not be processed.
        case onError = "ER"
        /// When it is, or could be.
        case onSuccess = "SU"

        func wants(success: Bool) -> Bool {
            switch self {
            case .always: true
            case .never: false
            case .onError: !success
            case .onSuccess: success
            }
        }
    }

    /// When an accept acknowledgment is wanted; `nil` in original mode.
    public let accept: Condition?
    /// When an application acknowledgment is wanted; `nil` in original mode.
    public let application: Condition?

    /// Reads a header.
    ///
    /// Both fields are valued or neither; one that is missing or unknown counts as `NE`.
    public init(_ header: MessageHeader) {
        self.init(accept: header.acceptAcknowledgment, application: header.applicationAcknowledgment)
    }

    /// Reads MSH-15 and MSH-16.
    public init(accept: String, application: String) {
        let isEnhanced = !accept.isEmpty || !application.isEmpty
        self.accept = isEnhanced ? Condition(rawValue: accept) ?? .never : nil
        self.application = isEnhanced ? Condition(rawValue: application) ?? .never : nil
    }

    /// The codes to answer, in their order: none, one, or an accept and then an application acknowledgment.
    public func answers(to outcome: Acknowledgment.Outcome) -> [Acknowledgment.Code] {
        guard let accept, let application else { return [Acknowledgment.Code(outcome)] }
        let isSuccess = outcome == .accepted
        let applicationCode = Acknowledgment.Code(outcome)
        let tellsApplication = application.wants(success: isSuccess)
        switch outcome {
        case .accepted, .processingError:
            // Read and understood; a processing error is the application's to tell, if it may.
            if isSuccess || tellsApplication {
                let first: [Acknowledgment.Code] = accept.wants(success: true) ? [.commitAccept] : []
                return first + (tellsApplication ? [applicationCode] : [])
            }
            return accept.wants(success: false) ? [.commitError] : []
        case .notAcceptable, .systemProblem, .outOfSequence:
            if accept.wants(success: false) {
                return [outcome == .notAcceptable ? .commitReject : .commitError]
            }
            return tellsApplication ? [applicationCode] : []
        }
    }
}
