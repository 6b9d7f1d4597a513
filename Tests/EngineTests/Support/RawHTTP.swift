// Raw HTTP for tests: one conversation with texts.

import Peers

extension RawHTTP {
    /// Writes a text to a port of this machine and reads so many answers, or until the other side closes.
    static func talk(to port: Int, _ text: String, answers: Int = 1) async throws -> Exchange {
        var plan = Plan(port: port, parts: [Array(text.utf8)])
        plan.answers = answers
        return try await talk(plan)
    }
}
