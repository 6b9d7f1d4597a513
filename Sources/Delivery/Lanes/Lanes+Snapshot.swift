// What can be seen of the lanes from outside: for consoles, and for the watermark of a feed.
// Both look at every delivery in memory, about once a second.

public import MessageStore

/// What one destination's lanes hold at a moment.
public struct LanesSnapshot: Hashable, Sendable {
    /// A delivery that keeps others in its lanes waiting, or itself, for a reason of its own.
    public struct Holder: Hashable, Sendable {
        /// Which delivery.
        public var delivery: DeliveryID
        /// The lanes it holds, by hashed key; none for one without order.
        public var lanes: [Int64]
        /// Whether it is retrying or held, and until when or why.
        public var standing: Standing
        /// How often it was tried.
        public var attempts: Int
        /// What its last attempt would have been parked for.
        public var lastReason: ParkReason?
        /// How many deliveries stand behind it in its lanes; one in two lanes counts twice.
        public var behind: Int
    }

    /// The most holders that are listed.
    public static let holderLimit = 100

    /// In memory and not started.
    public var waiting = 0
    /// In the store because memory was full.
    public var spilled = 0
    /// Being rendered or sent.
    public var inFlight = 0
    /// Failed by their own fault and due again.
    public var retrying = 0
    /// Parked and holding their lanes.
    public var held = 0
    /// Lanes with at least one delivery in memory.
    public var laneCount = 0
    /// The bytes that count towards the memory limit.
    public var memoryBytes = 0
    /// Deliveries that hold lanes, oldest first, at most ``holderLimit``.
    public var holders: [Holder] = []
    /// When the message of the oldest delivery in memory was received, in milliseconds since 1970 UTC.
    public var oldestReceivedAt: Int64?
    /// The end of the destination's wait.
    public var waitsUntil: ContinuousClock.Instant?
    /// How many faults in a row the destination had.
    public var destinationFailures = 0
    /// Why the destination is paused.
    public var pause: PauseReason?
}

/// What a feed's owner reports of one destination.
struct LanesProgress: Sendable {
    /// No delivery in memory that the store does not know by itself belongs to an older message.
    var lowestUnrecorded: MessageID?
    var waiting: [FeedID: Int] = [:]
    var inFlight: [FeedID: Int] = [:]
    var oldestReceivedAt: [FeedID: Int64] = [:]
}

extension Lanes {
    /// What the lanes hold now.
    public func snapshot() -> LanesSnapshot {
        var snapshot = LanesSnapshot()
        snapshot.spilled = overflow.spilled.values.reduce(0, +) + overflow.waitingRoomCount
        snapshot.inFlight = inFlightCount
        snapshot.laneCount = arena.laneCount
        snapshot.memoryBytes = memoryBytes
        snapshot.waitsUntil = health.waitsUntil
        snapshot.destinationFailures = health.failures
        snapshot.pause = health.pause
        arena.forEach { ticket in add(ticket, to: &snapshot) }
        return snapshot
    }

    /// The deliveries that stand at the head of lanes in which a waiting one stands further back.
    public func blockers(of id: DeliveryID) -> [DeliveryID] {
        guard let ticket = arena.ticket(for: id) else { return [] }
        var blockers: [DeliveryID] = []
        arena.blockers(of: ticket) { _, blocker in blockers.append(arena[blocker].delivery.id) }
        return blockers
    }

    /// What the store is to be told.
    mutating func progress() -> LanesProgress {
        var progress = LanesProgress()
        let oldest = arena.oldestUnrecorded().map { arena[$0].delivery.place.rank }
        // Deliveries enter in the order of time; within one millisecond feeds may be mixed.
        progress.lowestUnrecorded = (oldest ?? overflow.firstInWaitingRoom?.rank)?.startOfMillisecond
        progress.waiting = overflow.spilled
        arena.forEach { ticket in
            let message = arena[ticket].delivery.place.rank
            if arena[ticket].standing == .inFlight {
                progress.inFlight[message.feed, default: 0] += 1
                return
            }
            progress.waiting[message.feed, default: 0] += 1
            if progress.oldestReceivedAt[message.feed] == nil {
                progress.oldestReceivedAt[message.feed] = message.receivedAt
            }
        }
        return progress
    }

    private func add(_ ticket: Ticket, to snapshot: inout LanesSnapshot) {
        let slot = arena[ticket]
        snapshot.oldestReceivedAt = snapshot.oldestReceivedAt ?? slot.delivery.id.message.receivedAt
        switch slot.standing {
        case .inFlight: return
        case .waiting, .ready:
            snapshot.waiting += 1
            return
        case .retrying: snapshot.retrying += 1
        case .held: snapshot.held += 1
        }
        guard snapshot.holders.count < LanesSnapshot.holderLimit else { return }
        snapshot.holders.append(
            LanesSnapshot.Holder(
                delivery: slot.delivery.id,
                lanes: slot.delivery.keys,
                standing: slot.standing,
                attempts: slot.delivery.attempts,
                lastReason: slot.lastReason,
                behind: slot.delivery.keys.reduce(0) { $0 + arena.length(ofLane: $1) - 1 }
            )
        )
    }
}

extension MessageID {
    /// Milliseconds since 1970 UTC at which the message was received.
    var receivedAt: Int64 { milliseconds + 1_577_836_800_000 }

    /// An id that is not above any other of the same millisecond, whatever its feed.
    var startOfMillisecond: MessageID { MessageID(rawValue: milliseconds << 21) }
}
