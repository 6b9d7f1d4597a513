// Messages whose judgment depends on those before them: numbered ones (HL7 v2.9 §2.9.1), and parts of continued ones
// (§2.9.2). Still pure: what is remembered is a value that goes in and comes out.

public import HL7v2

extension Intake {
    /// Whether a message cannot be judged by itself.
    func remembers(_ message: HL7v2.Message) -> Bool {
        if reception.sequenceNumbers == .check, message.field(13, ofSegment: 0) != nil { return true }
        return reception.continuation == .join && !message.continuation.isWhole
    }

    /// Judges a message by what its listener remembers.
    ///
    /// - Parameters:
    ///   - message: the message as read.
    ///   - acceptedAt: milliseconds since 1970 UTC.
    ///   - memory: what is remembered; changed where the message is taken. The changes stand in the judgments too.
    /// - Returns: what is to be stored, in order: the message, and with the last part of a continued one also the
    ///   joined message. Together their answers are what the sender is told.
    public func judge(
        _ message: HL7v2.Message,
        acceptedAt: Int64,
        memory: inout ExchangeMemory
    ) -> [JudgedMessage] {
        let header = message.header
        guard reception.sequenceNumbers == .check, !header.sequenceNumber.isEmpty else {
            return parts(Part(message, header, acceptedAt), &memory)
        }
        guard let number = SequenceLink.number(header.sequenceNumber) else {
            return [Part(message, header, acceptedAt).stored(Self.refusedNumber(header, .datatype))]
        }
        let key = ExchangeMemory.Key.link(header)
        guard memory.hasRoom(for: key) else {
            return [Part(message, header, acceptedAt).stored(.refused(header, .tooManyLinks))]
        }
        let link = memory.link(key)
        let (verdict, answer) = link.verdict(on: number, controlID: header.controlID)
        let part = Part(message, header, acceptedAt, expectedSequence: answer)
        switch verdict {
        case .repeated: return [part.stored(.repeated(header))]
        case .outOfOrder: return [part.stored(Self.refusedNumber(header, .segmentSequence))]
        case .next, .start, .resynchronise:
            var stored = parts(part, &memory)
            guard let last = stored.last, !last.judgment.status.isRefused else { return stored }
            let change = memory.remember(link.accepting(number, controlID: header.controlID), for: key)
            stored[stored.count - 1] = last.remembering([change])
            return stored
        }
    }

    private static func refusedNumber(_ header: MessageHeader, _ code: ErrorCode) -> Judgment {
        .refused(
            header,
            .outOfSequence,
            .init(
                code: code,
                location: ErrorLocation(segment: "MSH", sequence: 1, field: 13),
                text: code == .datatype
                    ? "The sequence number is not a number"
                    : "This is not the next sequence number; MSA-4 names it"
            )
        )
    }

    // MARK: Parts

    /// A message on its way through, with what its answer needs.
    private struct Part {
        let message: HL7v2.Message
        let header: MessageHeader
        let acceptedAt: Int64
        let expectedSequence: Int64?

        init(
            _ message: HL7v2.Message,
            _ header: MessageHeader,
            _ acceptedAt: Int64,
            expectedSequence: Int64? = nil
        ) {
            self.message = message
            self.header = header
            self.acceptedAt = acceptedAt
            self.expectedSequence = expectedSequence
        }

        func answered(_ judgment: Judgment, _ which: Judgment.Answers = .all) -> Judgment {
            judgment.answering(
                message,
                header,
                which,
                expectedSequence: expectedSequence,
                acceptedAt: acceptedAt
            )
        }

        func stored(_ judgment: Judgment, _ which: Judgment.Answers = .all) -> JudgedMessage {
            JudgedMessage(bytes: message.encoded, judgment: answered(judgment, which))
        }
    }

    private func parts(_ part: Part, _ memory: inout ExchangeMemory) -> [JudgedMessage] {
        let marks = reception.continuation == .join ? part.message.continuation : .whole
        if marks.isWhole {
            return [part.stored(judge(part.message, part.header, acceptedAt: part.acceptedAt))]
        }
        if let from = marks.from {
            switch memory.part(.part(from, part.header)) {
            case .complete(let controlID) where marks.to == nil && controlID == part.header.controlID:
                return [part.stored(.repeated(part.header))]
            case .open: break
            case .complete, nil: return [part.stored(.refused(part.header, .unknownBeginning))]
            }
        }
        if let to = marks.to { return [open(part, to, &memory)] }
        return complete(part, &memory)
    }

    /// A part that is not the last: kept until it comes.
    private func open(_ part: Part, _ pointer: [UInt8], _ memory: inout ExchangeMemory) -> JudgedMessage {
        let changes = memory.remember(
            .open(part.message.encoded),
            for: .part(pointer, part.header),
            at: part.acceptedAt
        )
        guard let changes else { return part.stored(.refused(part.header, .tooManyParts)) }
        let judgment = Judgment.accepted(
            part.header,
            status: .filtered(reason: "a part of a continued message; the rest is to come")
        )
        return part.stored(judgment, .first).remembering(changes)
    }

    /// The last part: the whole is judged as a message like any other.
    private func complete(_ last: Part, _ memory: inout ExchangeMemory) -> [JudgedMessage] {
        guard let chain = chain(to: last.message, last.header, memory),
            let joined = HL7v2.Message.joining(chain.messages),
            let whole = try? message(joined)
        else { return [last.stored(.refused(last.header, .cannotBeJoined))] }
        let header = whole.header
        let verdict = judge(whole, header, acceptedAt: last.acceptedAt)
        guard !verdict.status.isRefused else {
            return [last.stored(.refused(last.header, as: verdict))]
        }
        var changes = chain.keys.dropFirst().map { memory.change($0, to: nil) }
        let mark = ExchangeMemory.Part.complete(by: last.header.controlID)
        changes += chain.keys.first.flatMap { memory.remember(mark, for: $0, at: last.acceptedAt) } ?? []
        let note = Judgment.accepted(
            last.header,
            status: .filtered(reason: "the last part of a continued message, which is stored next")
        )
        // Original mode answers a part by its own number; enhanced mode the whole by the first part's, once.
        let answer = Part(whole, header, last.acceptedAt)
        return [
            last.stored(note, .first),
            answer.stored(verdict, .application).remembering(changes),
        ]
    }

    /// The parts of a message from its first to its last, and the entries that hold them, the latest first.
    private func chain(
        to last: HL7v2.Message,
        _ header: MessageHeader,
        _ memory: ExchangeMemory
    ) -> (messages: [HL7v2.Message], keys: [ExchangeMemory.Key])? {
        var messages = [last]
        var keys: [ExchangeMemory.Key] = []
        var pointer = last.continuation.from
        while let from = pointer {
            let key = ExchangeMemory.Key.part(from, header)
            // A pointer that leads back to itself would never end.
            guard keys.count < ExchangeMemory.maximumParts, !keys.contains(key),
                case .open(let bytes) = memory.part(key), let message = try? message(bytes)
            else { return nil }
            keys.append(key)
            messages.append(message)
            pointer = message.continuation.from
        }
        return (messages.reversed(), keys)
    }
}

extension JudgedMessage {
    fileprivate func remembering(_ changes: [ExchangeMemory.Change]) -> JudgedMessage {
        var judgment = judgment
        judgment.memory += changes
        return JudgedMessage(bytes: bytes, judgment: judgment)
    }
}

extension Judgment {
    /// A message that was taken before, and whose answer was lost.
    fileprivate static func repeated(_ header: MessageHeader) -> Judgment {
        .accepted(header, status: .filtered(reason: "taken before; its sender repeats it"))
    }

    fileprivate static func refused(_ header: MessageHeader, _ problem: Acknowledgment.Problem) -> Judgment {
        refused(header, .processingError, problem)
    }
}

extension Acknowledgment.Problem {
    fileprivate static var unknownBeginning: Self {
        Self(
            code: .unknownKey,
            location: ErrorLocation(segment: "MSH", sequence: 1, field: 14),
            text: "The part that this message continues is not known; send all parts again"
        )
    }

    fileprivate static var tooManyLinks: Self {
        Self(code: .applicationError, text: "Too many senders number their messages here")
    }

    fileprivate static var tooManyParts: Self {
        Self(code: .applicationError, text: "Too many continued messages are not complete yet")
    }

    fileprivate static var cannotBeJoined: Self {
        Self(
            code: .applicationError,
            text:
                "The parts cannot be joined: they differ in delimiters, or their character set cannot be cut"
        )
    }
}
