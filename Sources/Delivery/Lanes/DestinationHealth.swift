// Whether a destination takes deliveries: a circuit breaker without a threshold.
//
// The first fault of the destination begins a wait; when it ends, one delivery probes; its answer either
// opens the destination at full speed or begins a longer wait. Each wait begins a new period, and only
// answers to attempts of the current period change anything: sixteen refused connections of one outage
// are one fault, and a late answer from before the wait does not end it.
//
// It also keeps the destination's open time, a clock that stands still while the destination is away or
// paused, so that no delivery ages by an outage.

/// The health of one destination.
struct DestinationHealth: Sendable {
    enum State: Hashable, Sendable {
        /// Deliveries start as the limits allow.
        case open
        /// Nothing starts until an instant.
        case waiting(until: ContinuousClock.Instant)
        /// The wait is over; the next delivery to start is the probe.
        case probeDue
        /// One delivery is on its way to find out.
        case probing
    }

    private(set) var state = State.open
    /// Faults in a row, probes included.
    private(set) var failures = 0
    /// Counts the waits begun.
    private(set) var period = 0
    private(set) var pause: PauseReason?

    private var closedSince: ContinuousClock.Instant?
    private var closedTotal = Duration.zero
    private let origin: ContinuousClock.Instant

    init(at now: ContinuousClock.Instant) {
        origin = now
    }

    /// Whether a delivery may start now.
    var mayStart: Bool { pause == nil && (state == .open || state == .probeDue) }

    /// The end of the wait, if there is one.
    var waitsUntil: ContinuousClock.Instant? {
        guard case .waiting(let until) = state else { return nil }
        return until
    }

    /// The time for which the destination has been open.
    func openTime(at now: ContinuousClock.Instant) -> Duration {
        let closedNow = closedSince.map { now - $0 } ?? .zero
        return (now - origin) - closedTotal - closedNow
    }

    /// A delivery starts.
    mutating func started() {
        if state == .probeDue { state = .probing }
    }

    /// The destination answered an attempt of a period, be it by refusing the message.
    mutating func answered(period: Int, at now: ContinuousClock.Instant) {
        guard period == self.period else { return }
        state = .open
        failures = 0
        updateClock(at: now)
    }

    /// The destination was at fault; `delay` computes the wait from the number of faults in a row.
    mutating func faulted(
        period: Int,
        at now: ContinuousClock.Instant,
        retryAfter: Duration?,
        delay: (_ failures: Int) -> Duration
    ) {
        guard period == self.period else {
            extendWait(by: retryAfter, at: now)
            return
        }
        self.period += 1
        failures += 1
        state = .waiting(until: now + delay(failures))
        updateClock(at: now)
    }

    /// An attempt ended without telling anything of the destination.
    mutating func inconclusive(period: Int) {
        if state == .probing, period == self.period { state = .probeDue }
    }

    /// Ends the wait when its time has come.
    mutating func timePassed(_ now: ContinuousClock.Instant) {
        guard case .waiting(let until) = state, until <= now else { return }
        state = .probeDue
    }

    mutating func paused(_ reason: PauseReason, at now: ContinuousClock.Instant) {
        pause = pause ?? reason
        updateClock(at: now)
    }

    /// Resumes, and probes at once if the destination was waiting: whoever resumes expects it to work.
    mutating func resumed(at now: ContinuousClock.Instant) {
        pause = nil
        if case .waiting = state { state = .probeDue }
        updateClock(at: now)
    }

    private mutating func extendWait(by retryAfter: Duration?, at now: ContinuousClock.Instant) {
        guard let retryAfter, case .waiting(let until) = state else { return }
        state = .waiting(until: max(until, now + min(retryAfter, RetryPolicy.longestRetryAfter)))
    }

    private mutating func updateClock(at now: ContinuousClock.Instant) {
        let isClosed = pause != nil || state != .open
        if isClosed, closedSince == nil { closedSince = now }
        if !isClosed, let since = closedSince {
            closedTotal += now - since
            closedSince = nil
        }
    }
}

/// Why a destination starts nothing although it may be well.
public enum PauseReason: Hashable, Sendable {
    /// An operator paused it.
    case byOperator
    /// Many deliveries in a row were parked for one reason; an operator has to look.
    case parkedInARow(ParkReason)
}
