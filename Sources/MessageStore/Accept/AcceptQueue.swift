// What is to be committed, in order, and what the accepting connection does next. A state machine without I/O:
// `AcceptWriter` performs its steps and effects. Ownership of feeds is in AcceptQueue+Ownership.swift.

import PostgreSQL

/// What the accepting connection is to do.
enum AcceptStep: Sendable {
    case insert(AcceptBatch)
    case makeDay(StoreDay)
    /// After a lost connection: take the feeds again.
    case regain([FeedID])
    /// After a lost connection: which of these were committed?
    case lookUp([MessageID])
    case idle
    case wait(milliseconds: Int32)
}

/// What others have to be told, in order.
enum AcceptEffect: Sendable {
    case committed([CommittedMessage])
    case failed([FailedMessage])
    case available(Bool)
    case feedsLost([FeedID])
    /// The session lock of a feed that was taken but must not be kept.
    case unlock(FeedID)
    case roomAgain
}

/// Batches that wait or are under way, and the feeds that this process owns.
struct AcceptQueue: Sendable {
    let limits: StoreLimits
    var feeds: [FeedID: OwnedFeed] = [:]
    /// The batch that grows.
    private var open: AcceptBatch?
    /// Full batches and such of an earlier day, oldest first.
    private var closed: [AcceptBatch] = []
    /// Parts of refused batches and batches to be sent again, before everything else, first one last.
    private var again: [AcceptBatch] = []
    private var flying: AcceptBatch?
    /// A batch whose commit is unknown.
    private var uncertain: AcceptBatch?
    /// A committed batch whose owners are being told.
    private var announced: AcceptBatch?
    private var madeDays: Set<StoreDay> = []
    private var waitingRows = 0
    private var waitingBytes = 0
    /// Whether a message came while the last insert was under way: then there are several senders.
    private var isBusy = false
    private var gathering: Gathering
    private var hasRefused = false
    private var isConnected = false
    private var pausedUntil: Int64 = 0
    private var backoff = Backoff(firstMilliseconds: 20, longestMilliseconds: 2_000)
    private(set) var isAvailable = false
    var isClosed = false

    /// A feed that this process owns, or owned until the connection was lost.
    struct OwnedFeed: Sendable {
        var epoch: Int64
        var sequence: MessageIDSequence
        /// False from the loss of the connection until the lock is held again.
        var isHeld: Bool
        /// When to give up regaining it, on the store's clock.
        var regainUntil: Int64 = 0
    }

    init(limits: StoreLimits) {
        self.limits = limits
        gathering = Gathering(milliseconds: limits.acceptGatherMilliseconds)
    }

    /// What became of a message that was handed in.
    enum Admission: Sendable, Equatable {
        /// Whether the connection's thread must look, which it does by itself while it gathers and after an insert.
        case taken(wakes: Bool)
        case full
        case notOwned

        var isTaken: Bool { if case .taken = self { true } else { false } }
    }

    /// Gives a message its id and its place in the open batch.
    mutating func append(_ message: NewMessage, now: Int64) -> Admission {
        guard !isClosed, feeds[message.feed] != nil else { return .notOwned }
        let bytes = message.payload.count
        guard waitingRows < limits.waitingRows,
            waitingRows == 0 || waitingBytes + bytes <= limits.waitingBytes
        else {
            hasRefused = true
            return .full
        }
        guard let id = feeds[message.feed]?.sequence.next(now: now) else { return .notOwned }
        waitingRows += 1
        waitingBytes += bytes
        if flying != nil { isBusy = true }
        if let batch = open, batch.day != id.day || !batch.hasRoom(for: bytes, limits: limits) {
            closed.append(batch)
            open = nil
        }
        if open == nil { open = AcceptBatch(day: id.day, capacity: min(limits.batchBytes, 64 << 10)) }
        open?.append(CommittedMessage(id: id, message: message), limits: limits)
        let isLooking = flying != nil || gathering.isUnderWay && waitingRows != limits.acceptGatherRows
        return .taken(wakes: !isLooking)
    }

    /// What the connection is to do now; an insert is under way from here on.
    mutating func nextStep(now: Int64) -> AcceptStep {
        guard flying == nil else { return .idle }
        if now < pausedUntil { return .wait(milliseconds: Int32(clamping: pausedUntil - now)) }
        let notHeld = feeds.filter { !$0.value.isHeld }.map(\.key)
        if !notHeld.isEmpty { return .regain(notHeld.sorted()) }
        if let uncertain { return .lookUp(uncertain.messages.map(\.id)) }
        guard let day = firstWaiting?.day else { return .idle }
        guard madeDays.contains(day) else { return .makeDay(day) }
        if let wait = gather(now: now) { return .wait(milliseconds: wait) }
        guard let batch = takeFirst() else { return .idle }
        flying = batch
        isBusy = false
        return .insert(batch)
    }

    /// How long to wait for more messages, or nil when it is time to write.
    ///
    /// A sender that is alone waits for nobody. Where several send, a commit for each message cost PostgreSQL
    /// twice the time of one for eight; a sender who waits is answered a moment later, all of them sooner.
    private mutating func gather(now: Int64) -> Int32? {
        let isWorth = isBusy && again.isEmpty && closed.isEmpty && waitingRows < limits.acceptGatherRows
        return gathering.wait(now: now, whileWorth: isWorth)
    }

    private var firstWaiting: AcceptBatch? { again.last ?? closed.first ?? open }

    private mutating func takeFirst() -> AcceptBatch? {
        if let batch = again.popLast() { return batch }
        if !closed.isEmpty { return closed.removeFirst() }
        defer { open = nil }
        return open
    }

    /// The insert under way has ended.
    mutating func inserted(_ error: DatabaseError?, now: Int64) -> [AcceptEffect] {
        guard let batch = flying else { return [] }
        flying = nil
        guard let error else {
            backoff.reset()
            return finish(batch) + becomeAvailable()
        }
        switch AcceptFault(error) {
        case .unknown:
            uncertain = batch
            return becomeUnavailable()
        case .server:
            again.append(batch)
            return pause(now)
        case .schema:
            // Perhaps only the day's partitions are missing: make them, then try again.
            again.append(batch)
            madeDays.remove(batch.day)
            return pause(now)
        case .message(let code):
            guard let (first, second) = batch.halves(limits: limits) else {
                return fail(batch.messages, .refusedByDatabase(code: code))
            }
            again.append(second)
            again.append(first)
            return []
        }
    }

    /// The partitions of a day have been made, or could not be.
    mutating func madeDay(_ day: StoreDay, _ error: DatabaseError?, now: Int64) -> [AcceptEffect] {
        if error != nil { return pause(now) }
        madeDays.insert(day)
        return []
    }

    /// Which of the uncertain ids are in the database is known, or the question failed.
    mutating func lookedUp(_ present: Result<Set<MessageID>, DatabaseError>, now: Int64) -> [AcceptEffect] {
        guard let batch = uncertain, case .success(let present) = present else { return pause(now) }
        uncertain = nil
        let committed = batch.messages.filter { present.contains($0.id) }
        let absent = batch.messages.filter { !present.contains($0.id) }
        if !absent.isEmpty { again.append(AcceptBatch(day: batch.day, of: absent, limits: limits)) }
        let effects =
            committed.isEmpty ? [] : finish(AcceptBatch(day: batch.day, of: committed, limits: limits))
        return effects + becomeAvailable()
    }

    /// The connection is up; feeds that were held before must be taken again.
    mutating func connected() -> [AcceptEffect] {
        isConnected = true
        pausedUntil = 0
        madeDays = []
        return feeds.values.allSatisfy(\.isHeld) && uncertain == nil ? becomeAvailable() : []
    }

    /// The connection is gone, and with it every lock.
    mutating func disconnected(now: Int64) -> [AcceptEffect] {
        isConnected = false
        for feed in feeds.keys {
            feeds[feed]?.isHeld = false
            feeds[feed]?.regainUntil = 0
        }
        return becomeUnavailable()
    }

    /// The owners of the announced batch have been told.
    mutating func announcementFinished() {
        announced = nil
    }

    /// The lowest id of each feed that is not committed and told.
    func lowestUnfinished() -> [FeedID: MessageID] {
        var lowest: [FeedID: MessageID] = [:]
        let batches = [announced, flying, uncertain, open].compactMap(\.self) + again + closed
        for batch in batches {
            for message in batch.messages {
                let feed = message.id.feed
                lowest[feed] = min(lowest[feed] ?? message.id, message.id)
            }
        }
        return lowest
    }

    var isEmpty: Bool { waitingRows == 0 }

    /// Takes everything that waits and belongs to one of the feeds out of the queue.
    mutating func removeMessages(of lost: Set<FeedID>) -> [CommittedMessage] {
        var removed: [CommittedMessage] = []
        func keep(_ batch: AcceptBatch) -> AcceptBatch? {
            guard batch.messages.contains(where: { lost.contains($0.id.feed) }) else { return batch }
            removed += batch.messages.filter { lost.contains($0.id.feed) }
            let kept = batch.messages.filter { !lost.contains($0.id.feed) }
            return kept.isEmpty ? nil : AcceptBatch(day: batch.day, of: kept, limits: limits)
        }
        uncertain = uncertain.flatMap(keep)
        again = again.reversed().compactMap(keep).reversed()
        closed = closed.compactMap(keep)
        open = open.flatMap(keep)
        return removed
    }

    /// Ends messages without storing them.
    mutating func fail(_ messages: [CommittedMessage], _ reason: FailedMessage.Reason) -> [AcceptEffect] {
        if messages.isEmpty { return [] }
        release(messages)
        let room = roomEffect()
        return [.failed(messages.map { FailedMessage(message: $0.message, reason: reason) })] + room
    }

    private mutating func finish(_ batch: AcceptBatch) -> [AcceptEffect] {
        release(batch.messages)
        announced = batch
        let room = roomEffect()
        return [.committed(batch.messages)] + room
    }

    private mutating func release(_ messages: [CommittedMessage]) {
        waitingRows -= messages.count
        waitingBytes -= messages.reduce(0) { $0 + $1.message.payload.count }
    }

    private mutating func roomEffect() -> [AcceptEffect] {
        guard hasRefused, waitingRows <= limits.waitingRows / 2, waitingBytes <= limits.waitingBytes / 2
        else {
            return []
        }
        hasRefused = false
        return [.roomAgain]
    }

    /// Something failed that may succeed later: longer and longer pauses.
    mutating func pause(_ now: Int64) -> [AcceptEffect] {
        pause(for: Int64(backoff.next()), now: now)
    }

    mutating func pause(for milliseconds: Int64, now: Int64) -> [AcceptEffect] {
        pausedUntil = now + milliseconds
        return becomeUnavailable()
    }

    mutating func becomeAvailable() -> [AcceptEffect] {
        guard isConnected, !isAvailable, uncertain == nil, feeds.values.allSatisfy(\.isHeld) else {
            return []
        }
        isAvailable = true
        return [.available(true)]
    }

    private mutating func becomeUnavailable() -> [AcceptEffect] {
        guard isAvailable else { return [] }
        isAvailable = false
        return [.available(false)]
    }
}
