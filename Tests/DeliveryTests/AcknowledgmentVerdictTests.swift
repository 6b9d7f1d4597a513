// Whose fault a negative acknowledgment is, and which reply belongs to which message.

import HL7v2
import MLLP
import MessageStore
import Testing

@testable import Delivery

struct AcknowledgmentVerdictTests {
    typealias Code = ReceivedAcknowledgment.Code

    private static func verdict(_ code: Code, _ errors: [Int]) -> Verdict {
        VerdictTable.standard.verdict(for: .acknowledged(ReceivedAcknowledgment(code, errors: errors)))
    }

    private static let negative: [Code] = [.error, .reject, .commitError, .commitReject]

    @Test(arguments: [Code.accept, .commitAccept])
    func `A positive acknowledgment counts as delivered, whatever it remarks`(code: Code) {
        #expect(Self.verdict(code, []) == .delivered)
        #expect(Self.verdict(code, [101]) == .delivered)
    }

    @Test(arguments: negative, [100, 101, 102, 103, 200, 201, 202, 203])
    func `What another attempt cannot change is rejected`(code: Code, error: Int) {
        #expect(Self.verdict(code, [error]) == .rejected)
        #expect(Self.verdict(code, [207, error]) == .rejected)
    }

    @Test(arguments: negative, [[], [104], [204], [205], [206], [207], [999], [204, 206]])
    func `Anything else counts against the message, a bounded number of times`(code: Code, errors: [Int]) {
        #expect(Self.verdict(code, errors) == .messageFault)
    }

    @Test func `Bytes that cannot be sent are rejected`() {
        #expect(VerdictTable.standard.verdict(for: .unsendable) == .rejected)
    }

    @Test(arguments: [
        (["ERR||PID^1^5|101^Required field missing^HL70357|E"], [101]),
        (["ERR||PID^1^5|101|E", "ERR||OBX^1^5|207|E"], [101, 207]),
        (["ERR||PID^1^5|103|W", "ERR|||0|I"], []),
        (["ERR||||E"], []),
        (["ERR||PID^1^5|LOCAL^Our own|E"], []),
        (["ERR||PID^1^5|47110815|E"], []),
        (["ERR|PID^1^5^101&Required field missing&HL70357~OBX^1^5^206"], [101, 206]),
        ([], []),
    ])
    func `Errors are read where each version has them`(segments: [String], errors: [Int]) throws {
        let text = segments.map { "\($0)\r" }.joined()
        let reply = try #require(MLLPReply(HL7Samples.reply("AE", "C1") + Array(text.utf8)))
        #expect(reply.acknowledgment == ReceivedAcknowledgment(.error, errors: errors))
        #expect(reply.controlID == "C1")
    }

    @Test func `An error condition in MSA-6 counts where there is no ERR`() throws {
        let reply = try #require(MLLPReply(HL7Samples.reply("AR", "C1|text|||203^Unsupported version")))
        #expect(reply.acknowledgment == ReceivedAcknowledgment(.reject, errors: [203]))
    }

    @Test func `A reason for parking names code and error, and no text of the receiver`() {
        let answer = Answer.acknowledged(ReceivedAcknowledgment(.error, errors: [101]))
        #expect(ParkReason(answer).code == "mllp-AE-101")
        #expect(answer.description == "AE 101")
        #expect(ParkReason(.acknowledged(ReceivedAcknowledgment(.reject))).code == "mllp-AR")
    }
}

struct MLLPExchangeTests {
    private static func exchange(
        enhanced: (String, String)? = nil,
        awaited: MLLPEndpoint.Awaited = .accept,
        earlier: MLLPExchange.Earlier? = nil
    ) throws -> MLLPExchange {
        let message = HL7Samples.message("C2", enhanced: enhanced)
        return try #require(MLLPExchange(message, awaited: awaited, earlier: earlier))
    }

    @Test(arguments: ["AA", "AE", "AR", "CA", "CE", "CR"])
    func `A reply belongs to the message whose number it repeats`(code: String) throws {
        #expect(try Self.exchange().match(HL7Samples.reply(code, "C2")) == .reply)
        #expect(try Self.exchange().match(HL7Samples.reply(code, "C1")) == .foreign)
        #expect(try Self.exchange().match(HL7Samples.reply(code, "c2")) == .foreign)
    }

    @Test func `Only a refusal may leave out whom it answers`() throws {
        #expect(try Self.exchange().match(HL7Samples.reply("AR", "")) == .reply)
        #expect(try Self.exchange().match(HL7Samples.reply("AA", "")) == .foreign)
    }

    @Test(arguments: ["", "\u{6}", "MSH|", "hello", "MSH|^~\\&|LAB\r", "MSH|^~\\&|LAB\rMSA|OK|C2\r"])
    func `What is no acknowledgment answers nothing`(text: String) throws {
        #expect(try Self.exchange().match(Array(text.utf8)) == .foreign)
    }

    @Test func `A commit is waited beyond only where the message asks for more, and the site does too`()
        throws
    {
        let commit = HL7Samples.reply("CA", "C2")
        #expect(try Self.exchange(enhanced: ("AL", "AL")).match(commit) == .reply)
        #expect(try Self.exchange(enhanced: ("AL", "AL"), awaited: .application).match(commit) == .stepOver)
        #expect(try Self.exchange(enhanced: ("AL", "NE"), awaited: .application).match(commit) == .reply)
        #expect(try Self.exchange(awaited: .application).match(commit) == .reply)
        let refusal = HL7Samples.reply("CE", "C2")
        #expect(try Self.exchange(enhanced: ("AL", "AL"), awaited: .application).match(refusal) == .reply)
    }

    @Test func `An application's answer to a committed message is stepped over`() throws {
        let exchange = try Self.exchange(earlier: .init(controlID: "C1"))
        #expect(exchange.match(HL7Samples.reply("AA", "C1")) == .stepOver)
        #expect(exchange.match(HL7Samples.reply("CA", "C1")) == .foreign)
        #expect(exchange.match(HL7Samples.reply("AA", "C0")) == .foreign)
        let second = try Self.exchange(earlier: .init(controlID: "C1", wasBlock: true))
        #expect(second.match(HL7Samples.reply("CE", "C1")) == .stepOver)
    }

    @Test(arguments: [[0x0B], [0x1C, 0x0D], [0x1C]] as [[UInt8]])
    func `Bytes that would break the frame are not sent`(bytes: [UInt8]) {
        #expect(MLLPExchange(HL7Samples.message("C1") + bytes, awaited: .accept) == nil)
    }

    @Test func `What is not HL7 v2 is not sent`() {
        #expect(MLLPExchange(Array(#"{"resourceType":"Bundle"}"#.utf8), awaited: .accept) == nil)
    }
}
