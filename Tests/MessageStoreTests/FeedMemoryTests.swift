// What a feed remembers, and application acknowledgments that come later, against a real server.

import PostgreSQL
import Testing

@testable import MessageStore

struct FeedMemoryTests {
    private static func entry(_ key: String, _ value: String?) -> FeedMemory {
        FeedMemory(kind: 1, key: Array(key.utf8), value: value.map { Array($0.utf8) })
    }

    @Test func `what messages made a feed remember is there for its next owner`() async throws {
        let settings = try await TestCluster.settings()
        let test = try await TestStore(settings)
        _ = try await test.claim()
        func message(_ changes: [FeedMemory]) -> NewMessage {
            var message = test.message()
            message.memory = changes
            return message
        }
        // Several changes of one entry in one commit as well as in several.
        try await test.accept([
            message([Self.entry("a", "1"), Self.entry("b", "1"), Self.entry("c", "\0\u{1F}")]),
            message([Self.entry("a", "2")]), message([Self.entry("b", nil)]),
        ])
        try await test.accept([message([Self.entry("a", "3")])])
        await test.store.close()

        let next = try await TestStore(settings)
        _ = try await next.claim()
        let known = try await next.store.memory(of: next.feed)
        #expect(Set(known) == [Self.entry("a", "3"), Self.entry("c", "\0\u{1F}")])
        let other = try await next.store.feed(named: "other")
        #expect(try await next.store.memory(of: other).isEmpty)
        await next.store.close()
    }

    /// Stores a message and an acknowledgment about it; gives the log and what is parked.
    private func answered(
        _ answer: (TestStore, MessageID) -> ApplicationAnswer,
        before: (TestStore, MessageID) async throws -> Void = { _, _ in }
    ) async throws -> (log: [DeliveryLogEntry], parked: [ParkedDelivery]) {
        let test = try await TestStore()
        _ = try await test.claim()
        let id = try await test.accept([test.message(controlID: "C1", keys: [4, 9])])[0]
        try await before(test, id)
        var acknowledgment = test.message(status: .filtered)
        acknowledgment.answer = answer(test, id)
        try await test.accept([acknowledgment])
        let detail = try #require(try await test.store.message(id))
        let parked = try await test.store.parked(limit: 10)
        await test.store.close()
        return (detail.log, parked)
    }

    private func answer(_ test: TestStore, _ id: String, isPositive: Bool) -> ApplicationAnswer {
        ApplicationAnswer(
            controlID: id,
            destinations: [test.destination],
            delivery: DeliveryID(controlID: id),
            code: isPositive ? "AA" : "AE 207",
            isPositive: isPositive
        )
    }

    @Test func `a positive answer is noted with the delivery`() async throws {
        let (log, parked) = try await answered { test, _ in answer(test, "C1", isPositive: true) }
        #expect(log.map(\.kind) == [.applicationAccepted])
        #expect(parked.isEmpty)
    }

    @Test func `a negative answer parks the delivery`() async throws {
        let (log, parked) = try await answered { test, _ in answer(test, "C1", isPositive: false) }
        #expect(log.map(\.kind) == [.applicationRefused])
        #expect(parked.map(\.reason) == ["refused-later"])
        #expect(parked.first?.diagnostics.contains("AE 207") == true)
    }

    @Test func `a delivery's own number finds it`() async throws {
        let (log, _) = try await answered { test, message in
            let delivery = DeliveryID(message: message, route: test.route, part: 0)
            return answer(test, String(decoding: delivery.controlID, as: UTF8.self), isPositive: true)
        }
        #expect(log.map(\.kind) == [.applicationAccepted])
    }

    @Test func `an answer about an unknown message, or to another destination, changes nothing`() async throws
    {
        let unknown = try await answered { test, _ in answer(test, "C2", isPositive: false) }
        #expect(unknown.log.isEmpty && unknown.parked.isEmpty)
        let elsewhere = try await answered { _, _ in
            ApplicationAnswer(
                controlID: "C1",
                destinations: [DestinationID(rawValue: 999)],
                delivery: nil,
                code: "AE",
                isPositive: false
            )
        }
        #expect(elsewhere.log.isEmpty && elsewhere.parked.isEmpty)
    }

    @Test func `of several messages with a number the latest is meant`() async throws {
        let (log, _) = try await answered { test, _ in
            answer(test, "C1", isPositive: true)
        } before: { test, _ in
            try await test.accept([test.message(controlID: "C1")])
        }
        #expect(log.isEmpty)
    }

    @Test(arguments: [
        DeliveryID(message: MessageID(rawValue: 0), route: RouteID(rawValue: 1), part: 0),
        DeliveryID(message: MessageID(rawValue: .max), route: RouteID(rawValue: 1 << 20 - 1), part: .max),
        DeliveryID(message: MessageID(rawValue: 454_545_454_545), route: RouteID(rawValue: 7), part: 3),
    ])
    func `a delivery's number leads back to it`(delivery: DeliveryID) {
        #expect(delivery.controlID.count == 20)
        #expect(DeliveryID(controlID: String(decoding: delivery.controlID, as: UTF8.self)) == delivery)
    }

    @Test(arguments: ["", "C1", "0123456789ABCDEFGHJ", "0123456789ABCDEFGHJI0", "ÄÖÜ3456789ABCDEFGHJK"])
    func `other numbers are no delivery's`(controlID: String) {
        #expect(DeliveryID(controlID: controlID) == nil)
    }
}
