// One message and the reply that belongs to it: pure, so that every order of answers can be tested without sockets.
//
// A reply belongs to a message by MSA-2 alone (HL7 v2.9 §2.9.2); that it comes next is not enough, because an
// answer to an earlier message may come late.

import HL7v2
import MLLP

/// What a message's reply must say.
struct MLLPExchange: Hashable, Sendable {
    /// A message that was done before all its answers had come.
    struct Earlier: Hashable, Sendable {
        /// Its MSH-10.
        let controlID: String
        /// Whether its commit block ended it, so that even its accept acknowledgment may still come.
        var wasBlock = false
    }

    /// MSH-10 of the message, which MSA-2 repeats.
    let controlID: String
    /// Which answer ends it.
    let awaited: MLLPEndpoint.Awaited
    /// Whether a commit block ends it, in release 2: where the site says so, or no acknowledgment is to come.
    let endsWithCommit: Bool
    /// The message before it on its connection, if that one was done with a commit.
    var earlier: Earlier?

    /// Reads what is needed of a message; nil where its bytes cannot stand in an MLLP frame or are no HL7 v2.
    init?(_ bytes: [UInt8], awaited: MLLPEndpoint.Awaited, earlier: Earlier? = nil) {
        // What cannot be read is what nil says; its bytes must appear nowhere else.
        guard Self.fitsInFrame(bytes), let message = try? Message(bytes) else { return nil }
        let header = message.header
        controlID = header.controlID
        // Without a wish for the application's answer there is none to wait for (table 0155: NE is never).
        let asks = !["", "NE"].contains(header.applicationAcknowledgment)
        self.awaited = asks ? awaited : .accept
        let expectsAnswer = !AcknowledgmentRequest(header).answers(to: .accepted).isEmpty
        endsWithCommit = awaited == .commit || !expectsAnswer
        self.earlier = earlier
    }

    /// What a frame that came in is to this message.
    func match(_ frame: [UInt8]) -> MLLPClient.Match {
        guard let reply = MLLPReply(frame) else { return .foreign }
        let code = reply.acknowledgment.code
        if reply.controlID == controlID {
            return code == .commitAccept && awaited == .application ? .stepOver : .reply
        }
        // A receiver that could not read the header does not know whom it answers; nobody else waits here.
        if reply.controlID.isEmpty, !code.isPositive { return .reply }
        // A further answer to a message that was done with its commit.
        if let earlier, reply.controlID == earlier.controlID, earlier.wasBlock || code.isApplication {
            return .stepOver
        }
        return .foreign
    }

    /// Whether the end of a frame, or the start of another, does not stand within the bytes.
    private static func fitsInFrame(_ bytes: [UInt8]) -> Bool {
        var before: UInt8 = 0
        for byte in bytes {
            if byte == 0x0B || (byte == 0x0D && before == 0x1C) { return false }
            before = byte
        }
        return before != 0x1C
    }
}
