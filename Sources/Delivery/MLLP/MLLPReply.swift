// An acknowledgment as it came, reduced to what is judged: its code, whom it answers, and its errors' codes.
//
// The texts of MSA-3 and ERR stay in the bytes, which are kept for the operator; they may hold patient data.

import HL7v2

/// An acknowledgment that was read.
struct MLLPReply: Hashable, Sendable {
    /// MSA-2.
    let controlID: String
    /// What it says.
    let acknowledgment: ReceivedAcknowledgment

    /// Errors that are read of one reply.
    static let errorLimit = 50
    /// Numbers that can be codes; a longer one might be anybody's, and would be shown as the reason.
    private static let codes = 1...999

    /// Reads a reply; nil where it is no HL7 v2, has no MSA, or a code that table 0008 does not have.
    init?(_ bytes: [UInt8]) {
        guard let message = try? Message(bytes),  // What cannot be read answers nothing.
            let answer = message.firstSegment(named: "MSA"),
            let code = message.value(1, ofSegment: answer).flatMap(ReceivedAcknowledgment.Code.init)
        else { return nil }
        controlID = message.value(2, ofSegment: answer) ?? ""
        acknowledgment = ReceivedAcknowledgment(code, errors: Self.errors(of: message, answer))
    }

    /// The codes of table 0357, wherever the version has them: ERR-3, or ERR-1 up to 2.4, or MSA-6.
    private static func errors(of message: Message, _ answer: Int) -> [Int] {
        var errors: [Int] = []
        for segment in message.segments(named: "ERR").prefix(errorLimit) {
            // ERR-4: what is said for information, or did not hinder, is no reason.
            if let severity = message.value(4, ofSegment: segment), ["I", "W"].contains(severity) {
                continue
            }
            if let code = message.value(3, ofSegment: segment) {
                errors += [Int(code)].compactMap(\.self)
            } else if let old = message.field(1, ofSegment: segment) {
                errors += message.repetitions(of: old).prefix(errorLimit).compactMap { repetition in
                    message.component(4, of: repetition).flatMap { message.firstValue(of: $0) }
                        .flatMap { Int(message.text($0)) }
                }
            }
        }
        if errors.isEmpty, let code = message.value(6, ofSegment: answer) {
            errors += [Int(code)].compactMap(\.self)
        }
        return errors.filter { codes.contains($0) }
    }
}

extension Message {
    /// The first value of a field, as text.
    fileprivate func value(_ field: Int, ofSegment segment: Int) -> String? {
        self.field(field, ofSegment: segment).flatMap { firstValue(of: $0) }.map { text($0) }
    }
}
