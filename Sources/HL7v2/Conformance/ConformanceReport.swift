// What a check found, ready for an acknowledgment's ERR segments.

/// The problems of one message, in message order.
public struct ConformanceReport: Sendable {
    /// The problems; their texts name places and rules, never values of the message.
    public internal(set) var problems: [Acknowledgment.Problem] = []
    /// Whether there were more than are listed.
    public internal(set) var isCut = false

    /// After this many problems checking ends.
    public static let limit = 200

    /// Those that the standard or a profile forbids.
    public var errors: [Acknowledgment.Problem] { problems.filter { $0.severity != .warning } }

    /// How a message with errors is answered.
    ///
    /// Not acceptable (`AR`) where its type, event, processing id or version is not known, else as a processing
    /// error (`AE`).
    public var refusal: Acknowledgment.Outcome {
        let rejecting: Set<ErrorCode> = [
            .unsupportedMessageType, .unsupportedEvent, .unsupportedProcessingID, .unsupportedVersion,
        ]
        return errors.contains { rejecting.contains($0.code) } ? .notAcceptable : .processingError
    }

    mutating func add(
        _ code: ErrorCode,
        _ severity: Acknowledgment.Problem.Severity,
        at location: ErrorLocation?,
        _ text: String
    ) {
        guard problems.count < Self.limit else {
            isCut = true
            return
        }
        problems.append(
            Acknowledgment.Problem(code: code, severity: severity, location: location, text: text)
        )
    }
}
