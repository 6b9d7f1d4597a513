// The accepting connection's shell around `AcceptQueue`: performs its steps, tells its effects.

import PostgreSQL
import Synchronization

/// Accepts messages on one connection, which also holds the feeds' locks.
final class AcceptWriter: WorkSource {
    private let queue: Mutex<AcceptQueue>
    private let clock: @Sendable () -> Int64
    private let owner: String
    private let events: EventRelay
    private let counters: StoreCounters
    /// For callers that only want to know; the truth is in the queue.
    let isAvailable = Atomic<Bool>(false)
    private let connectionSlot = Mutex<Connection?>(nil)

    init(
        limits: StoreLimits,
        clock: @escaping @Sendable () -> Int64,
        owner: String,
        events: EventRelay,
        counters: StoreCounters
    ) {
        queue = Mutex(AcceptQueue(limits: limits))
        self.clock = clock
        self.owner = owner
        self.events = events
        self.counters = counters
    }

    /// Connects; from now on there is work to ask for.
    func start(_ connection: Connection) throws(DatabaseError) {
        connectionSlot.withLock { $0 = connection }
        try connection.start()
    }

    private var connection: Connection? { connectionSlot.withLock { $0 } }

    /// See `MessageStore.accept`.
    func accept(_ message: NewMessage, wake connection: Connection) -> Bool {
        let now = clock()
        switch queue.withLock({ $0.append(message, now: now) }) {
        case .taken(let wakes):
            if wakes { connection.workArrived() }
            return true
        case .full:
            return false
        case .notOwned:
            events.current.failed([FailedMessage(message: message, reason: .feedNotOwned)])
            return true
        }
    }

    /// See `MessageStore.claim`.
    func claim(_ feed: FeedID) async throws(StoreError) -> FeedClaim? {
        guard let connection, queue.withLock({ $0.feeds[feed] == nil }) else { return nil }
        let outcome: Result<FeedClaim?, DatabaseError> = await withCheckedContinuation { continuation in
            connection.submit(
                Work([AcceptStatements.claim([feed], owner: owner)], activity: "claim") { [self] outcome in
                    let claim = Result { () throws(DatabaseError) in try adopt(outcome) }
                    return { continuation.resume(returning: claim) }
                }
            )
        }
        do {
            return try outcome.get()
        } catch {
            throw .database(error)
        }
    }

    /// On the connection's thread, so that a claim and the loss of its connection cannot cross.
    private func adopt(_ outcome: Work.Outcome) throws(DatabaseError) -> FeedClaim? {
        guard let rows = try outcome.get().first, let answer = try AcceptStatements.claimAnswers(rows).first
        else {
            throw DatabaseError(kind: .unexpectedAnswer, activity: "claim")
        }
        guard answer.isClaimed else { return nil }
        let now = clock()
        return queue.withLock { $0.adopt(answer, now: now) }
    }

    /// Gives a feed up; nothing of it may wait any more.
    func release(_ feed: FeedID, patience: Duration = .seconds(5)) async throws(StoreError) {
        guard let connection, queue.withLock({ $0.feeds.removeValue(forKey: feed) != nil }) else { return }
        do {
            _ = try await connection.run(
                AcceptStatements.release(feed),
                activity: "release a feed",
                patience: patience
            )
        } catch {
            throw .database(error)
        }
    }

    func nextRank(of feed: FeedID) -> MessageID? {
        let now = clock()
        return queue.withLock { $0.nextRank(of: feed, now: now) }
    }

    func floors() -> [FeedID: MessageID] {
        let now = clock()
        return queue.withLock { $0.floors(now: now) }
    }

    var ownedFeeds: [FeedID] { queue.withLock { $0.feeds.keys.sorted() } }

    var settledEpochs: [FeedID: Int64]? { queue.withLock { $0.settledEpochs } }

    var isEmpty: Bool { queue.withLock { $0.isEmpty } }

    /// No more messages; those that wait are still written.
    func stopTaking() {
        queue.withLock { $0.isClosed = true }
    }

    /// The connection and its source hold each other until then.
    func forgetConnection() {
        connectionSlot.withLock { $0 = nil }
    }

    /// Ends what could not be written before the store was closed.
    func failRest() {
        let effects = queue.withLock { queue in
            let rest = queue.removeMessages(of: Set(queue.feeds.keys))
            return queue.fail(rest, .closed)
        }
        perform(effects)
    }
}

// On the connection's thread.
extension AcceptWriter {
    func next() -> NextWork {
        let now = SystemClock.monotonicMilliseconds()
        switch queue.withLock({ $0.nextStep(now: now) }) {
        case .idle: return .idle
        case .wait(let milliseconds): return .wait(milliseconds: milliseconds)
        case .insert(let batch):
            return work(batch.statements, "accept") { queue, outcome, now in
                if case .failure(let error) = outcome { return queue.inserted(error, now: now) }
                return queue.inserted(nil, now: now)
            }
        case .makeDay(let day):
            return work([AcceptStatements.makeDay(day)], "make partitions") { queue, outcome, now in
                if case .failure(let error) = outcome { return queue.madeDay(day, error, now: now) }
                return queue.madeDay(day, nil, now: now)
            }
        case .regain(let feeds):
            return work([AcceptStatements.claim(feeds, owner: owner)], "regain feeds") {
                queue,
                outcome,
                now in
                let answers = Result { () throws(DatabaseError) in
                    try outcome.get().first.map { rows throws(DatabaseError) in
                        try AcceptStatements.claimAnswers(rows)
                    } ?? []
                }
                return queue.regained(answers, now: now)
            }
        case .lookUp(let ids):
            return work([AcceptStatements.present(ids)], "look up messages") { queue, outcome, now in
                let present = Result { () throws(DatabaseError) in
                    var present: Set<MessageID> = []
                    guard let rows = try outcome.get().first else { return present }
                    for row in rows.all { present.insert(MessageID(rawValue: try row.integer(0))) }
                    return present
                }
                return queue.lookedUp(present, now: now)
            }
        }
    }

    private func work(
        _ statements: [Statement],
        _ activity: String,
        _ ended: @escaping @Sendable (inout AcceptQueue, Work.Outcome, Int64) -> [AcceptEffect]
    ) -> NextWork {
        .work(
            Work(statements, activity: activity) { [self] outcome in
                let now = SystemClock.monotonicMilliseconds()
                let effects = queue.withLock { ended(&$0, outcome, now) }
                if effects.isEmpty { return nil }
                return { self.perform(effects) }
            }
        )
    }

    func connected() {
        perform(queue.withLock { $0.connected() })
    }

    func disconnected(_ error: DatabaseError) {
        let now = SystemClock.monotonicMilliseconds()
        perform(queue.withLock { $0.disconnected(now: now) })
    }

    func notified(channel: String, payload: String) {}

    private func perform(_ effects: [AcceptEffect]) {
        let handlers = events.current
        for effect in effects {
            switch effect {
            case .committed(let messages):
                counters.accepted(messages)
                handlers.committed(messages)
                queue.withLock { $0.announcementFinished() }
            case .failed(let messages): handlers.failed(messages)
            case .available(let available):
                isAvailable.store(available, ordering: .sequentiallyConsistent)
                handlers.availabilityChanged(available)
                if available { events.ownershipSettled() }
            case .feedsLost(let feeds): handlers.feedsLost(feeds)
            case .unlock(let feed):
                connection?.submit(
                    Work([AcceptStatements.unlock(feed)], activity: "unlock a feed") { _ in nil }
                )
            case .roomAgain: handlers.roomAgain()
            }
        }
    }
}
