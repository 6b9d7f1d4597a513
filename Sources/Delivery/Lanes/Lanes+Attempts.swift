// How attempts end, and what follows: arrived, tried again, parked, or waiting for the destination.

import MessageStore

extension Lanes {
    mutating func attemptEnded(
        _ ticket: Ticket,
        _ verdict: Verdict,
        reason: ParkReason,
        rendered: RenderedBody?,
        at now: ContinuousClock.Instant
    ) {
        guard land(ticket) else { return }
        let mark = arena[ticket].attempt
        arena[ticket].lastReason = reason
        switch verdict {
        case .delivered:
            health.answered(period: mark.period, at: now)
            deliveredCount += 1
            parkRun.reset()
            settle(ticket, .delivered)
            leave(ticket)
        case .destinationFault(let retryAfter):
            destinationFailed(mark, retryAfter: retryAfter, at: now)
            goOn(ticket, .attemptFailed, keeping: rendered)
        case .messageFault:
            health.answered(period: mark.period, at: now)
            messageFailed(ticket, reason: reason, wasAnswered: true, keeping: rendered, at: now)
        case .rejected:
            health.answered(period: mark.period, at: now)
            arena[ticket].delivery.faults += 1
            park(ticket, reason: reason, at: now)
        case .unknown:
            unanswered(ticket, mark, keeping: rendered, at: now)
        }
    }

    mutating func unrenderable(_ ticket: Ticket, reason: ParkReason, at now: ContinuousClock.Instant) {
        guard land(ticket) else { return }
        health.inconclusive(period: arena[ticket].attempt.period)
        park(ticket, reason: reason, at: now)
    }

    mutating func contentUnavailable(_ ticket: Ticket, at now: ContinuousClock.Instant) {
        guard land(ticket) else { return }
        health.inconclusive(period: arena[ticket].attempt.period)
        guard !departs(ticket) else { return }
        arena[ticket].delivery.attempts -= 1
        retry(ticket, at: now + Self.storeRetryDelay)
    }

    /// Notes that an attempt is over; false when its delivery is not under way.
    private mutating func land(_ ticket: Ticket) -> Bool {
        guard arena.isValid(ticket), arena[ticket].standing == .inFlight else { return false }
        inFlightCount -= 1
        return true
    }

    private mutating func settle(_ ticket: Ticket, _ outcome: LaneOutcome) {
        actions.append(.settle(arena[ticket].delivery, outcome))
    }

    private mutating func destinationFailed(
        _ mark: AttemptMark,
        retryAfter: Duration?,
        at now: ContinuousClock.Instant
    ) {
        let backoff = Backoff(rules.retry)
        health.faulted(period: mark.period, at: now, retryAfter: retryAfter) { failures in
            backoff.delay(afterFailures: failures, retryAfter: retryAfter, using: &random)
        }
    }

    /// Nobody counts this attempt: the delivery starts again when the destination is well.
    private mutating func goOn(_ ticket: Ticket, _ outcome: LaneOutcome, keeping rendered: RenderedBody?) {
        settle(ticket, outcome)
        guard !departs(ticket) else { return }
        keep(rendered, ticket)
        makeReady(ticket)
    }

    /// Without an answer nobody knows whose fault it was.
    ///
    /// If others arrived while this one was under way,
    /// the destination works, and it counts against the message.
    private mutating func unanswered(
        _ ticket: Ticket,
        _ mark: AttemptMark,
        keeping rendered: RenderedBody?,
        at now: ContinuousClock.Instant
    ) {
        let othersArrived = deliveredCount > mark.delivered
        if othersArrived {
            health.inconclusive(period: mark.period)
        } else {
            destinationFailed(mark, retryAfter: nil, at: now)
        }
        if rules.unknownOutcome == .hold {
            park(ticket, reason: .unknownOutcome, at: now)
        } else if othersArrived {
            messageFailed(ticket, reason: .unanswered, wasAnswered: false, keeping: rendered, at: now)
        } else {
            goOn(ticket, .unanswered, keeping: rendered)
        }
    }

    private mutating func messageFailed(
        _ ticket: Ticket,
        reason: ParkReason,
        wasAnswered: Bool,
        keeping rendered: RenderedBody?,
        at now: ContinuousClock.Instant
    ) {
        let openTime = health.openTime(at: now)
        let firstFault = arena[ticket].firstFault ?? openTime
        arena[ticket].firstFault = firstFault
        arena[ticket].delivery.faults += 1
        let faults = arena[ticket].delivery.faults
        let isTooOld = openTime - firstFault >= min(rules.poisonAfter.time, rules.retry.giveUpAfter)
        guard faults < rules.poisonAfter.attempts, !isTooOld else {
            park(ticket, reason: reason, at: now)
            return
        }
        let until = now + Backoff(rules.retry).delay(afterFailures: faults, using: &random)
        settle(ticket, .retry(at: until, wasAnswered: wasAnswered))
        arena[ticket].delivery.isRecorded = true
        guard !departs(ticket) else { return }
        keep(rendered, ticket)
        retry(ticket, at: until)
    }

    private mutating func park(_ ticket: Ticket, reason: ParkReason, at now: ContinuousClock.Instant) {
        settle(ticket, .parked(reason))
        arena[ticket].delivery.isRecorded = true
        if parkRun.parked(reason) == rules.pauseAfterParked {
            health.paused(.parkedInARow(reason), at: now)
            actions.append(.alert(.parkedInARow(reason)))
        }
        guard !departs(ticket) else { return }
        if rules.onPark == .hold, !arena[ticket].delivery.keys.isEmpty {
            arena[ticket].standing = .held(reason)
            arena[ticket].delivery.content = nil
            arena[ticket].delivery.rendered = nil
            count(ticket)
        } else {
            marks.add(arena[ticket].delivery.id, keys: arena[ticket].delivery.keys)
            leave(ticket)
        }
    }

    /// Lets a delivery go that an operator discarded, or that another process owns, while it was under way.
    private mutating func departs(_ ticket: Ticket) -> Bool {
        guard let departure = arena[ticket].departure else { return false }
        if departure == .discarded { settle(ticket, .discarded) }
        leave(ticket)
        return true
    }

    /// Keeps what was rendered for the next attempt while memory is not nearly full.
    private mutating func keep(_ rendered: RenderedBody?, _ ticket: Ticket) {
        let fits = memoryBytes + (rendered?.bytes.count ?? 0) <= rules.memory.bytes / 2
        arena[ticket].delivery.rendered = fits ? rendered : nil
        count(ticket)
    }
}
