// Frames that become more than one stored message: batches, and parts of a whole. Nothing is answered before all of it
// is durable.

import HL7v2
import MLLP
import MessageStore
import Routing
import Synchronization

extension MLLPListener {
    /// What is sent for a batch beyond so many bytes received is not kept in memory, but made again when it is sent.
    private static let batchPayloadBytes = 8 << 20

    /// A message that is judged by what the listener remembers.
    func acceptExchange(_ message: HL7v2.Message, _ frame: ReceivedFrame) {
        let reply = FrameReply(frame.reply)
        let answer = hand(frame.bytes, .exchange(message), frame, reply)
        reply.compose { answer.contents }
    }

    /// The messages of a batch in their order, then its envelope.
    func acceptBatch(_ batch: Batch, _ frame: ReceivedFrame) {
        let intake = setting.intake
        let reply = FrameReply(frame.reply)
        let answers = batch.messages.map { range in
            let bytes = Array(batch.bytes[range])
            let reading = crashGuard.guarding(bytes) { intake.judge(bytes, acceptedAt: frame.receivedAt) }
            return hand(
                bytes,
                reading,
                frame,
                reply,
                keepsPayloads: range.upperBound <= Self.batchPayloadBytes
            )
        }
        if let envelope = intake.envelope(of: batch) {
            store(envelope.bytes, envelope.judgment, frame, reply)
        }
        reply.compose { intake.reply(to: batch, answers, acceptedAt: frame.receivedAt) }
    }

    /// Hands one message of a frame over, and gives what its sender is told.
    private func hand(
        _ bytes: [UInt8],
        _ reading: MessageReading?,
        _ frame: ReceivedFrame,
        _ reply: FrameReply,
        keepsPayloads: Bool = true
    ) -> BatchAnswer {
        var answer = BatchAnswer()
        func keep(_ bytes: [UInt8], _ judgment: Judgment) {
            answer.add(judgment)
            store(bytes, judgment, frame, reply, keepsPayloads: keepsPayloads)
        }
        switch reading {
        case .judged(let judgment): keep(bytes, judgment)
        case .exchange(let message):
            // Nobody else judges until the message is handed over, so that changes become durable in the order in
            // which they were made. The memory itself is free by then: the store may refuse a message at once, and
            // its changes are taken back.
            let isJudged = handingOver.withLock { _ in
                let judged = memory.withLock { memory in
                    crashGuard.guarding(bytes) {
                        setting.intake.judge(message, acceptedAt: frame.receivedAt, memory: &memory)
                    }
                }
                for message in judged ?? [] { keep(message.bytes, message.judgment) }
                return judged != nil
            }
            if !isJudged { answer.add(suspect(bytes, frame, reply)) }
        case nil: answer.add(suspect(bytes, frame, reply))
        }
        return answer
    }

    private func store(
        _ bytes: [UInt8],
        _ judgment: Judgment,
        _ frame: ReceivedFrame,
        _ reply: FrameReply,
        keepsPayloads: Bool = true
    ) {
        reply.expectOne()
        accept(newMessage(bytes, judgment, frame, reply: .shared(reply), keepsPayloads: keepsPayloads))
    }

    private func suspect(_ bytes: [UInt8], _ frame: ReceivedFrame, _ reply: FrameReply) -> Judgment {
        let judgment = setting.intake.judge(suspect: bytes, acceptedAt: frame.receivedAt)
        reply.expectOne()
        accept(suspect(bytes, judgment, frame, reply: .shared(reply)))
        return judgment
    }
}
