// The codes an acknowledgment names an error with: table 0357, message error condition codes.
//
// The texts are this project's own words for them.

/// A code of table 0357.
public enum ErrorCode: Int, Sendable, CaseIterable {
    /// The message was accepted.
    case accepted = 0
    /// Segments are missing or in the wrong order.
    case segmentSequence = 100
    /// A required field is missing.
    case requiredFieldMissing = 101
    /// A value does not fit its datatype.
    case datatype = 102
    /// A coded value is not in its table.
    case tableValueNotFound = 103
    /// A value is longer than allowed.
    case valueTooLong = 104
    /// The message code is not supported.
    case unsupportedMessageType = 200
    /// The trigger event is not supported.
    case unsupportedEvent = 201
    /// The processing id is not supported.
    case unsupportedProcessingID = 202
    /// The version is not supported.
    case unsupportedVersion = 203
    /// The patient, order or other thing named is not known.
    case unknownKey = 204
    /// The thing named exists already.
    case duplicateKey = 205
    /// The record is locked by another.
    case recordLocked = 206
    /// An error inside the application.
    case applicationError = 207

    /// A few words for people, without any content of a message.
    public var text: String {
        switch self {
        case .accepted: "Message accepted"
        case .segmentSequence: "Segment sequence error"
        case .requiredFieldMissing: "Required field missing"
        case .datatype: "Data type error"
        case .tableValueNotFound: "Table value not found"
        case .valueTooLong: "Value too long"
        case .unsupportedMessageType: "Unsupported message type"
        case .unsupportedEvent: "Unsupported event code"
        case .unsupportedProcessingID: "Unsupported processing id"
        case .unsupportedVersion: "Unsupported version id"
        case .unknownKey: "Unknown key identifier"
        case .duplicateKey: "Duplicate key identifier"
        case .recordLocked: "Application record locked"
        case .applicationError: "Application internal error"
        }
    }
}
