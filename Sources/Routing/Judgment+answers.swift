// What the sender is told, for each way a judgment can go. No answer repeats anything of the message but its header.

import HL7v2

/// How taking a message ended, and what was wrong with it.
struct Verdict {
    let outcome: Acknowledgment.Outcome
    var problems: [Acknowledgment.Problem] = []
    /// The code of original mode, where a listener chooses another than the outcome's own.
    var originalCode: Acknowledgment.Code?
}

extension Judgment {
    /// A message that is taken.
    static func accepted(
        _ header: MessageHeader,
        status: Status,
        deliveries: [Delivery] = [],
        note: String? = nil
    ) -> Judgment {
        var judgment = Judgment(header, status, Verdict(outcome: .accepted), deliveries: deliveries)
        judgment.note = note
        return judgment
    }

    /// A message that does not conform to the standard or the listener's profile.
    static func refused(_ header: MessageHeader, nonconforming report: ConformanceReport) -> Judgment {
        Judgment(
            header,
            .refused(reason: report.note ?? "does not conform"),
            Verdict(outcome: report.refusal, problems: report.errors)
        )
    }

    /// A message that no map can turn, where the site leaves such messages with their sender: an application error
    /// that names the rules' complaints.
    static func refused(_ header: MessageHeader, unmappable problems: [Complaint]) -> Judgment {
        let complaints = problems.map { problem in
            Acknowledgment.Problem(
                code: .applicationError,
                location: problem.location.flatMap { ErrorLocation($0) },
                text: problem.text
            )
        }
        let reason = problems.first.map { "not mappable: \($0)" } ?? "not mappable"
        return Judgment(
            header,
            .refused(reason: reason),
            Verdict(outcome: .processingError, problems: complaints)
        )
    }

    /// A message with a processing id that the listener does not take (HL7 v2.9 §2.9.2.1, code 202).
    static func refused(processingIDOf header: MessageHeader) -> Judgment {
        let problem = Acknowledgment.Problem(
            code: .unsupportedProcessingID,
            location: ErrorLocation(segment: "MSH", sequence: 1, field: 11),
            text: "This listener does not take messages of this processing id"
        )
        return refused(header, .notAcceptable, problem)
    }

    /// A message with one problem.
    static func refused(
        _ header: MessageHeader,
        _ outcome: Acknowledgment.Outcome,
        _ problem: Acknowledgment.Problem
    ) -> Judgment {
        Judgment(header, .refused(reason: problem.text), Verdict(outcome: outcome, problems: [problem]))
    }

    /// A message that is refused as another one is, of which it is a part.
    static func refused(_ header: MessageHeader, as other: Judgment) -> Judgment {
        Judgment(header, other.status, other.verdict)
    }

    /// Bytes that are no message: `AR` with an empty MSA-2.
    static func refused(unreadable error: ParseError, acceptedAt: Int64) -> Judgment {
        let answer = Acknowledgment.encoded(
            for: error,
            controlID: answerID(for: "", at: acceptedAt),
            date: DateTime(utcMilliseconds: acceptedAt)
        )
        return Judgment(
            status: .refused(reason: error.description),
            verdict: Verdict(outcome: .notAcceptable, problems: [.init(error)]),
            answers: [answer],
            controlID: "",
            type: "",
            sender: "",
            deliveries: []
        )
    }

    fileprivate init(
        _ header: MessageHeader,
        _ status: Status,
        _ verdict: Verdict,
        deliveries: [Delivery] = []
    ) {
        self.init(
            status: status,
            verdict: verdict,
            answers: [],
            controlID: header.controlID,
            type: header.messageStructure.isEmpty ? header.type : "\(header.type)^\(header.messageStructure)",
            sender: Self.sender(header),
            deliveries: deliveries
        )
    }

    /// Which of the answers that a message asks for are given.
    enum Answers {
        case all
        /// In enhanced mode the accept acknowledgment; in original mode its only one.
        case first
        /// In enhanced mode the application's; in original mode none.
        case application
    }

    /// The judgment with what its sender is told: nothing to an acknowledgment, which is never acknowledged itself.
    ///
    /// - Parameters:
    ///   - message: the message that is answered.
    ///   - header: its header.
    ///   - which: which of the answers it asks for.
    ///   - expectedSequence: MSA-4, where the sender numbers its messages.
    ///   - acceptedAt: milliseconds since 1970 UTC.
    /// - Returns: the same judgment, with its answers.
    func answering(
        _ message: HL7v2.Message,
        _ header: MessageHeader,
        _ which: Answers = .all,
        expectedSequence: Int64? = nil,
        acceptedAt: Int64
    ) -> Judgment {
        guard header.messageCode != "ACK" else { return self }
        let request = AcknowledgmentRequest(header)
        var codes = request.answers(to: verdict.outcome)
        if request.accept == nil, let code = verdict.originalCode { codes = [code] }
        switch which {
        case .all: break
        case .first: if request.accept != nil { codes.removeAll(where: \.isApplication) }
        case .application: codes = request.accept == nil ? [] : codes.filter(\.isApplication)
        }
        var answered = self
        answered.answers = codes.map { code in
            var answer = Acknowledgment(code, problems: code.isPositive ? [] : verdict.problems)
            answer.isOwnExchange = request.accept != nil && code.isApplication
            answer.expectedSequence = expectedSequence
            return answer.encoded(
                for: message,
                controlID: Self.answerID(for: header.controlID, code.rawValue, at: acceptedAt),
                date: DateTime(utcMilliseconds: acceptedAt)
            )
        }
        return answered
    }

    private static func sender(_ header: MessageHeader) -> String {
        let parts = [header.sendingApplication, header.sendingFacility]
        return parts.allSatisfy(\.isEmpty) ? "" : parts.joined(separator: "|")
    }

    /// MSH-10 of an answer: 17 characters made from what is answered and when, so that judging stays pure.
    static func answerID(
        for controlID: String,
        _ code: String = "",
        at acceptedAt: Int64
    ) -> String {
        let hash = UInt64(bitPattern: LaneKey(.listener, controlID, code, String(acceptedAt)).hash)
        let digits = String(hash, radix: 16, uppercase: true)
        return "A" + String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension Intake {
    /// Judges a frame beyond the limit by its beginning: refused, with the sender's control ID where it is there.
    public func judge(oversized beginning: [UInt8], acceptedAt: Int64) -> Judgment {
        let error = ParseError.tooLarge(limit: reception.frameLimit)
        let verdict = Verdict(outcome: .systemProblem, problems: [.init(error)])
        return answer(beginning, verdict, .refused(reason: error.description), acceptedAt: acceptedAt)
    }

    /// Judges a message that ended an earlier process: taken as it is, of which only the header is read.
    public func judge(suspect bytes: [UInt8], acceptedAt: Int64) -> Judgment {
        answer(bytes, Verdict(outcome: .accepted), .accepted, acceptedAt: acceptedAt)
    }

    /// The answers to a message that cannot be made durable now, for listeners that do not stay silent then.
    public func unavailable(_ bytes: [UInt8], acceptedAt: Int64) -> [[UInt8]] {
        let problem = Acknowledgment.Problem(
            code: .applicationError,
            severity: .fatal,
            text: "The message could not be stored; send it again"
        )
        let verdict = Verdict(
            outcome: .systemProblem,
            problems: [problem],
            originalCode: reception.whenUnavailable == .reject ? .reject : .error
        )
        return answer(bytes, verdict, .refused(reason: "unavailable"), acceptedAt: acceptedAt).answers
    }

    /// Answers by the header alone.
    private func answer(
        _ bytes: [UInt8],
        _ verdict: Verdict,
        _ status: Judgment.Status,
        acceptedAt: Int64
    ) -> Judgment {
        do {
            let message = try HL7v2.Message(
                HL7v2.Message.headerBytes(of: bytes),
                characters: reception.characters
            )
            let header = message.header
            return Judgment(header, status, verdict).answering(message, header, acceptedAt: acceptedAt)
        } catch {
            return .refused(unreadable: error, acceptedAt: acceptedAt)
        }
    }
}

extension ConformanceReport {
    /// How a message does not conform, in a line: its first error, and how many there are; `nil` without errors.
    var note: String? {
        guard let first = errors.first else { return nil }
        let place = first.location.map { "\($0): " } ?? ""
        let others = errors.count == 1 ? "" : " (and \(errors.count - 1)\(isCut ? " or more" : "") others)"
        return "does not conform: \(place)\(first.text)\(others)"
    }
}
