// What a frame turned out to hold.

public import HL7v2

/// What a frame turned out to hold.
public enum Reading: Sendable {
    /// One message, or none that can be read.
    case message(MessageReading)
    /// Several messages, each of which is judged by itself.
    case batch(Batch)
}

/// How far a message can be judged by itself.
public enum MessageReading: Sendable {
    /// All is said about it.
    case judged(Judgment)
    /// Its judgment depends on those before it; see ``Intake/judge(_:acceptedAt:memory:)``.
    case exchange(HL7v2.Message)
}

/// A message as it is to be stored.
public struct JudgedMessage: Sendable {
    /// Its bytes: those of the frame, or those joined from several.
    public let bytes: [UInt8]
    /// What becomes of it.
    public let judgment: Judgment
}
