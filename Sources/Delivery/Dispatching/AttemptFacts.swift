// What is known of an attempt beside its verdict, and the settlements made of it.

import MessageStore

/// What is written down of an attempt.
struct AttemptFacts: Sendable {
    var code = 0
    var attempts: Int
    var latency = Duration.zero
    var error: String?
    var sentHash: [UInt8]?
    var response: [UInt8]?

    /// An attempt that is about to be sent.
    init(delivery: LaneDelivery, sentHash: [UInt8], followsParked: Bool) {
        attempts = delivery.attempts
        self.sentHash = sentHash
        if followsParked { error = "an earlier one is parked" }
    }

    /// An attempt that never got as far as sending.
    init(error: String, delivery: LaneDelivery) {
        attempts = delivery.attempts
        self.error = error
    }

    /// Adds what came back.
    ///
    /// Answers are kept for failures only, and bounded.
    mutating func take(_ reply: Reply, _ verdict: Verdict, latency: Duration) {
        self.latency = latency
        code = reply.answer.code
        guard verdict != .delivered else { return }
        error = reply.answer.description
        response = reply.body.isEmpty ? nil : Array(reply.body.prefix(Dispatcher.keptAnswerBytes))
    }

    var record: AttemptRecord {
        AttemptRecord(
            code: Int32(clamping: code),
            attempts: Int32(clamping: attempts),
            latencyMilliseconds: Int32(clamping: latency.wholeMilliseconds),
            error: error,
            sentHash: sentHash,
            response: response
        )
    }
}

extension Answer {
    /// The number to write down: the HTTP status, or the first error of table 0357; 0 where there is none.
    fileprivate var code: Int {
        switch self {
        case .response(let status, _): status
        case .acknowledged(let acknowledgment): acknowledgment.errors.first ?? 0
        case .committed, .unsendable, .failure: 0
        }
    }
}

extension Dispatcher {
    /// Puts an outcome into the store's words, in the order in which it has to be written.
    func settlements(
        of delivery: LaneDelivery,
        _ destination: DestinationID,
        _ outcome: LaneOutcome,
        _ facts: AttemptFacts?
    ) -> [Settlement] {
        let record = facts?.record ?? AttemptRecord(attempts: Int32(clamping: delivery.attempts))
        return outcomes(outcome, record).map { stored in
            Settlement(
                place: delivery.place,
                destination: destination,
                keys: delivery.keys,
                mayBePending: delivery.isRecorded,
                outcome: stored
            )
        }
    }

    private func outcomes(_ outcome: LaneOutcome, _ record: AttemptRecord) -> [Settlement.Outcome] {
        switch outcome {
        case .delivered:
            return [.delivered(record)]
        case .spilled, .recorded:
            let attempts = AttemptRecord(attempts: record.attempts)
            return [.deferred(.backlog, nextAttemptAt: 0, attempts, logged: false)]
        case .attemptFailed:
            return [.attemptFailed(record)]
        case .unanswered:
            return [.unknownOutcome(record)]
        case .retry(let instant, let wasAnswered):
            let at = clock.milliseconds(at: instant)
            let deferred = Settlement.Outcome.deferred(.retry, nextAttemptAt: at, record, logged: wasAnswered)
            return wasAnswered ? [deferred] : [.unknownOutcome(record), deferred]
        case .parked(let reason):
            return [.parked(reason: reason.code, diagnostics: record.error ?? "", record)]
        case .discarded:
            return [.discarded(reason: "discarded by an operator")]
        }
    }
}
