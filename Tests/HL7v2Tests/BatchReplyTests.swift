import HL7v2
import Testing

/// Replies to batches (HL7 v2.9 §2.10.3).
struct BatchReplyTests {
    private static let message = "MSH|^~\\&|A|B|C|D|20261122||ADT^A08|1|P|2.5.1\rPID|1\r"

    private static func reply(_ text: String, _ answers: [[String]]) throws -> String {
        let batch = try Batch(Array(text.utf8))
        let bytes = batch.reply(
            with: answers.map { $0.map { Array($0.utf8) } },
            controlID: "R1",
            date: try DateTime("20261122103000")
        )
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `a file is answered as a file, a batch as a batch, with counts and references`() throws {
        let text = """
            FHS|^~\\&|A|B|C|D|20261122||file||F7\rBHS|^~\\&|A|B|C|D|20261122||one||B8\r\(Self.message)\
            \(Self.message)BTS|2\rBHS|^~\\&|A2||||20261122||two||B9\rBTS|0\rFTS|2\r
            """
        #expect(
            try Self.reply(text, [["MSA|AA|1\r"], ["MSA|AE|2\r"]]) == """
                FHS|^~\\&|C|D|A|B|20261122103000||||R1|F7\r\
                BHS|^~\\&|C|D|A|B|20261122103000||||R1|B8\rMSA|AA|1\rMSA|AE|2\rBTS|2\r\
                BHS|^~\\&|||A2||20261122103000||||R1|B9\rBTS|0\rFTS|2\r
                """
        )
    }

    @Test func `each header's delimiters are kept`() throws {
        let text = "BHS#*~\\&#A#B#C#D#20261122####B8\r" + Self.message + "BTS#1\r"
        let reply = try Self.reply(text, [[]])
        #expect(reply == "BHS#*~\\&#C#D#A#B#20261122103000####R1#B8\rBTS#0\r")
    }

    @Test func `the envelope is everything but the messages`() throws {
        let text = "FHS|^~\\&|A\rBHS|^~\\&|A||||||||B8\r" + Self.message + "BTS|1\rFTS|1\r"
        let batch = try Batch(Array(text.utf8))
        #expect(batch.hasHeaders)
        #expect(String(decoding: batch.envelope, as: UTF8.self) == text.replacing(Self.message, with: ""))
        let bare = try Batch(Array((Self.message + Self.message).utf8))
        #expect(!bare.hasHeaders)
        #expect(bare.envelope.isEmpty)
        #expect(bare.controlID == "")
    }
}
