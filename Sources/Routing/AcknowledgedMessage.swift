// An application acknowledgment that arrives by itself: the receiver of a message tells, on a connection of its own,
// what became of it (HL7 v2.9 §2.9.3.2). MSA-2 names the message.

public import HL7v2

/// The message that an acknowledgment is about, and what it says.
public struct AcknowledgedMessage: Hashable, Sendable {
    /// MSA-2, as text: MSH-10 of the message.
    public let controlID: String
    /// MSA-1.
    public let code: Acknowledgment.Code
    /// The first code of ERR, table 0357, such as `207`; empty where there is none.
    public let errorCode: String

    /// Reads an application acknowledgment; `nil` where the message is none, or names no message.
    ///
    /// Any message with an MSA may be one: `ACK`, but also `ORR` or `ORL`. A commit acknowledgment says nothing of the
    /// message's processing.
    init?(_ message: HL7v2.Message) {
        guard let position = message.firstSegment(named: "MSA"), position <= Self.lastPosition,
            let code = message.field(1, ofSegment: position).map(message.text),
            let known = Acknowledgment.Code(rawValue: code), known.isApplication,
            let id = message.field(2, ofSegment: position).map(message.text), !id.isEmpty
        else { return nil }
        controlID = id
        self.code = known
        errorCode = Self.errorCode(of: message)
    }

    /// MSA follows the header; SFT, UAC and ARV may stand between them.
    private static let lastPosition = 8

    private static func errorCode(of message: HL7v2.Message) -> String {
        guard let position = message.firstSegment(named: "ERR") else { return "" }
        // ERR-3 since 2.5, the fourth component of ERR-1 before.
        let element =
            message.part(component: 1, subcomponent: 0, ofField: 3, inSegment: position)
            ?? message.part(component: 4, subcomponent: 1, ofField: 1, inSegment: position)
        let code = element.map(message.text) ?? ""
        return code.utf8.count <= 3 && Int(code) != nil ? code : ""
    }
}
