// The order of one destination's deliveries, as a pure state machine: no I/O, no clock, no locks.
//
// A delivery stands in the lanes of all its keys at once and starts when it heads all of them. One without
// keys has no order. `LaneArena` has the reason why no two can wait for each other.
//
// Fairness. What heads its lanes goes to the end of one ready queue. A lane has at most one delivery there,
// so a lane of three hundred thousand gets its turn as often as a lane of one.
//
// Memory. Beyond `MemoryLimit` deliveries overflow into the store ("spilled") and come back by refills.
// Why that keeps each lane's order:
//   1. Places grow with arrival. The few that do not (two feeds, one millisecond) and what an operator
//      releases have no order promised to what overtook them.
//   2. While anything is spilled and not back, an arrival goes to the store or to the waiting room, never
//      straight to memory. So memory holds what arrived before everything spilled (base: the first spill).
//   3. The cursor is the highest place that left the store; all spilled ones are above it. A refill reads
//      upwards from the cursor, and the store answers it after all outcomes handed over before it: the
//      shell hands both over in the order of the actions. So a page is the next stretch without a gap,
//      and it enters memory behind everything there (2) and before everything still spilled (3).
//   4. The waiting room takes arrivals only from the moment a refill is asked for until something is spilled.
//      What it holds arrived after everything the store had when it was opened, and before everything
//      spilled since. When a page comes back empty the store has nothing from before the room, so the room
//      enters memory: then the overflow has ended, or goes on with what was spilled since. When there is much
//      left, or when something is spilled between two refills, the room is spilled first: (2) again.
//   5. A row of the pending table may also be a delivery in memory (a retry), or one that has just finished
//      while the page was read. The arena's index knows the former, `Overflow.gone` the latter.
// Recovery writes a feed's tail to the pending table and then reads everything from the beginning, so it is
// the same case. What a refill brings of a feed before its recovery has ended is left in the store.
//
// Cost. O(keys) an event, amortised; no queue is scanned but for a feed's loss and a snapshot.

import MessageStore

/// The lanes of one destination.
public struct Lanes: Sendable {
    /// How long a delivery may wait in memory until the store has to know it by itself, so that the
    /// watermark of its feed can move on.
    public static let recordAfter: Duration = .seconds(30)

    /// The most deliveries recorded at one `timePassed`.
    public static let recordedAtOnce = 1_000

    /// The most deliveries asked for in one refill.
    public static let refillItems = 1_000

    /// How long a failed refill or fetch waits.
    public static let storeRetryDelay: Duration = .seconds(1)

    /// The rules of the destination.
    public internal(set) var rules: LaneRules

    /// How many deliveries have arrived at the destination.
    public internal(set) var deliveredCount = 0

    /// How many deliveries are being rendered or sent.
    public internal(set) var inFlightCount = 0

    /// The bytes that count towards the memory limit.
    public internal(set) var memoryBytes = 0

    var arena = LaneArena()
    var ready = Ring<Ticket>()
    var timers = TimerQueue()
    var health: DestinationHealth
    var overflow = Overflow()
    /// The feeds whose tail has been written down, so that their order is whole.
    var feeds: Set<FeedID> = []
    var random: RandomSource
    var marks = ParkMarks()
    var parkRun = ParkRun()
    var isCongested = false
    var isStopping = false
    var actions: [LaneAction] = []

    /// Creates empty lanes; equal seeds spread retries alike.
    public init(rules: LaneRules, seed: UInt64, at now: ContinuousClock.Instant) {
        self.rules = rules
        random = RandomSource(seed: seed)
        health = DestinationHealth(at: now)
    }

    /// Takes an event in and returns what has to be done, in order.
    public mutating func receive(_ event: LaneEvent, at now: ContinuousClock.Instant) -> [LaneAction] {
        handle(event, at: now)
        startWhatMay()
        refillWhatFits(at: now)
        defer { actions = [] }
        return actions
    }

    /// When `timePassed` has to be sent next; the once-a-second one does not count.
    public var nextWake: ContinuousClock.Instant? {
        let refill = overflow.isActive ? overflow.retryAt : nil
        return [timers.nextDue, health.waitsUntil, refill].compactMap { $0 }.min()
    }

    private mutating func handle(_ event: LaneEvent, at now: ContinuousClock.Instant) {
        switch event {
        case .arrived(let deliveries): arrived(deliveries, at: now)
        case .recovered(let deliveries): recovered(deliveries)
        case .recoveryEnded(let feed): recoveryEnded(feed)
        case .released: overflow.rewind()
        case .refilled(let page): bring(overflow.answered(page), at: now)
        case .refillFailed: bring(overflow.failed(retryAt: now + Self.storeRetryDelay), at: now)
        case .attemptEnded(let ticket, let verdict, let reason, let rendered):
            attemptEnded(ticket, verdict, reason: reason, rendered: rendered, at: now)
        case .unrenderable(let ticket, let reason): unrenderable(ticket, reason: reason, at: now)
        case .contentUnavailable(let ticket): contentUnavailable(ticket, at: now)
        case .timePassed: timePassed(at: now)
        case .paused(let reason): health.paused(reason, at: now)
        case .resumed: resumed(at: now)
        case .discarded(let id): discarded(id)
        case .congested(let isCongested): self.isCongested = isCongested
        case .feedLost(let feed): feedLost(feed)
        case .ruled(let rules): self.rules = rules
        case .stopping: isStopping = true
        }
    }

    private mutating func startWhatMay() {
        guard !isStopping, !isCongested else { return }
        while inFlightCount < rules.concurrency, health.mayStart, let ticket = ready.popFirst() {
            // What was discarded or put aside in the meantime is still in the queue.
            guard arena.isValid(ticket), arena[ticket].standing == .ready else { continue }
            health.started()
            inFlightCount += 1
            arena[ticket].standing = .inFlight
            arena[ticket].attempt = AttemptMark(period: health.period, delivered: deliveredCount)
            arena[ticket].delivery.attempts += 1
            let delivery = arena[ticket].delivery
            actions.append(.start(ticket, delivery, followsParked: marks.concern(delivery.keys)))
        }
    }

    private mutating func timePassed(at now: ContinuousClock.Instant) {
        health.timePassed(now)
        while let ticket = timers.popDue(at: now) {
            guard arena.isValid(ticket), case .retrying(let until) = arena[ticket].standing, until <= now
            else {
                continue
            }
            makeReady(ticket)
        }
        recordWhatWaitsLong(at: now)
    }

    private mutating func recordWhatWaitsLong(at now: ContinuousClock.Instant) {
        for _ in 0..<Self.recordedAtOnce {
            guard let ticket = arena.oldestUnrecorded(), arena[ticket].entered + Self.recordAfter <= now
            else {
                return
            }
            actions.append(.settle(arena[ticket].delivery, .recorded))
            arena[ticket].delivery.isRecorded = true
        }
    }

    mutating func makeReady(_ ticket: Ticket) {
        arena[ticket].standing = .ready
        ready.append(ticket)
    }

    /// Takes a delivery that heads its lanes out of memory, and with it those behind it that are to leave.
    mutating func leave(_ ticket: Ticket) {
        var leaving = [ticket]
        while let next = leaving.popLast() {
            memoryBytes -= arena[next].countedBytes
            if arena[next].delivery.isRecorded { overflow.gone(arena[next].delivery.place) }
            for head in arena.leave(next) {
                if arena[head].departure != nil { leaving.append(head) } else { headsItsLanes(head) }
            }
        }
    }

    /// A delivery came to the head of all its lanes.
    mutating func headsItsLanes(_ ticket: Ticket) {
        if let notBefore = arena[ticket].delivery.notBefore {
            arena[ticket].delivery.notBefore = nil
            retry(ticket, at: notBefore)
        } else {
            makeReady(ticket)
        }
    }

    mutating func retry(_ ticket: Ticket, at until: ContinuousClock.Instant) {
        arena[ticket].standing = .retrying(until: until)
        timers.insert(ticket, due: until)
    }
}
