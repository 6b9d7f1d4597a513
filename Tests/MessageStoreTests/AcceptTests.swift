// Accepting against a real server: batches, limits, bad rows, midnight.

import PostgreSQL
import Synchronization
import Testing

@testable import MessageStore

struct AcceptTests {
    @Test func `what is accepted is stored with its deliveries, readable by SQL`() async throws {
        let test = try await TestStore()
        _ = try await test.claim()
        let id = try await test.accept([test.message("MSH|a", controlID: "c1", keys: [9, -4], parts: 2)])[0]
        let rows = try await test.store.read(
            Statement(
                "select feed, route, part, destination, keys from planned_delivery where message = $1 order by part",
                [.int64(id.rawValue)]
            ),
            "test"
        )
        #expect(rows.count == 2)
        #expect(try rows[0].integer(0) == Int64(test.feed.rawValue))
        #expect(try rows[1].integer(2) == 1)
        #expect(try rows[1].integer(3) == Int64(test.destination.rawValue))
        #expect(try rows[1].integers(4) == [-4, 9])
        let detail = try #require(try await test.store.message(id))
        #expect(detail.message.payload == Array("MSH|a".utf8))
        #expect(detail.message.receivedAt == 1_700_000_000_123)
        #expect(detail.summary.controlID == "c1")
        #expect(detail.summary.deliveries.map(\.state) == [.waiting, .waiting])
        await test.store.close()
    }

    @Test func `thousands from many threads are committed in the order of their ids`() async throws {
        let test = try await TestStore()
        _ = try await test.claim()
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<250 { _ = test.store.accept(test.message()) }
                }
            }
        }
        try await test.recorder.wait("2,000 commits") { $0.committed.count == 2_000 }
        let told = test.recorder.told
        #expect(zip(told.committed, told.committed.dropFirst()).allSatisfy { $0.id < $1.id })
        #expect(told.batches.allSatisfy { $0 <= StoreLimits().batchRows })
        await test.store.close()
    }

    @Test func `a feed that is not owned takes nothing`() async throws {
        let test = try await TestStore()
        #expect(test.store.accept(test.message()))
        try await test.recorder.wait("the failure") { $0.failed.count == 1 }
        #expect(test.recorder.told.failed[0].reason == .feedNotOwned)
        await test.store.close()
    }

    @Test func `a large message goes alone and the bytes waiting are bounded`() async throws {
        var limits = StoreLimits()
        limits.batchBytes = 1_000
        limits.waitingBytes = 3_000
        let test = try await TestStore(limits: limits)
        _ = try await test.claim()
        let large = String(repeating: "x", count: 5_000)
        try await test.accept([test.message(large)])
        #expect(test.recorder.told.batches == [1])
        await test.store.close()
    }

    @Test func `NUL and endless texts harm nothing`() async throws {
        let test = try await TestStore()
        _ = try await test.claim()
        let id = try await test.accept([
            test.message("a\0b", controlID: "x\0y" + String(repeating: "z", count: 10_000))
        ])[0]
        let detail = try #require(try await test.store.message(id))
        #expect(detail.message.payload == [97, 0, 98])
        let controlID = try #require(detail.summary.controlID)
        #expect(controlID.hasPrefix("x\u{FFFD}yzz"))
        #expect(
            try await test.store.messages(controlID: "x\0y" + String(repeating: "z", count: 10_000)).count
                == 1
        )
        await test.store.close()
    }

    @Test func `a batch that is refused is bisected and harms only the guilty message`() async throws {
        let test = try await TestStore()
        _ = try await test.claim()
        _ = try await test.store.script { session in
            try session.execute("alter table message add check (control_id <> 'guilty')", activity: "test")
        }
        for number in 0..<100 {
            #expect(test.store.accept(test.message(controlID: number == 37 ? "guilty" : "c\(number)")))
        }
        try await test.recorder.wait("all outcomes") { $0.committed.count == 99 && $0.failed.count == 1 }
        let told = test.recorder.told
        #expect(told.failed[0].message.controlID == "guilty")
        #expect(told.failed[0].reason == .refusedByDatabase(code: "23514"))
        #expect(zip(told.committed, told.committed.dropFirst()).allSatisfy { $0.id < $1.id })
        #expect(test.store.isAvailable)
        await test.store.close()
    }

    @Test func `a batch across midnight goes into two partitions`() async throws {
        // 2026-11-22 23:59:59.998 UTC, then on by a millisecond a call.
        let midnight: Int64 = 1_795_392_000_000
        let clock = Atomic<Int64>(midnight - 2_000)
        let test = try await TestStore(clock: { clock.load(ordering: .relaxed) })
        _ = try await test.claim()
        clock.store(midnight - 1, ordering: .relaxed)
        #expect(test.store.accept(test.message()))
        clock.store(midnight, ordering: .relaxed)
        #expect(test.store.accept(test.message()))
        // Two days on nobody made the partition ahead.
        clock.store(midnight + 2 * 86_400_000, ordering: .relaxed)
        #expect(test.store.accept(test.message()))
        try await test.recorder.wait("commits") { $0.committed.count == 3 }
        let rows = try await test.store.read(
            Statement("select tableoid::regclass::text from message order by id"),
            "test"
        )
        let leaves = try rows.all.map { try $0.text(0) }
        #expect(leaves == ["message_20261122", "message_20261123", "message_20261125"])
        await test.store.close()
    }

    @Test func `what is parked at accept is parked in the same transaction`() async throws {
        let test = try await TestStore()
        _ = try await test.claim()
        let delivery = PlannedDelivery(route: test.route, part: 3, destination: test.destination, keys: [2])
        let parked = ParkedAtAccept(
            delivery: delivery,
            reason: "mapping-failed",
            diagnostics: "PID-3 is absent"
        )
        let id = try await test.accept([test.message(parked: [parked])])[0]
        let list = try await test.store.parked()
        #expect(list.map(\.id) == [DeliveryID(message: id, route: test.route, part: 3)])
        #expect(list[0].reason == "mapping-failed")
        #expect(list[0].diagnostics == "PID-3 is absent")
        let summary = try #require(try await test.store.latestMessages().first)
        #expect(summary.deliveries.map(\.state) == [.waiting, .parked])
        await test.store.close()
    }
}
