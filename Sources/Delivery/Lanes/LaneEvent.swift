// What the lanes are told and what they answer: the whole vocabulary between the state machine and its shell.

public import MessageStore

/// Something that happened.
public enum LaneEvent: Sendable {
    /// Deliveries were committed, in order.
    case arrived([LaneDelivery])
    /// Deliveries of a feed taken over were found in its tail, in order; `recoveryEnded` must follow.
    case recovered([LaneDelivery])
    /// All of a feed's tail was handed over: the store now holds everything that is not in memory.
    case recoveryEnded(FeedID)
    /// The store holds deliveries that an operator released.
    case released
    /// A refill came back, in order; an empty one says that the store had no more when it was read.
    case refilled([LaneDelivery])
    /// A refill failed.
    case refillFailed
    /// The destination's answer to an attempt was judged; `reason` is what it would be parked for.
    case attemptEnded(Ticket, Verdict, reason: ParkReason, rendered: RenderedBody? = nil)
    /// A delivery cannot be rendered: it is parked without having been sent.
    case unrenderable(Ticket, reason: ParkReason)
    /// A delivery's content could not be fetched now; nobody's fault.
    case contentUnavailable(Ticket)
    /// Time passed; also sent once a second.
    case timePassed
    /// Start nothing until resumed.
    case paused(PauseReason)
    /// An operator resumed the destination.
    case resumed
    /// An operator discarded a delivery.
    case discarded(DeliveryID)
    /// The store can take no more outcomes for now, or again.
    case congested(Bool)
    /// Another process owns a feed now.
    case feedLost(FeedID)
    /// The site changed.
    case ruled(LaneRules)
    /// Start nothing any more.
    case stopping
}

/// Something the shell has to do, in the order given.
public enum LaneAction: Sendable {
    /// Render and send a delivery, and report with its ticket how that ended.
    case start(Ticket, LaneDelivery, followsParked: Bool)
    /// Hand an outcome to the store. Outcomes, and refills after them, must reach it in order.
    case settle(LaneDelivery, LaneOutcome)
    /// Read deliveries from the store, in order, beginning above a place.
    case refill(after: Place?, items: Int)
    /// The destination paused itself; an operator has to look.
    case alert(PauseReason)
}

/// What became of a delivery.
public enum LaneOutcome: Hashable, Sendable {
    /// It arrived.
    case delivered
    /// It waits in the store because memory is full.
    case spilled
    /// It has waited in memory for long: the store has to know it by itself.
    case recorded
    /// The destination was at fault; it goes on as soon as that one is well.
    case attemptFailed
    /// It was written and not answered; it goes on as soon as the destination is well.
    case unanswered
    /// It failed by its own fault and is tried again.
    case retry(at: ContinuousClock.Instant, wasAnswered: Bool)
    /// It is given up until an operator decides.
    case parked(ParkReason)
    /// An operator discarded it.
    case discarded
}
