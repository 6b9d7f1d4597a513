// A batch in one frame: its messages are judged one by one, its envelope is kept beside them, and one reply answers
// for all (HL7 v2.9 §2.10.3).

public import HL7v2

extension Intake {
    /// The envelope of a batch as it is stored: headers and trailers, and what is odd about them; `nil` without any.
    public func envelope(of batch: Batch) -> JudgedMessage? {
        guard batch.hasHeaders else { return nil }
        let count = batch.messages.count
        var note =
            "the envelope of \(count) \(count == 1 ? "message" : "messages"), which are stored before it"
        for warning in batch.warnings { note += "; \(warning)" }
        let judgment = Judgment(
            status: .filtered(reason: note),
            verdict: Verdict(outcome: .accepted),
            answers: [],
            controlID: batch.controlID,
            type: batch.fileHeader == nil ? "BHS" : "FHS",
            sender: "",
            deliveries: []
        )
        return JudgedMessage(bytes: batch.envelope, judgment: judgment)
    }

    /// The reply to a batch.
    ///
    /// - Parameters:
    ///   - batch: the batch.
    ///   - answers: for each message, in order, what its sender is told and whether it is bad news.
    ///   - acceptedAt: milliseconds since 1970 UTC.
    /// - Returns: the contents of the frames to send: a batch of answers for a batch, the answers themselves for
    ///   messages without an envelope. None where nobody wants an answer.
    public func reply(to batch: Batch, _ answers: [BatchAnswer], acceptedAt: Int64) -> [[UInt8]] {
        guard reception.batchReply != .none else { return [] }
        let asked = answers.contains { !$0.contents.isEmpty }
        guard asked || answers.isEmpty else { return [] }
        let given = answers.map { reception.batchReply == .errors && !$0.isNegative ? [] : $0.contents }
        guard batch.hasHeaders else { return given.flatMap(\.self) }
        let reply = batch.reply(
            with: given,
            controlID: Judgment.answerID(for: batch.controlID, "batch", at: acceptedAt),
            date: DateTime(utcMilliseconds: acceptedAt)
        )
        return [reply]
    }
}

/// What the sender of one message of a batch is told.
public struct BatchAnswer: Sendable {
    /// The answers that it asks for.
    public var contents: [[UInt8]] = []
    /// Whether the message was refused.
    public var isNegative = false

    /// Nothing yet.
    public init() {}

    /// Adds what was said about one of the messages stored for it.
    public mutating func add(_ judgment: Judgment) {
        contents += judgment.answers
        if judgment.status.isRefused { isNegative = true }
    }
}
