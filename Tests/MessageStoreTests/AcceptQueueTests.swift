// The accepting state machine alone: limits, faults, doubt, ownership. No database.

import PostgreSQL
import Testing

@testable import MessageStore

struct AcceptQueueTests {
    private let feed = FeedID(rawValue: 7)
    private let now = MessageID.epochMilliseconds + 86_400_000

    private func queue(_ limits: StoreLimits = StoreLimits()) -> AcceptQueue {
        var queue = AcceptQueue(limits: limits)
        _ = queue.connected()
        _ = queue.adopt(answer(epoch: 1), now: now)
        return queue
    }

    private func answer(epoch: Int64, isClaimed: Bool = true) -> ClaimAnswer {
        ClaimAnswer(
            feed: feed,
            isClaimed: isClaimed,
            epoch: epoch,
            watermark: MessageID(rawValue: 0),
            highest: MessageID(rawValue: 0)
        )
    }

    private func message(bytes: Int = 10) -> NewMessage {
        NewMessage(
            feed: feed,
            receivedAt: now,
            site: SiteVersion(rawValue: 1),
            status: .accepted,
            format: .hl7v2,
            payload: [UInt8](repeating: 65, count: bytes)
        )
    }

    /// The next insert, after whatever is gathered for it.
    private func insert(_ queue: inout AcceptQueue) throws -> AcceptBatch {
        var step = queue.nextStep(now: 0)
        if case .makeDay(let day) = step {
            _ = queue.madeDay(day, nil, now: 0)
            step = queue.nextStep(now: 0)
        }
        if case .wait(let milliseconds) = step { step = queue.nextStep(now: Int64(milliseconds)) }
        guard case .insert(let batch) = step else { throw Unexpected() }
        return batch
    }

    private struct Unexpected: Error {}

    private func error(_ state: SQLState) -> DatabaseError {
        DatabaseError(kind: .server(state), activity: "accept")
    }

    @Test(arguments: [1, 512, 513, 1_024, 1_025])
    func `batches are capped by rows`(rows: Int) throws {
        var queue = queue()
        for _ in 0..<rows { #expect(queue.append(message(), now: now).isTaken) }
        var left = rows
        while left > 0 {
            let batch = try insert(&queue)
            #expect(batch.messages.count == min(512, left))
            left -= batch.messages.count
            _ = queue.inserted(nil, now: 0)
            queue.announcementFinished()
        }
        #expect(queue.isEmpty)
    }

    @Test func `batches are capped by bytes, and one beyond goes alone`() throws {
        var limits = StoreLimits()
        limits.batchBytes = 100
        var queue = queue(limits)
        for bytes in [50, 50, 1, 500, 1] { #expect(queue.append(message(bytes: bytes), now: now).isTaken) }
        var sizes: [[Int]] = []
        while !queue.isEmpty {
            sizes.append(try insert(&queue).messages.map(\.message.payload.count))
            _ = queue.inserted(nil, now: 0)
        }
        #expect(sizes == [[50, 50], [1], [500], [1]])
    }

    @Test func `at the limit of rows nothing more is taken until half of them are gone`() throws {
        var limits = StoreLimits()
        limits.batchRows = 5
        limits.waitingRows = 10
        var queue = queue(limits)
        for _ in 0..<10 { #expect(queue.append(message(), now: now).isTaken) }
        #expect(queue.append(message(), now: now) == .full)
        _ = try insert(&queue)
        let effects = queue.inserted(nil, now: 0)
        #expect(effects.contains { if case .roomAgain = $0 { true } else { false } })
        #expect(queue.append(message(), now: now).isTaken)
    }

    @Test func `a sender that is alone waits for nobody`() throws {
        var queue = queue()
        for _ in 0..<3 {
            #expect(queue.append(message(), now: now) == .taken(wakes: true))
            #expect(try insert(&queue).messages.count == 1)
            _ = queue.inserted(nil, now: 0)
        }
    }

    @Test func `among several senders a few messages wait a moment for others`() throws {
        var queue = queue()
        _ = queue.append(message(), now: now)
        _ = try insert(&queue)
        // While an insert is under way nobody is woken: its end is a look at the queue.
        #expect(queue.append(message(), now: now) == .taken(wakes: false))
        _ = queue.inserted(nil, now: 100)
        guard case .wait(milliseconds: 2) = queue.nextStep(now: 100) else { throw Unexpected() }
        guard case .wait(milliseconds: 1) = queue.nextStep(now: 101) else { throw Unexpected() }
        #expect(queue.append(message(), now: now) == .taken(wakes: false))
        guard case .insert(let batch) = queue.nextStep(now: 102) else { throw Unexpected() }
        #expect(batch.messages.count == 2)
        // The insert went alone, so the next one does not wait.
        _ = queue.inserted(nil, now: 103)
        #expect(queue.append(message(), now: now) == .taken(wakes: true))
        #expect(try insert(&queue).messages.count == 1)
    }

    @Test func `enough messages are written at once, and wake`() throws {
        var queue = queue()
        _ = queue.append(message(), now: now)
        _ = try insert(&queue)
        _ = queue.append(message(), now: now)
        _ = queue.inserted(nil, now: 100)
        guard case .wait = queue.nextStep(now: 100) else { throw Unexpected() }
        for _ in 2..<8 { #expect(queue.append(message(), now: now) == .taken(wakes: false)) }
        #expect(queue.append(message(), now: now) == .taken(wakes: true))
        #expect(try insert(&queue).messages.count == 8)
    }

    @Test(arguments: ["53100", "53200", "53300", "58030", "40001", "25006"] as [SQLState])
    func `a server in trouble makes the store unavailable and the batch wait`(state: SQLState) throws {
        var queue = queue()
        _ = queue.append(message(), now: now)
        let batch = try insert(&queue)
        let effects = queue.inserted(error(state), now: 1_000)
        #expect(effects.contains { if case .available(false) = $0 { true } else { false } })
        guard case .wait = queue.nextStep(now: 1_000) else { throw Unexpected() }
        guard case .insert(let again) = queue.nextStep(now: 10_000) else { throw Unexpected() }
        #expect(again.messages.map(\.id) == batch.messages.map(\.id))
        let recovered = queue.inserted(nil, now: 10_000)
        #expect(recovered.contains { if case .available(true) = $0 { true } else { false } })
    }

    @Test func `a refused batch is halved until the guilty one stands alone`() throws {
        var queue = queue()
        for bytes in 1...8 { _ = queue.append(message(bytes: bytes), now: now) }
        var committed: [Int] = []
        var failed: [Int] = []
        while !queue.isEmpty {
            let sizes = try insert(&queue).messages.map(\.message.payload.count)
            let effects = queue.inserted(sizes.contains(6) ? error("22021") : nil, now: 0)
            for effect in effects {
                if case .committed(let messages) = effect {
                    committed += messages.map(\.message.payload.count)
                }
                if case .failed(let messages) = effect { failed += messages.map(\.message.payload.count) }
            }
        }
        #expect(committed == [1, 2, 3, 4, 5, 7, 8])
        #expect(failed == [6])
        #expect(queue.isAvailable)
    }

    @Test
    func `after a lost connection feeds are regained, then flying ids looked up, then the absent sent again`()
        throws
    {
        var queue = queue()
        for _ in 0..<3 { _ = queue.append(message(), now: now) }
        let ids = try insert(&queue).messages.map(\.id)
        _ = queue.inserted(DatabaseError(kind: .connection(sent: true), activity: "accept"), now: 0)
        _ = queue.disconnected(now: 0)
        #expect(queue.settledEpochs == nil)
        #expect(queue.append(message(), now: now).isTaken)
        _ = queue.connected()
        guard case .regain([feed]) = queue.nextStep(now: 0) else { throw Unexpected() }
        // The server has not noticed yet that the old session is gone.
        _ = queue.regained(.success([answer(epoch: 1, isClaimed: false)]), now: 0)
        guard case .wait = queue.nextStep(now: 0) else { throw Unexpected() }
        guard case .regain = queue.nextStep(now: 1_000) else { throw Unexpected() }
        _ = queue.regained(.success([answer(epoch: 2)]), now: 1_000)
        guard case .lookUp(ids) = queue.nextStep(now: 1_000) else { throw Unexpected() }
        let effects = queue.lookedUp(.success([ids[1]]), now: 1_000)
        guard case .committed(let found) = effects.first else { throw Unexpected() }
        #expect(found.map(\.id) == [ids[1]])
        guard case .makeDay(let day) = queue.nextStep(now: 1_000) else { throw Unexpected() }
        _ = queue.madeDay(day, nil, now: 1_000)
        guard case .insert(let again) = queue.nextStep(now: 1_000) else { throw Unexpected() }
        #expect(again.messages.map(\.id) == [ids[0], ids[2]])
        #expect(queue.settledEpochs == [feed: 2])
    }

    @Test(arguments: [(3, true), (2, false)] as [(Int64, Bool)])
    func `a feed that someone else had in between is lost`(epoch: Int64, isClaimed: Bool) {
        var queue = queue()
        _ = queue.append(message(), now: now)
        _ = queue.disconnected(now: 0)
        _ = queue.connected()
        let effects = queue.regained(.success([answer(epoch: epoch, isClaimed: isClaimed)]), now: 0)
        #expect(effects.contains { if case .feedsLost([feed]) = $0 { true } else { false } })
        #expect(effects.contains { if case .failed(let failed) = $0 { failed.count == 1 } else { false } })
        #expect(effects.contains { if case .unlock = $0 { true } else { false } } == isClaimed)
        #expect(queue.append(message(), now: now) == .notOwned)
        #expect(queue.isAvailable)
    }

    @Test func `a lock that never comes free is given up after its time`() {
        var queue = queue()
        _ = queue.disconnected(now: 0)
        _ = queue.connected()
        let held = Result<[ClaimAnswer], DatabaseError>.success([answer(epoch: 1, isClaimed: false)])
        #expect(queue.regained(held, now: 0).isEmpty)
        #expect(queue.regained(held, now: 29_999).isEmpty)
        #expect(!queue.regained(held, now: 30_001).isEmpty)
    }

    @Test func `the floor is the lowest message not yet committed and told`() throws {
        var queue = queue()
        for _ in 0..<2 { _ = queue.append(message(), now: now) }
        let first = try insert(&queue).messages[0].id
        _ = queue.append(message(), now: now)
        #expect(queue.floors(now: now) == [feed: first])
        _ = queue.inserted(nil, now: 0)
        #expect(queue.floors(now: now) == [feed: first])
        queue.announcementFinished()
        let floor = try #require(queue.floors(now: now)[feed])
        #expect(floor > first)
        let second = try insert(&queue).messages[0].id
        #expect(floor == second)
    }
}
