import HL7v2
import Peers
import Testing

struct SyntheticMessagesTests {
    @Test func `a synthetic result is a whole message of about two kilobytes`() throws {
        let messages = SyntheticMessages(run: "T", patients: 10)
        let bytes = messages.result(connection: 1, number: 7)
        #expect((1_600...2_600).contains(bytes.count))
        let message = try Message(bytes)
        #expect(message.header.controlID == "T-1-7")
        #expect(message.header.type == "ORU^R01")
    }

    @Test func `one patient belongs to one connection`() {
        let messages = SyntheticMessages(run: "T", patients: 3)
        #expect(messages.patient(connection: 0, number: 1) == messages.patient(connection: 0, number: 4))
        #expect(messages.patient(connection: 0, number: 1) != messages.patient(connection: 1, number: 1))
    }
}
