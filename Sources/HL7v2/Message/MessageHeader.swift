// The header's fields that routing, acknowledging and storing need, read out once as text.

/// The fields of MSH that say what a message is, where it comes from and what answer it expects.
///
/// Absent fields are empty texts. The sending and receiving names are kept raw, so that an acknowledgment can
/// give them back byte for byte.
public struct MessageHeader: Hashable, Sendable {
    /// MSH-3.1, who sends.
    public let sendingApplication: String
    /// MSH-4.1, from where.
    public let sendingFacility: String
    /// MSH-5.1, who is meant.
    public let receivingApplication: String
    /// MSH-6.1, and where.
    public let receivingFacility: String
    /// MSH-7, when the message was made, as written.
    public let dateTime: String
    /// MSH-9.1, such as `ORU`.
    public let messageCode: String
    /// MSH-9.2, such as `R01`.
    public let triggerEvent: String
    /// MSH-9.3, such as `ORU_R01`; often missing or wrong.
    public let messageStructure: String
    /// MSH-10, the message control ID.
    public let controlID: String
    /// MSH-11.1, such as `P`.
    public let processingID: String
    /// MSH-12.1 as written.
    public let versionID: String
    /// MSH-13, the sequence number, as written.
    public let sequenceNumber: String
    /// MSH-15, when an accept acknowledgment is wanted.
    public let acceptAcknowledgment: String
    /// MSH-16, when an application acknowledgment is wanted.
    public let applicationAcknowledgment: String
    /// MSH-18, the first character set named.
    public let characterSet: String

    /// The version as one that is known, where it is.
    public var version: Version? { Version(versionID) }

    /// Message code and trigger event as people write them: `ORU^R01`.
    public var type: String { triggerEvent.isEmpty ? messageCode : "\(messageCode)^\(triggerEvent)" }

    /// Whether the sender asks for enhanced mode: MSH-15 or MSH-16 is there (HL7 v2.9 §2.9.3).
    public var isEnhancedMode: Bool { !acceptAcknowledgment.isEmpty || !applicationAcknowledgment.isEmpty }
}

extension MessageHeader: CustomStringConvertible, CustomReflectable {
    /// The type and version, and nothing that names anyone.
    public var description: String { "header of \(type), version \(versionID)" }

    /// No children, so that `dump` shows no more than the description.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Message {
    /// The header's fields as text; read anew at each call.
    public var header: MessageHeader {
        func text(_ field: Int, _ component: Int = 1) -> String {
            guard let element = self.field(field, ofSegment: 0),
                let value = self.component(component, subcomponent: 0, ofField: element)
            else { return "" }
            return self.text(value)
        }
        return MessageHeader(
            sendingApplication: text(3),
            sendingFacility: text(4),
            receivingApplication: text(5),
            receivingFacility: text(6),
            dateTime: text(7),
            messageCode: text(9),
            triggerEvent: text(9, 2),
            messageStructure: text(9, 3),
            controlID: text(10),
            processingID: text(11),
            versionID: text(12),
            sequenceNumber: text(13),
            acceptAcknowledgment: text(15),
            applicationAcknowledgment: text(16),
            characterSet: text(18)
        )
    }

    /// The version that MSH-12 names, where it is one that is known.
    public var version: Version? {
        field(12, ofSegment: 0).flatMap { component(1, of: $0) }.flatMap { Version(text($0)) }
    }
}
