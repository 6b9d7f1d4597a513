// Ids: strictly rising whatever the clock does; days and names of partitions.

import Testing

@testable import MessageStore

struct MessageIDTests {
    private let feed = FeedID(rawValue: 200)
    private let now = MessageID.epochMilliseconds + 1_000

    @Test func `more ids than one millisecond has borrow from the next`() {
        var sequence = MessageIDSequence(feed: feed, after: MessageID(rawValue: 0))
        let ids = (0..<20_000).map { _ in sequence.next(now: now) }
        #expect(zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 })
        #expect(ids.allSatisfy { $0.feed == feed })
        #expect(ids[8_191].milliseconds == 1_000)
        #expect(ids[8_192].milliseconds == 1_001)
    }

    @Test func `a clock that goes back does not bring ids back`() {
        var sequence = MessageIDSequence(feed: feed, after: MessageID(rawValue: 0))
        let before = sequence.next(now: now)
        let after = sequence.next(now: now - 900)
        #expect(before < after)
        #expect(after.milliseconds == 1_000)
    }

    @Test func `ids after a take-over exceed the highest found`() {
        let highest = MessageID(milliseconds: 5_000, feed: feed, sequence: 8_191)
        var sequence = MessageIDSequence(feed: feed, after: highest)
        #expect(sequence.next(now: now) > highest)
    }

    @Test(arguments: [0, 1, 8_191, 8_192, 9_000])
    func `a floor is above every id given and not above the next`(given: Int) {
        var sequence = MessageIDSequence(feed: feed, after: MessageID(rawValue: 0))
        let ids = (0..<given).map { _ in sequence.next(now: now) }
        let floor = sequence.floor(now: now)
        #expect(ids.allSatisfy { $0 < floor })
        #expect(sequence.next(now: now) >= floor)
    }

    @Test(arguments: [
        (1_577_836_800_000, "20200101"), (1_582_934_400_000, "20200229"), (1_798_675_199_999, "20261230"),
        (1_798_761_600_000, "20270101"),
    ])
    func `a day is named by its date`(moment: Int64, name: String) {
        let day = StoreDay.containing(millisecondsSince1970: moment)
        #expect(day.suffix == name)
        #expect(day.firstID.day == day)
        #expect(MessageID(rawValue: day.next.firstID.rawValue - 1).day == day)
    }

    @Test func `a delivery's name can be read back`() throws {
        let id = DeliveryID(message: MessageID(rawValue: 99), route: RouteID(rawValue: 3), part: 2)
        #expect(id.description == "99.3.2")
        #expect(DeliveryID("99.3.2") == id)
        #expect(DeliveryID("99.3") == nil)
        #expect(DeliveryID("99.3.x") == nil)
    }

    @Test func `packed deliveries are read back, and a torn one is an error`() throws {
        let deliveries = [
            PlannedDelivery(
                route: RouteID(rawValue: 1),
                part: 0,
                destination: DestinationID(rawValue: 70_000),
                keys: [5, -3, 5]
            ),
            PlannedDelivery(
                route: RouteID(rawValue: 2),
                part: 9,
                destination: DestinationID(rawValue: 1),
                keys: []
            ),
        ]
        let packed = PackedDeliveries.pack(deliveries)
        #expect(try PackedDeliveries.unpack(packed) == deliveries)
        #expect(deliveries[0].keys == [-3, 5])
        #expect(throws: StoreError.unexpectedContent("message.deliveries")) {
            try PackedDeliveries.unpack(Array(packed.dropLast()))
        }
    }
}
