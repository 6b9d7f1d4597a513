import Delivery
import FHIRListener
import HTTPClient
import MessageStore
import Testing

@testable import Engine

/// What becomes of deliveries, for those who wait.
struct DeliveryWatchTests {
    private static let message = MessageID(rawValue: 7)

    private static func delivery(_ part: Int16) -> DeliveryID {
        DeliveryID(message: message, route: RouteID(rawValue: 1), part: part)
    }

    private static func settlement(_ part: Int16, _ outcome: Settlement.Outcome) -> Settlement {
        Settlement(
            place: Place(delivery(part)),
            destination: DestinationID(rawValue: 3),
            keys: [],
            outcome: outcome
        )
    }

    @Test func `an end that comes before anybody waits is told, with the answer, and then forgotten`() async {
        let watch = DeliveryWatch()
        watch.begin(Self.message, deliveries: [Self.delivery(0)])
        let reply = Reply(.response(status: 201), response: HTTPResponse(status: 201))
        watch.received(reply, for: Self.delivery(0))
        watch.settled([Self.settlement(0, .delivered(AttemptRecord(code: 201)))])
        let ends = await watch.ends(of: Self.message, within: .seconds(60))
        #expect(ends?.map(\.outcome) == [.delivered])
        #expect(ends?.first?.answer?.status == 201)
        #expect(watch.isIdle)
    }

    @Test func `who waits hears when the last one has ended, and not of attempts`() async {
        let watch = DeliveryWatch()
        watch.begin(Self.message, deliveries: [Self.delivery(0), Self.delivery(1)])
        async let ends = watch.ends(of: Self.message, within: .seconds(60))
        watch.settled([
            Self.settlement(1, .attemptFailed(AttemptRecord())),
            Self.settlement(1, .parked(reason: "rejected", diagnostics: "", AttemptRecord())),
            Self.settlement(0, .discarded(reason: "")),
        ])
        let told = await ends
        #expect(told?.map(\.outcome) == [.setAside(reason: "rejected"), .discarded])
        #expect(watch.isIdle)
    }

    @Test func `who waits too long hears nothing, and nothing is kept`() async {
        let watch = DeliveryWatch()
        watch.begin(Self.message, deliveries: [Self.delivery(0)])
        let ends = await watch.ends(of: Self.message, within: .milliseconds(1))
        #expect(ends == nil)
        #expect(watch.isIdle)
        watch.settled([Self.settlement(0, .delivered(AttemptRecord()))])
        #expect(watch.isIdle)
    }
}
