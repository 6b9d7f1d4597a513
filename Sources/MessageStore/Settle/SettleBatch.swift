// Outcomes of one settling transaction, folded to what each table has to learn.

import PostgreSQL

/// Outcomes of one settling transaction, and with the last of them the owner's report.
struct SettleBatch: Sendable {
    var settlements: [Settlement]
    var report: ProgressReport?
    /// The claims under which these outcomes may be written.
    var epochs: [FeedID: Int64]

    /// Whether the transaction must be on disk before memory may forget.
    ///
    /// A delivered message that is delivered again is only a repeat. A delivery that left memory for `pending` or
    /// `parked` and whose row is lost in a crash of the server would be lost itself once the watermark passes it.
    var mustBeDurable: Bool {
        settlements.contains { settlement in
            switch settlement.outcome {
            case .deferred, .parked, .discarded: true
            case .delivered, .attemptFailed, .unknownOutcome: false
            }
        }
    }

    /// The days whose log gets rows.
    ///
    /// Everything is logged, also a move to `pending` without an attempt, because recovery reads from the log
    /// that the delivery has left the tail.
    var days: Set<StoreDay> {
        var days: Set<StoreDay> = []
        for settlement in settlements { days.insert(settlement.delivery.message.day) }
        return days
    }

    func statements(limits: StoreLimits) -> [Statement] {
        var statements: [Statement] = []
        if !epochs.isEmpty { statements.append(SettleStatements.checkOwner(epochs)) }
        if mustBeDurable { statements.append(SettleStatements.makeDurable) }
        for day in days.sorted() {
            let logged = settlements.filter { $0.delivery.message.day == day }
            statements.append(SettleStatements.insertLog(logged, day: day, limits: limits))
        }
        statements += queueChanges(limits: limits)
        if let report { statements += report.statements() }
        return statements
    }

    /// What `pending` and `parked` have to learn: the last outcome of each delivery decides.
    private func queueChanges(limits: StoreLimits) -> [Statement] {
        var last: [DeliveryID: Settlement] = [:]
        for settlement in settlements where settlement.changesQueue {
            let knownPending = last[settlement.delivery]?.mayBePending ?? false
            last[settlement.delivery] = settlement
            if knownPending { last[settlement.delivery]?.mayBePending = true }
        }
        var noLongerPending: [DeliveryID] = []
        var deferred: [Settlement] = []
        var parked: [Settlement] = []
        for settlement in last.values.sorted(by: { $0.delivery < $1.delivery }) {
            if case .deferred = settlement.outcome {
                deferred.append(settlement)
                continue
            }
            if settlement.mayBePending { noLongerPending.append(settlement.delivery) }
            if case .parked = settlement.outcome { parked.append(settlement) }
        }
        var statements: [Statement] = []
        if !noLongerPending.isEmpty { statements.append(SettleStatements.deletePending(noLongerPending)) }
        if !deferred.isEmpty { statements.append(SettleStatements.upsertPending(deferred, limits: limits)) }
        if !parked.isEmpty { statements.append(SettleStatements.upsertParked(parked, limits: limits)) }
        return statements
    }
}

extension Settlement {
    /// What the log says of it.
    var logKind: DeliveryLogEntry.Kind {
        switch outcome {
        case .delivered: .delivered
        case .deferred: .deferred
        case .parked: .parked
        case .discarded: .discarded
        case .attemptFailed: .attemptFailed
        case .unknownOutcome: .unknownOutcome
        }
    }

    /// The attempt that it tells of.
    var attempt: AttemptRecord {
        switch outcome {
        case .delivered(let attempt), .deferred(_, _, let attempt, _), .parked(_, _, let attempt),
            .attemptFailed(let attempt), .unknownOutcome(let attempt):
            attempt
        case .discarded(let reason): AttemptRecord(attempts: 0, error: reason)
        }
    }

    /// Whether `pending` or `parked` have to learn of it.
    var changesQueue: Bool {
        switch outcome {
        case .attemptFailed, .unknownOutcome: false
        case .delivered: mayBePending
        case .deferred, .parked, .discarded: true
        }
    }
}
