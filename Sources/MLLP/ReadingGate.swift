// Whether a connection may read. Several reasons can close the gate at a time; it opens when all are gone.

struct ReadingGate {
    /// Why nothing is read.
    struct Reasons: OptionSet {
        let rawValue: UInt8
        /// Enough frames wait for their replies.
        static let unanswered = Reasons(rawValue: 1)
        /// The other side does not read its replies.
        static let unreadReplies = Reasons(rawValue: 2)
        /// The whole server is paused.
        static let paused = Reasons(rawValue: 4)
    }

    private(set) var reasons: Reasons = []

    var isOpen: Bool { reasons.isEmpty }

    mutating func set(_ reason: Reasons, _ isPresent: Bool) {
        if isPresent {
            reasons.insert(reason)
        } else {
            reasons.remove(reason)
        }
    }
}
