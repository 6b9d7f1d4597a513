// Whose fault an answer is, line by line of the table.

import Delivery
import Testing

struct VerdictTests {
    @Test(arguments: [200, 201, 202, 204, 299])
    func `Every 2xx counts as delivered`(status: Int) {
        #expect(VerdictTable.standard.verdict(for: .response(status: status)) == .delivered)
    }

    @Test(arguments: [
        301, 302, 307, 308, 401, 403, 404, 405, 407, 408, 410, 425, 429, 502, 503, 504, 99, 600,
    ])
    func `Addresses, credentials, overload and gateways are the destination's fault`(status: Int) {
        let verdict = VerdictTable.standard.verdict(for: .response(status: status))
        #expect(verdict == .destinationFault(retryAfter: nil))
    }

    @Test(arguments: [400, 409, 412, 413, 415, 422, 499, 500, 501, 505, 599])
    func `Every other 4xx and 5xx is the message's fault`(status: Int) {
        #expect(VerdictTable.standard.verdict(for: .response(status: status)) == .messageFault)
    }

    @Test(arguments: [404, 405, 410])
    func `Away from the base URL a missing resource is the message's fault`(status: Int) {
        let verdict = VerdictTable.standard.verdict(for: .response(status: status), onBaseURL: false)
        #expect(verdict == .messageFault)
    }

    @Test
    func `A request to wait is handed on with the destination's fault`() {
        let answer = Answer.response(status: 503, retryAfter: .seconds(7))
        #expect(VerdictTable.standard.verdict(for: answer) == .destinationFault(retryAfter: .seconds(7)))
    }

    @Test(arguments: [AttemptFailure.Phase.preparing, .resolve, .connect, .tls, .sending])
    func `What was never written is the destination's fault`(phase: AttemptFailure.Phase) {
        let failure = AttemptFailure(phase: phase, written: false)
        #expect(VerdictTable.standard.verdict(for: .failure(failure)) == .destinationFault(retryAfter: nil))
    }

    @Test(arguments: [AttemptFailure.Phase.sending, .awaiting], [true, false])
    func `What was written and not answered has an unknown outcome`(
        phase: AttemptFailure.Phase,
        timedOut: Bool
    ) {
        let failure = AttemptFailure(phase: phase, written: true, timedOut: timedOut)
        #expect(VerdictTable.standard.verdict(for: .failure(failure)) == .unknown)
    }

    @Test
    func `A site may judge a status differently`() {
        let table = VerdictTable(overrides: [
            302: .delivered, 500: .destination, 404: .message, 504: .unknown,
        ])
        #expect(table.verdict(for: .response(status: 302)) == .delivered)
        #expect(table.verdict(for: .response(status: 500)) == .destinationFault(retryAfter: nil))
        #expect(table.verdict(for: .response(status: 404)) == .messageFault)
        #expect(table.verdict(for: .response(status: 504)) == .unknown)
    }

    @Test
    func `A failure describes itself by its phase`() {
        let failure = AttemptFailure(phase: .awaiting, written: true, timedOut: true, code: 28)
        #expect(Answer.failure(failure).description == "awaiting timed out (28)")
        #expect(Answer.response(status: 422).description == "HTTP 422")
    }
}
