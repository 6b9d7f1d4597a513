// What is answered in enhanced mode: which acknowledgments, and what they say of themselves.

import HL7v2
import Testing

struct AcknowledgmentRequestTests {
    /// A refused message stays its sender's: where it hears of acceptance only, it hears that there was none.
    @Test(arguments: [
        ("AL", "NE", ["CE"]), ("AL", "AL", ["CA", "AE"]), ("AL", "ER", ["CA", "AE"]), ("AL", "SU", ["CE"]),
        ("ER", "NE", ["CE"]), ("ER", "AL", ["AE"]), ("SU", "NE", []), ("NE", "ER", ["AE"]), ("NE", "SU", []),
        ("", "AL", ["AE"]), ("AL", "", ["CE"]), ("xx", "NE", []),
    ])
    func `a processing error is told to whoever wants to hear of it`(
        accept: String,
        application: String,
        expected: [String]
    ) {
        let request = AcknowledgmentRequest(accept: accept, application: application)
        #expect(request.answers(to: .processingError).map(\.rawValue) == expected)
    }

    @Test(arguments: [("NE", "AL", ["AR"]), ("NE", "ER", ["AR"]), ("AL", "AL", ["CR"]), ("NE", "NE", [])])
    func `what is not acceptable is said once`(accept: String, application: String, expected: [String]) {
        let request = AcknowledgmentRequest(accept: accept, application: application)
        #expect(request.answers(to: .notAcceptable).map(\.rawValue) == expected)
    }

    @Test func `an application acknowledgment of enhanced mode wants no answer`() throws {
        let message = try Message(Array("MSH|^~\\&|A|B|C|D|2026||ADT^A01|7|P|2.5.1|||AL|AL\rPID|1\r".utf8))
        var answer = Acknowledgment(.accept)
        answer.isOwnExchange = true
        let date = DateTime(utcMilliseconds: 0)
        let encoded = try Message(answer.encoded(for: message, controlID: "X1", date: date))
        #expect(encoded.header.acceptAcknowledgment == "NE")
        #expect(encoded.header.applicationAcknowledgment == "NE")
        #expect(try encoded.text(at: Location("MSA-2")) == "7")
        let plain = try Message(
            Acknowledgment(.commitAccept).encoded(for: message, controlID: "X2", date: date)
        )
        #expect(!plain.header.isEnhancedMode)
        #expect(try plain.text(at: Location("MSA-1")) == "CA")
    }
}
