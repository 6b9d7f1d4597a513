// Outcomes that wait to be written, in order, and what the settling connection does next. A state machine without
// I/O: `SettleWriter` performs its steps and effects.

import PostgreSQL

/// What the settling connection is to do.
enum SettleStep: Sendable {
    case write(SettleBatch)
    case makeDays([StoreDay])
    case idle
    case wait(milliseconds: Int32)
}

/// What others have to be told.
enum SettleEffect: Sendable {
    case written([Settlement])
    case congested(Bool)
    /// The report was not written; its increments are to be counted again.
    case reportLost(ProgressReport)
    /// Nothing of these callers waits any more.
    case passed([CheckedContinuation<Void, Never>])
    /// Outcomes of feeds that are not ours any more, or that PostgreSQL refuses singly.
    case dropped([Settlement])
}

/// Outcomes that wait or are under way.
struct SettleQueue: Sendable {
    private let limits: StoreLimits
    private var waiting: [Settlement] = []
    private var waitingHead = 0
    /// Parts of refused batches and batches to be sent again, before everything else, first one last.
    private var again: [SettleBatch] = []
    private var flying: SettleBatch?
    private var report: (report: ProgressReport, after: UInt64)?
    private var barriers: [(after: UInt64, continuation: CheckedContinuation<Void, Never>)] = []
    /// Outcomes handed in, and outcomes written or dropped, since the beginning.
    private var handedIn: UInt64 = 0
    private var done: UInt64 = 0
    private var isCongested = false
    private var missingDays: [StoreDay] = []
    private var pausedUntil: Int64 = 0
    private var gathering: Gathering
    private var backoff = Backoff(firstMilliseconds: 20, longestMilliseconds: 2_000)
    /// A feed of which an outcome had to be dropped keeps its watermark: recovery will see the delivery again.
    private var frozen: Set<FeedID> = []

    init(limits: StoreLimits) {
        self.limits = limits
        gathering = Gathering(milliseconds: limits.settleGatherMilliseconds)
    }

    var backlog: Int { Int(handedIn - done) }

    /// Takes outcomes; `wakes` says whether the connection's thread must look, which it does by itself while it
    /// gathers.
    mutating func append(_ settlements: [Settlement]) -> (effects: [SettleEffect], wakes: Bool) {
        let before = waitingCount
        waiting.append(contentsOf: settlements)
        handedIn += UInt64(settlements.count)
        let rows = limits.settleGatherRows
        let wakes = before == 0 || (before < rows && waitingCount >= rows)
        guard !isCongested, backlog > limits.settleBacklog else { return ([], wakes) }
        isCongested = true
        return ([.congested(true)], wakes)
    }

    private var waitingCount: Int { waiting.count - waitingHead }

    /// Takes a report that will be written after everything handed in so far; an unwritten one is merged into it.
    mutating func append(_ new: ProgressReport) {
        var new = new
        for feed in frozen { new.watermarks[feed] = nil }
        if let old = report?.report { new.increments.add(old.increments) }
        report = (new, handedIn)
    }

    /// Resumes the caller once everything handed in so far has been written; nil when that is so already.
    mutating func append(barrier continuation: CheckedContinuation<Void, Never>) -> Bool {
        if done >= handedIn { return false }
        barriers.append((handedIn, continuation))
        return true
    }

    /// What to do now.
    ///
    /// `epochs` is nil while ownership is in doubt: then nothing may be written.
    mutating func nextStep(epochs: [FeedID: Int64]?, now: Int64) -> (SettleStep, [SettleEffect]) {
        guard flying == nil, let epochs else { return (.idle, []) }
        if now < pausedUntil { return (.wait(milliseconds: Int32(clamping: pausedUntil - now)), []) }
        if !missingDays.isEmpty { return (.makeDays(missingDays), []) }
        if let wait = gather(now: now) { return (.wait(milliseconds: wait), []) }
        var effects: [SettleEffect] = []
        while let taken = take() {
            let owned = taken.filter { epochs[$0.delivery.message.feed] != nil }
            if owned.count < taken.count {
                effects += finish(taken.count - owned.count)
                effects.append(.dropped(taken.filter { epochs[$0.delivery.message.feed] == nil }))
            }
            if owned.isEmpty { continue }
            let batch = SettleBatch(settlements: owned, report: takeReport(epochs), epochs: epochs)
            flying = batch
            return (.write(batch), effects)
        }
        guard let report = takeReport(epochs) else { return (.idle, effects) }
        let batch = SettleBatch(settlements: [], report: report, epochs: epochs)
        flying = batch
        return (.write(batch), effects)
    }

    /// How long to wait for more outcomes, or nil when it is time to write.
    ///
    /// Nobody waits for an outcome to be written but a barrier. At 6,000 deliveries a second, writing each as it
    /// came cost a third of the settling thread, a wakeup each, and a tenth of PostgreSQL's time.
    private mutating func gather(now: Int64) -> Int32? {
        let isWorth =
            again.isEmpty && barriers.isEmpty && waitingCount > 0 && waitingCount < limits.settleGatherRows
        return gathering.wait(now: now, whileWorth: isWorth)
    }

    private mutating func take() -> [Settlement]? {
        if let batch = again.popLast() {
            if let unwritten = batch.report { restore(unwritten) }
            if !batch.settlements.isEmpty { return batch.settlements }
        }
        guard waitingHead < waiting.count else { return nil }
        let end = min(waiting.count, waitingHead + limits.batchRows)
        let taken = Array(waiting[waitingHead..<end])
        waitingHead = end
        if waitingHead == waiting.count {
            waiting.removeAll(keepingCapacity: waiting.capacity <= limits.settleBacklog)
            waitingHead = 0
        } else if waitingHead > limits.settleBacklog {
            waiting.removeSubrange(..<waitingHead)
            waitingHead = 0
        }
        return taken
    }

    private mutating func restore(_ unwritten: ProgressReport) {
        if report == nil {
            report = (unwritten, 0)
        } else {
            report?.report.increments.add(unwritten.increments)
        }
    }

    /// The report, once everything before it is written or in the batch that is being made.
    private mutating func takeReport(_ epochs: [FeedID: Int64]) -> ProgressReport? {
        guard again.isEmpty, var due = report?.report, let after = report?.after,
            handedIn - UInt64(waiting.count - waitingHead) >= after
        else { return nil }
        report = nil
        due.watermarks = due.watermarks.filter { epochs[$0.key] != nil && !frozen.contains($0.key) }
        due.gauges = due.gauges.filter { epochs[$0.key] != nil }
        return due
    }

    /// The batch under way has ended.
    mutating func written(_ error: DatabaseError?, now: Int64) -> [SettleEffect] {
        guard let batch = flying else { return [] }
        flying = nil
        guard let error else {
            backoff.reset()
            return [.written(batch.settlements)] + finish(batch.settlements.count)
        }
        switch SettleFault(error) {
        case .server:
            again.append(batch)
            pausedUntil = now + Int64(backoff.next())
            return []
        case .missingDay:
            again.append(batch)
            missingDays = batch.days.sorted()
            return []
        case .outcome:
            return bisect(batch)
        }
    }

    /// The partitions have been made, or could not be.
    mutating func madeDays(_ error: DatabaseError?, now: Int64) {
        missingDays = []
        // Should the tables still be missing, the next attempt comes after a pause.
        if error != nil || !again.isEmpty { pausedUntil = now + Int64(backoff.next()) }
    }

    private mutating func bisect(_ batch: SettleBatch) -> [SettleEffect] {
        var effects: [SettleEffect] = []
        if let report = batch.report {
            effects.append(.reportLost(report))
        }
        guard batch.settlements.count > 1 else {
            for settlement in batch.settlements { frozen.insert(settlement.delivery.message.feed) }
            effects.append(.dropped(batch.settlements))
            return effects + finish(batch.settlements.count)
        }
        let middle = batch.settlements.count / 2
        for half in [batch.settlements[middle...], batch.settlements[..<middle]] {
            again.append(SettleBatch(settlements: Array(half), report: nil, epochs: batch.epochs))
        }
        return effects
    }

    private mutating func finish(_ count: Int) -> [SettleEffect] {
        done += UInt64(count)
        var effects: [SettleEffect] = []
        let passed = barriers.filter { $0.after <= done }
        if !passed.isEmpty {
            barriers.removeAll { $0.after <= done }
            effects.append(.passed(passed.map(\.continuation)))
        }
        if isCongested, backlog <= limits.settleBacklog / 2 {
            isCongested = false
            effects.append(.congested(false))
        }
        return effects
    }

    var isEmpty: Bool { backlog == 0 && report == nil && flying == nil }

    /// Lets everyone go who waits for a write; the store is closing.
    mutating func abandon() -> [SettleEffect] {
        defer { barriers = [] }
        return [.passed(barriers.map(\.continuation))]
    }
}

/// Whose fault a failed settling transaction was.
enum SettleFault: Hashable, Sendable {
    /// Send the same again later; appending a log row twice is harmless.
    case server
    /// A day's partitions do not exist.
    case missingDay
    /// One of the outcomes; bisecting finds which.
    case outcome

    init(_ error: DatabaseError) {
        switch error.kind {
        case .connection, .shutDown, .timedOut: self = .server
        case .notSendable, .unexpectedAnswer: self = .outcome
        case .server(.undefinedTable): self = .missingDay
        case .server(SettleStatements.ownerChanged): self = .server
        case .server(let state): self = state.isTransient || state.isSchemaFault ? .server : .outcome
        }
    }
}
