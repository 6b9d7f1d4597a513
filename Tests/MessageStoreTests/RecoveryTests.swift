// Crashes, take-overs and what is found afterwards.

import Glibc
import PostgreSQL
import Testing

@testable import MessageStore

struct RecoveryTests {
    @Test func `recovery finds what was not settled, in total order, whatever the page`() async throws {
        let settings = try await TestCluster.settings()
        let first = try await TestStore(settings)
        _ = try await first.claim()
        let ids = try await first.accept((0..<30).map { _ in first.message(parts: 2) })
        // A third is delivered, a third waits, of a third one part is delivered.
        for (index, id) in ids.enumerated() {
            switch index % 3 {
            case 0:
                first.store.settle(
                    (0..<2).map { first.settlement(id, part: $0, .delivered(AttemptRecord())) }
                )
            case 1:
                first.store.settle(
                    (0..<2).map {
                        first.settlement(
                            id,
                            part: $0,
                            .deferred(.retry, nextAttemptAt: 5, AttemptRecord(attempts: 3), logged: true)
                        )
                    }
                )
            default: first.store.settle([first.settlement(id, .delivered(AttemptRecord()))])
            }
        }
        await first.store.close()

        let second = try await TestStore(settings)
        let claim = try await second.claim()
        let expected = ids.enumerated().flatMap { index, id -> [DeliveryID] in
            let parts: [Int16] = [[], [0, 1], [1]][index % 3]
            return parts.map { DeliveryID(message: id, route: second.route, part: $0) }
        }
        for limit in [1, 2, 3, 7, 500] {
            let recovered = try await second.recoverAll(claim, limit: limit)
            #expect(recovered.map(\.id) == expected, "pages of \(limit)")
            #expect(recovered.allSatisfy { ($0.waited == .retry) == ($0.attempts == 3) })
        }
        // What comes in under the claim is not recovered.
        let new = try await second.accept([second.message()])[0]
        #expect(new >= claim.firstNewID)
        #expect(try await second.recoverAll(claim).map(\.id) == expected)
        await second.store.close()
    }

    @Test func `recovery leaves what waits for saturated destinations`() async throws {
        let test = try await TestStore()
        let claim = try await test.claim()
        let ids = try await test.accept([test.message()])
        test.store.settle([
            test.settlement(ids[0], .deferred(.backlog, nextAttemptAt: 0, AttemptRecord(), logged: false))
        ])
        await test.store.flushSettlements()
        #expect(try await test.store.recover(claim, after: nil).deliveries.count == 1)
        #expect(
            try await test.store.recover(claim, after: nil, saturated: [test.destination]).deliveries.isEmpty
        )
        await test.store.close()
    }

    @Test func `of two stores that fight for a feed one gets it, then the other after its end`() async throws
    {
        let settings = try await TestCluster.settings()
        let first = try await TestStore(settings)
        let second = try await TestStore(settings)
        let claimed = try await first.claim()
        #expect(try await second.store.claim(second.feed) == nil)
        #expect(try await first.store.claim(first.feed) == nil)
        let ids = try await first.accept((0..<10).map { _ in first.message() })
        await first.store.close()
        let claim = try await second.claim()
        #expect(claim.epoch == claimed.epoch + 1)
        #expect(try await second.recoverAll(claim).map(\.id.message) == ids)
        let next = try await second.accept([second.message()])[0]
        #expect(ids.allSatisfy { $0 < next })
        await second.store.close()
    }

    @Test func `a released feed can be claimed by another at once`() async throws {
        let settings = try await TestCluster.settings()
        let first = try await TestStore(settings)
        let second = try await TestStore(settings)
        _ = try await first.claim()
        try await first.accept([first.message()])
        try await first.store.release(first.feed)
        _ = try await second.claim()
        #expect(first.store.accept(first.message()))
        try await first.recorder.wait("the failure") { $0.failed.map(\.reason) == [.feedNotOwned] }
        await first.store.close()
        await second.store.close()
    }

    @Test func `two schemas of one database have their own feeds`() async throws {
        let first = try await TestStore()
        let second = try await TestStore()
        _ = try await first.claim()
        _ = try await second.claim()
        await first.store.close()
        await second.store.close()
    }

    @Test func `losing the accepting session under load loses and doubles nothing`() async throws {
        let test = try await TestStore()
        _ = try await test.claim()
        let total = 3_000
        let sender = Task {
            for number in 0..<total {
                while !test.store.accept(test.message(controlID: "c\(number)")) { await Task.yield() }
                if number % 50 == 0 { await Task.yield() }
            }
        }
        for cut in 1...4 {
            try await test.recorder.wait("progress") { $0.committed.count > cut * 100 }
            try await test.cutAcceptingSession()
        }
        await sender.value
        try await test.recorder.wait("all commits") { $0.committed.count >= total }
        let told = test.recorder.told
        #expect(told.committed.count == total)
        #expect(told.failed.isEmpty)
        #expect(told.lost.isEmpty)
        #expect(zip(told.committed, told.committed.dropFirst()).allSatisfy { $0.id < $1.id })
        let rows = try await test.store.read(
            Statement("select count(*), count(distinct control_id) from message"),
            "test"
        )
        #expect(try rows[0].integer(0) == Int64(total))
        #expect(try rows[0].integer(1) == Int64(total))
        #expect(test.store.isAvailable)
        await test.store.close()
    }

    @Test func `a feed taken over while the connection was away is lost, and its messages stay the sender's`()
        async throws
    {
        let test = try await TestStore()
        _ = try await test.claim()
        try await test.accept([test.message()])
        // Another process has the feed between two of our sessions: as if it had claimed and released it.
        let feed = test.feed
        _ = try await test.store.script { session in
            try session.query(
                Statement("update feed set epoch = epoch + 1 where id = $1", [.int16(feed.rawValue)]),
                activity: "test"
            ).affected
        }
        try await test.cutAcceptingSession()
        try await test.recorder.wait("the loss") { $0.lost == [feed] }
        #expect(test.store.accept(test.message()))
        try await test.recorder.wait("the failure") { $0.failed.map(\.reason) == [.feedNotOwned] }
        // The lock was given back: it can be claimed again.
        var claim: FeedClaim?
        while claim == nil { claim = try await test.store.claim(feed) }
        await test.store.close()
    }

    @Test func `outcomes under an old epoch change nothing`() async throws {
        let test = try await TestStore()
        _ = try await test.claim()
        let id = try await test.accept([test.message()])[0]
        let feed = test.feed
        let error = await #expect(throws: StoreError.self) {
            _ = try await test.store.read(SettleStatements.checkOwner([feed: 99]), "test")
        }
        guard case .database(let cause) = error else { return }
        #expect(cause.state == SettleStatements.ownerChanged)
        #expect(try await test.store.message(id)?.summary.deliveries.map(\.state) == [.waiting])
        await test.store.close()
    }

    @Test func `a killed postmaster costs nothing that was committed, and everything resumes by itself`()
        async throws
    {
        let cluster = try await PrivateCluster.start(stateFolder: "/tmp/corridor-test-kill-\(getpid())")
        let settings = ConnectionSettings(cluster.connectionString, applicationName: "tests")
        let test = try await TestStore(settings)
        _ = try await test.claim()
        let total = 2_000
        let sender = Task {
            for number in 0..<total {
                while !test.store.accept(test.message(controlID: "c\(number)")) { await Task.yield() }
                if number % 20 == 0 { await Task.yield() }
            }
        }
        for round in 1...2 {
            try await test.recorder.wait("progress") { $0.committed.count > round * 200 }
            let process = try #require(cluster.processID)
            kill(process, SIGKILL)
            try await test.recorder.wait("unavailable") { $0.availability.filter { !$0 }.count >= round }
            try await test.recorder.wait("available again") { $0.availability.filter { $0 }.count >= round }
        }
        await sender.value
        try await test.recorder.wait("all commits") { $0.committed.count >= total }
        let acknowledged = test.recorder.told.committed
        #expect(acknowledged.count == total)
        let rows = try await test.store.read(
            Statement("select count(*), count(distinct control_id) from message"),
            "test"
        )
        #expect(try rows[0].integer(0) == Int64(total))
        #expect(try rows[0].integer(1) == Int64(total))
        test.store.settle(acknowledged.map { test.settlement($0.id, .delivered(AttemptRecord())) })
        await test.store.flushSettlements()
        await test.store.close()
        await cluster.stop()
    }
}

extension TestStore {
    /// Ends the server's side of the session that accepts and holds the locks.
    func cutAcceptingSession() async throws {
        let ended = try await store.script { session in
            try session.query(
                Statement(
                    """
                    select pg_terminate_backend(l.pid) from pg_locks l
                    where l.locktype = 'advisory' and l.classid::bigint = lock_space() and l.objid = 1
                    """
                ),
                activity: "test"
            ).count
        }
        try #require(ended <= 1)
    }
}
