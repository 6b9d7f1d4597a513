// Messages of one commit: grown row by row in the arrays' final binary form, all of one UTC day.

import PostgreSQL

/// The messages of one commit.
struct AcceptBatch: Sendable {
    let day: StoreDay
    private(set) var messages: [CommittedMessage] = []
    private(set) var payloadBytes = 0
    private var columns: AcceptColumns

    init(day: StoreDay, capacity: Int = 0) {
        self.day = day
        columns = AcceptColumns(payloadCapacity: capacity)
    }

    /// The same messages again, for a part of a batch that was refused as a whole.
    init(day: StoreDay, of messages: some Sequence<CommittedMessage>, limits: StoreLimits) {
        self.init(day: day)
        for message in messages { append(message, limits: limits) }
    }

    mutating func append(_ message: CommittedMessage, limits: StoreLimits) {
        columns.append(message.id, message.message, limits: limits)
        payloadBytes += message.message.payload.count
        messages.append(message)
    }

    /// Whether one more message of so many bytes keeps within the caps; an empty batch takes any.
    func hasRoom(for bytes: Int, limits: StoreLimits) -> Bool {
        messages.isEmpty || (messages.count < limits.batchRows && payloadBytes + bytes <= limits.batchBytes)
    }

    var statements: [Statement] { columns.statements(day: day) }

    /// Two halves in the same order; nil for a single message.
    func halves(limits: StoreLimits) -> (AcceptBatch, AcceptBatch)? {
        guard messages.count > 1 else { return nil }
        let middle = messages.count / 2
        return (
            AcceptBatch(day: day, of: messages[..<middle], limits: limits),
            AcceptBatch(day: day, of: messages[middle...], limits: limits)
        )
    }
}
