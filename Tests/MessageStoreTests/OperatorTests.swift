// What operators see and do: lists, parked groups, retry, discard, guards, names, retention.

import PostgreSQL
import Synchronization
import Testing

@testable import MessageStore

struct OperatorTests {
    private func park(_ test: TestStore, _ ids: [MessageID], reason: String = "rejected") async {
        test.store.settle(
            ids.map {
                test.settlement($0, .parked(reason: reason, diagnostics: "no", AttemptRecord(code: 422)))
            }
        )
        await test.store.flushSettlements()
    }

    @Test func `the latest messages come newest first, page by page`() async throws {
        let test = try await TestStore()
        _ = try await test.claim()
        let ids = try await test.accept((0..<5).map { test.message(controlID: "c\($0)") })
        let first = try await test.store.latestMessages(limit: 3)
        #expect(first.map(\.id) == [ids[4], ids[3], ids[2]])
        let rest = try await test.store.latestMessages(before: first.last?.id, limit: 3)
        #expect(rest.map(\.id) == [ids[1], ids[0]])
        #expect(try await test.store.messages(controlID: "c3").map(\.id) == [ids[3]])
        #expect(try await test.store.messages(controlID: "c9").isEmpty)
        #expect(try await test.store.latestMessages(feed: FeedID(rawValue: 99)).isEmpty)
        #expect(try await test.store.message(MessageID(rawValue: 1)) == nil)
        await test.store.close()
    }

    @Test func `parked deliveries are listed, grouped and filtered`() async throws {
        let test = try await TestStore()
        _ = try await test.claim()
        let ids = try await test.accept((0..<5).map { _ in test.message() })
        await park(test, Array(ids[0..<3]))
        await park(test, [ids[3]], reason: "mapping-failed")
        let groups = try await test.store.parkedGroups()
        #expect(groups.isComplete)
        #expect(groups.groups.map(\.reason) == ["rejected", "mapping-failed"])
        #expect(groups.groups.map(\.count) == [3, 1])
        #expect(try await test.store.parked(reason: "mapping-failed").map(\.id.message) == [ids[3]])
        let page = try await test.store.parked(destination: test.destination, limit: 2)
        #expect(page.map(\.id.message) == Array(ids[0..<2]))
        #expect(try await test.store.parked(after: page.last?.id).map(\.id.message) == Array(ids[2...3]))
        await test.store.close()
    }

    @Test func `a retried delivery waits at the tail, its owner is told, and recovery keeps its place`()
        async throws
    {
        let settings = try await TestCluster.settings()
        let test = try await TestStore(settings)
        _ = try await test.claim()
        let ids = try await test.accept((0..<4).map { _ in test.message() })
        await park(test, Array(ids[0..<2]))
        let parked = try await test.store.parked().map(\.id)
        let unknown = DeliveryID(message: ids[3], route: test.route, part: 7)
        let outcome = try await test.store.retry(parked.reversed() + [unknown])
        #expect(outcome.changed == parked)
        #expect(outcome.missing == [unknown])
        let destination = test.destination
        try await test.recorder.wait("the release") { $0.released == [destination] }
        let refilled = try await test.store.refill(
            test.destination,
            after: Place(rank: ids[3], delivery: unknown)
        )
        #expect(refilled.map(\.id) == parked)
        #expect(refilled.allSatisfy { $0.waited == .released && $0.attempts == 0 && $0.place.rank > ids[3] })
        let later = try await test.accept([test.message()])[0]
        await test.store.close()

        let second = try await TestStore(settings)
        let recovered = try await second.recoverAll(try await second.claim(), limit: 2)
        #expect(recovered.map(\.id.message) == [ids[2], ids[3], ids[0], ids[1], later])
        let next = try await second.accept([second.message()])[0]
        #expect(recovered.allSatisfy { $0.place.rank < next })
        await second.store.close()
    }

    @Test func `a discarded delivery is logged with its reason`() async throws {
        let test = try await TestStore()
        _ = try await test.claim()
        let ids = try await test.accept([test.message(), test.message()])
        await park(test, ids)
        let parked = try await test.store.parked().map(\.id)
        let outcome = try await test.store.discard([parked[0]], reason: "sent by hand")
        #expect(outcome.changed == [parked[0]])
        let detail = try #require(try await test.store.message(ids[0]))
        #expect(detail.summary.deliveries.map(\.state) == [.discarded])
        #expect(detail.log.map(\.kind) == [.parked, .discarded])
        #expect(detail.log.last?.attempt.error == "sent by hand")
        #expect(try await test.store.parked().map(\.id) == [parked[1]])
        await test.store.close()
    }

    @Test func `a release guard names newer messages of a common key only`() async throws {
        let test = try await TestStore()
        _ = try await test.claim()
        let ids = try await test.accept([
            test.message(keys: [1]), test.message(keys: [2]), test.message(keys: [1, 2]),
            test.message(keys: [1]),
        ])
        var parked = test.settlement(ids[0], .parked(reason: "r", diagnostics: "", AttemptRecord()))
        parked.keys = [1]
        test.store.settle([parked])
        test.store.settle(ids[1...2].map { test.settlement($0, .delivered(AttemptRecord())) })
        await test.store.flushSettlements()
        let guards = try await test.store.releaseGuards([parked.delivery])
        #expect(guards.map(\.newerDelivered) == [[ids[2]]])
        #expect(guards[0].isComplete)
        await test.store.close()
    }

    @Test func `a suspect message is parked without a destination and cannot be retried`() async throws {
        let test = try await TestStore()
        _ = try await test.claim()
        let nowhere = PlannedDelivery(route: .none, part: 0, destination: .none, keys: [])
        let suspect = ParkedAtAccept(
            delivery: nowhere,
            reason: "suspect",
            diagnostics: "ended an earlier process"
        )
        let id = try await test.accept([test.message(status: .suspect, parked: [suspect])])[0]
        let parked = try await test.store.parked()
        #expect(parked.map(\.id.message) == [id])
        #expect(try await test.store.retry(parked.map(\.id)).missing == parked.map(\.id))
        await test.store.close()
    }

    @Test func `names keep their numbers, and feeds have a limit`() async throws {
        let test = try await TestStore()
        #expect(try await test.store.feed(named: "lab") == test.feed)
        #expect(try await test.store.destination(named: "ehr") == test.destination)
        #expect(try await test.store.names().routes == [test.route: "results"])
        for number in 2...255 {
            #expect(try await test.store.feed(named: "feed \(number)") == FeedID(rawValue: Int16(number)))
        }
        await #expect(throws: StoreError.tooManyFeeds(limit: 255)) {
            try await test.store.feed(named: "one too many")
        }
        await test.store.close()
    }

    @Test func `the same site files get the same version`() async throws {
        let test = try await TestStore()
        let files = [
            SiteText(path: "corridor.yaml", text: "a: b\n"), SiteText(path: "routes/lab.yaml", text: ""),
        ]
        let version = try await test.store.siteVersion(of: files, engineBuild: "1")
        #expect(try await test.store.siteVersion(of: files.reversed(), engineBuild: "1") == version)
        #expect(try await test.store.siteVersion(of: files, engineBuild: "2") != version)
        #expect(try await test.store.siteFiles(of: version) == files)
        await test.store.close()
    }

    @Test func `retention drops whole days, but nothing that is needed`() async throws {
        let day: Int64 = 86_400_000
        let start: Int64 = 1_790_000_000_000
        let clock = Atomic<Int64>(start)
        let test = try await TestStore(clock: { clock.load(ordering: .relaxed) })
        _ = try await test.claim()
        var ids: [MessageID] = []
        for number in 0..<4 {
            clock.store(start + Int64(number) * day, ordering: .relaxed)
            ids += try await test.accept([test.message()])
        }
        clock.store(start + 10 * day, ordering: .relaxed)
        try await test.store.makePartitionsAhead()
        // The first is delivered, the second parked, the third pending, the fourth unfinished.
        test.store.settle([
            test.settlement(ids[0], .delivered(AttemptRecord())),
            test.settlement(ids[1], .parked(reason: "r", diagnostics: "", AttemptRecord())),
            test.settlement(ids[2], .deferred(.retry, nextAttemptAt: 0, AttemptRecord(), logged: true)),
        ])
        test.store.report { $0.map { FeedProgress(feed: $0, lowestUnfinished: ids[3]) } }
        await test.store.flushSettlements()
        while try await test.store.feedStatistics().first?.watermark != ids[3] {}
        // Days 0 to 3 hold the messages, day 4 was never made, day 1 of the start was made ahead.
        #expect(try await test.store.dropDays(olderThan: 9) == 1)
        let left = try await test.store.latestMessages().map(\.id)
        #expect(left == [ids[3], ids[2], ids[1]])
        await test.store.close()
    }

    @Test func `migrations run once and a newer schema is refused`() async throws {
        let settings = try await TestCluster.settings()
        let first = try await TestStore(settings)
        let second = try await TestStore(settings)
        _ = try await first.store.script { session in
            try session.execute("insert into migration(number) values (1000)", activity: "test")
        }
        await #expect(throws: StoreError.schemaTooNew(found: 1_000, known: Migration.all.count)) {
            try await TestStore(settings)
        }
        await first.store.close()
        await second.store.close()
    }
}
