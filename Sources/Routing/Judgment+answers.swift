// What the sender is told, for each way a judgment can go. No answer repeats anything of the message but its header.

import HL7v2

extension Judgment {
    /// A message that is taken: `AA`.
    static func accepted(
        _ message: HL7v2.Message,
        status: Status,
        deliveries: [Delivery],
        acceptedAt: Int64
    ) -> Judgment {
        Judgment(message, status, Acknowledgment(.accept), deliveries: deliveries, acceptedAt: acceptedAt)
    }

    /// A message that no map can turn, where the site leaves such messages with their sender: `AE`, naming the
    /// rules' complaints.
    static func refused(
        _ message: HL7v2.Message,
        unmappable problems: [Complaint],
        acceptedAt: Int64
    ) -> Judgment {
        let complaints = problems.map { problem in
            Acknowledgment.Problem(
                code: .applicationError,
                location: problem.location.flatMap { ErrorLocation($0) },
                text: problem.text
            )
        }
        let reason = problems.first.map { "not mappable: \($0)" } ?? "not mappable"
        return Judgment(
            message,
            .refused(reason: reason),
            Acknowledgment(.error, problems: complaints),
            acceptedAt: acceptedAt
        )
    }

    /// Bytes that are no message: `AR` with an empty MSA-2.
    static func refused(unreadable error: ParseError, acceptedAt: Int64) -> Judgment {
        Judgment(
            status: .refused(reason: error.description),
            acknowledgment: Acknowledgment.encoded(
                for: error,
                controlID: answerID(for: "", at: acceptedAt),
                date: DateTime(utcMilliseconds: acceptedAt)
            ),
            controlID: "",
            type: "",
            sender: "",
            deliveries: []
        )
    }

    fileprivate init(
        _ message: HL7v2.Message,
        _ status: Status,
        _ acknowledgment: Acknowledgment,
        deliveries: [Delivery] = [],
        acceptedAt: Int64
    ) {
        let header = message.header
        self.init(
            status: status,
            acknowledgment: acknowledgment.encoded(
                for: message,
                controlID: Self.answerID(for: header.controlID, at: acceptedAt),
                date: DateTime(utcMilliseconds: acceptedAt)
            ),
            controlID: header.controlID,
            type: header.messageStructure.isEmpty ? header.type : "\(header.type)^\(header.messageStructure)",
            sender: Self.sender(header),
            deliveries: deliveries
        )
    }

    private static func sender(_ header: MessageHeader) -> String {
        let parts = [header.sendingApplication, header.sendingFacility]
        return parts.allSatisfy(\.isEmpty) ? "" : parts.joined(separator: "|")
    }

    /// MSH-10 of an answer: 17 characters made from what is answered and when, so that judging stays pure.
    private static func answerID(for controlID: String, at acceptedAt: Int64) -> String {
        let hash = UInt64(bitPattern: LaneKey(.listener, controlID, String(acceptedAt)).hash)
        let digits = String(hash, radix: 16, uppercase: true)
        return "A" + String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension Intake {
    /// Judges a frame beyond the limit by its beginning: refused, with the sender's control ID where it is there.
    public func judge(oversized beginning: [UInt8], acceptedAt: Int64) -> Judgment {
        answer(
            beginning,
            Acknowledgment(.reject, problems: [.init(.tooLarge(limit: listener.frameLimit))]),
            .refused(reason: ParseError.tooLarge(limit: listener.frameLimit).description),
            acceptedAt: acceptedAt
        )
    }

    /// Judges a message that ended an earlier process: taken as it is, of which only the header is read.
    public func judge(suspect bytes: [UInt8], acceptedAt: Int64) -> Judgment {
        answer(bytes, Acknowledgment(.accept), .accepted, acceptedAt: acceptedAt)
    }

    /// The answer to a message that cannot be made durable now, for listeners that do not stay silent then.
    public func unavailable(_ bytes: [UInt8], acceptedAt: Int64) -> [UInt8] {
        let code: Acknowledgment.Code = listener.whenUnavailable == .reject ? .reject : .error
        let problem = Acknowledgment.Problem(
            code: .applicationError,
            severity: .fatal,
            text: "The message could not be stored; send it again"
        )
        let status = Judgment.Status.refused(reason: "unavailable")
        return answer(bytes, Acknowledgment(code, problems: [problem]), status, acceptedAt: acceptedAt)
            .acknowledgment
    }

    /// Answers by the header alone.
    private func answer(
        _ bytes: [UInt8],
        _ acknowledgment: Acknowledgment,
        _ status: Judgment.Status,
        acceptedAt: Int64
    ) -> Judgment {
        let end = bytes.firstIndex { $0 == 0x0D || $0 == 0x0A } ?? bytes.endIndex
        do {
            let header = try HL7v2.Message(Array(bytes[..<end]))
            return Judgment(header, status, acknowledgment, acceptedAt: acceptedAt)
        } catch {
            return .refused(unreadable: error, acceptedAt: acceptedAt)
        }
    }
}
