// Settling against a real server: log, pending, parked, stat rows, watermarks, congestion.

import PostgreSQL
import Testing

@testable import MessageStore

struct SettleTests {
    private func states(_ test: TestStore, _ id: MessageID) async throws -> [DeliveryState] {
        await test.store.flushSettlements()
        return try #require(try await test.store.message(id)).summary.deliveries.map(\.state)
    }

    @Test func `a delivered message is logged and no longer waits`() async throws {
        let test = try await TestStore()
        _ = try await test.claim()
        let id = try await test.accept([test.message()])[0]
        let attempt = AttemptRecord(code: 201, attempts: 1, latencyMilliseconds: 12, sentHash: [1, 2, 3])
        test.store.settle([test.settlement(id, .delivered(attempt))])
        #expect(try await states(test, id) == [.delivered])
        let detail = try #require(try await test.store.message(id))
        #expect(detail.log.map(\.kind) == [.delivered])
        #expect(detail.log[0].attempt == attempt)
        await test.store.close()
    }

    @Test func `a deferred delivery waits in pending until it is delivered`() async throws {
        let test = try await TestStore()
        _ = try await test.claim()
        let id = try await test.accept([test.message(keys: [4, 5])])[0]
        var first = test.settlement(
            id,
            .deferred(
                .retry,
                nextAttemptAt: 1_700_000_000_500,
                AttemptRecord(code: 503, error: "busy"),
                logged: true
            )
        )
        first.keys = [4, 5]
        test.store.settle([first])
        #expect(try await states(test, id) == [.pending])
        let again = AttemptRecord(code: 502, attempts: 2, error: "worse")
        test.store.settle([
            test.settlement(id, .deferred(.paused, nextAttemptAt: 1_700_000_001_000, again, logged: true))
        ])
        await test.store.flushSettlements()
        let pending = try #require(try await test.store.pending(destination: test.destination).first)
        #expect(pending.attempts == 2)
        #expect(pending.reason == .paused)
        #expect(pending.nextAttemptAt == 1_700_000_001_000)
        #expect(pending.lastError == "worse")
        let refilled = try #require(try await test.store.refill(test.destination, after: nil).first)
        #expect(refilled.keys == [4, 5])
        #expect(refilled.message.payload == Array("MSH|".utf8))
        test.store.settle([test.settlement(id, .delivered(AttemptRecord(code: 200, attempts: 3)))])
        #expect(try await states(test, id) == [.delivered])
        #expect(try await test.store.pending(destination: test.destination).isEmpty)
        await test.store.close()
    }

    @Test func `deferred and delivered in one batch leaves nothing pending`() async throws {
        let test = try await TestStore()
        _ = try await test.claim()
        let id = try await test.accept([test.message()])[0]
        var delivered = test.settlement(id, .delivered(AttemptRecord()))
        delivered.mayBePending = true
        test.store.settle([
            test.settlement(id, .deferred(.retry, nextAttemptAt: 0, AttemptRecord(), logged: false)),
            delivered,
        ])
        #expect(try await states(test, id) == [.delivered])
        await test.store.close()
    }

    @Test func `a backlog is refilled in order, page by page, across the page's edges`() async throws {
        let test = try await TestStore()
        _ = try await test.claim()
        let ids = try await test.accept((0..<20).map { _ in test.message(parts: 2) })
        let spilled = ids.reversed().flatMap { id in
            (0..<2).map { part in
                test.settlement(
                    id,
                    part: part,
                    .deferred(.backlog, nextAttemptAt: 0, AttemptRecord(attempts: 0), logged: false)
                )
            }
        }
        test.store.settle(spilled)
        var refilled: [QueuedDelivery] = []
        var page: [QueuedDelivery] = []
        repeat {
            page = try await test.store.refill(test.destination, after: refilled.last?.place, limit: 7)
            refilled += page
        } while !page.isEmpty
        #expect(refilled.map(\.id.message) == ids.flatMap { [$0, $0] })
        #expect(zip(refilled, refilled.dropFirst()).allSatisfy { $0.place < $1.place })
        await test.store.close()
    }

    @Test func `pages are bounded in bytes, and a larger message comes alone`() async throws {
        var limits = StoreLimits()
        limits.pageBytes = 1_000
        let test = try await TestStore(limits: limits)
        _ = try await test.claim()
        let ids = try await test.accept(
            [100, 3_000, 100, 100].map { test.message(String(repeating: "x", count: $0)) }
        )
        test.store.settle(
            ids.map {
                test.settlement($0, .deferred(.backlog, nextAttemptAt: 0, AttemptRecord(), logged: false))
            }
        )
        let first = try await test.store.refill(test.destination, after: nil)
        #expect(first.map(\.id.message) == [ids[0], ids[1]])
        let second = try await test.store.refill(test.destination, after: first.last?.place)
        #expect(second.map(\.id.message) == [ids[2], ids[3]])
        await test.store.close()
    }

    @Test func `stat rows count statuses and outcomes, and gauges are as reported`() async throws {
        let test = try await TestStore()
        _ = try await test.claim()
        let ids = try await test.accept([
            test.message(), test.message(), test.message(status: .unrouted), test.message(status: .refused),
        ])
        test.store.settle([
            test.settlement(ids[0], .attemptFailed(AttemptRecord(code: 500))),
            test.settlement(ids[0], .delivered(AttemptRecord(code: 200))),
            test.settlement(ids[1], .parked(reason: "rejected", diagnostics: "", AttemptRecord(code: 422))),
        ])
        await test.store.flushSettlements()
        test.store.report { feeds in
            feeds.map { feed in
                FeedProgress(
                    feed: feed,
                    lowestUnfinished: nil,
                    gauges: [
                        DestinationGauge(
                            destination: test.destination,
                            waiting: 5,
                            inFlight: 2,
                            oldestReceivedAt: 77
                        )
                    ]
                )
            }
        }
        test.store.settle([test.settlement(ids[0], .unknownOutcome(AttemptRecord()))])
        await test.store.flushSettlements()
        let feed = try #require(try await test.store.feedStatistics().first)
        #expect(feed.messages == [.accepted: 2, .unrouted: 1, .filtered: 0, .refused: 1, .suspect: 0])
        #expect(feed.watermark > ids[3])
        let destination = try #require(try await test.store.destinationStatistics().first)
        #expect(destination.delivered == 1)
        #expect(destination.failedAttempts == 1)
        #expect(destination.parked == 1)
        #expect(destination.waiting == 5)
        #expect(destination.inFlight == 2)
        #expect(destination.oldestReceivedAt == 77)
        #expect(try await test.store.latestMessages(status: .refused).map(\.id) == [ids[3]])
        await test.store.close()
    }

    @Test func `a watermark is never above what is unfinished and never goes back`() async throws {
        let test = try await TestStore()
        let claim = try await test.claim()
        let ids = try await test.accept([test.message(), test.message()])
        func report(_ lowest: MessageID?) async throws -> MessageID {
            test.store.report { $0.map { FeedProgress(feed: $0, lowestUnfinished: lowest) } }
            test.store.settle([test.settlement(ids[0], .attemptFailed(AttemptRecord()))])
            await test.store.flushSettlements()
            return try #require(try await test.store.feedStatistics().first).watermark
        }
        // Until the commit's handler has returned, its messages count as unfinished.
        var first = try await report(ids[1])
        while first < ids[1] { first = try await report(ids[1]) }
        #expect(first == ids[1])
        #expect(try await report(ids[0]) == ids[1])
        #expect(try await report(nil) > ids[1])
        #expect(claim.firstNewID <= ids[0])
        await test.store.close()
    }

    @Test func `outcomes of a day without partitions make them`() async throws {
        let test = try await TestStore()
        _ = try await test.claim()
        let id = try await test.accept([test.message()])[0]
        _ = try await test.store.script { session in
            try session.execute("drop table delivery_log_\(id.day.suffix)", activity: "test")
        }
        test.store.settle([test.settlement(id, .parked(reason: "r", diagnostics: "", AttemptRecord()))])
        // `ensure_day` looks at the log's leaf; the message's leaf is still there.
        _ = try await test.store.script { session in
            try session.execute(
                "create table delivery_log_\(id.day.suffix) partition of delivery_log "
                    + "for values from (\(id.day.firstID)) to (\(id.day.next.firstID))",
                activity: "test"
            )
        }
        #expect(try await states(test, id) == [.parked])
        await test.store.close()
    }

    @Test func `a backlog beyond its limit is told, and its end too`() async throws {
        var limits = StoreLimits()
        limits.settleBacklog = 100
        let test = try await TestStore(limits: limits)
        _ = try await test.claim()
        let id = try await test.accept([test.message()])[0]
        let outcome = test.settlement(id, .attemptFailed(AttemptRecord()))
        test.store.settle(Array(repeating: outcome, count: 100))
        await test.store.flushSettlements()
        #expect(test.recorder.told.congestion.isEmpty)
        test.store.settle(Array(repeating: outcome, count: 101))
        try await test.recorder.wait("congestion and its end") { $0.congestion == [true, false] }
        await test.store.close()
    }

    @Test func `an outcome that PostgreSQL refuses harms only itself`() async throws {
        let test = try await TestStore()
        _ = try await test.claim()
        let ids = try await test.accept((0..<10).map { _ in test.message() })
        _ = try await test.store.script { session in
            try session.execute("alter table delivery_log add check (code <> 666)", activity: "test")
        }
        test.store.settle(
            ids.enumerated().map { index, id in
                test.settlement(id, .delivered(AttemptRecord(code: index == 4 ? 666 : 200)))
            }
        )
        await test.store.flushSettlements()
        let open = try await test.store.latestMessages().filter { $0.deliveries[0].state == .waiting }
        #expect(open.map(\.id) == [ids[4]])
        await test.store.close()
    }
}
