// Judged deliveries under the numbers that the store knows them by.

public import MessageStore
public import Routing

/// What is to be delivered of a message, and what could not be rendered.
public struct DeliveryPlan: Sendable {
    /// What is to be delivered.
    public private(set) var deliveries: [PlannedDelivery] = []
    /// The bytes of each.
    public private(set) var payloads: [(delivery: PlannedDelivery, payload: Payload)] = []
    /// What could not be rendered.
    public private(set) var parked: [ParkedAtAccept] = []

    /// Numbers the deliveries of a judgment.
    public init(_ judged: [Judgment.Delivery], _ numbers: SiteNumbers) {
        for delivery in judged {
            let planned = PlannedDelivery(
                route: numbers.routes[delivery.route],
                part: Int16(clamping: delivery.part),
                destination: numbers.destinations[delivery.destination],
                keys: delivery.keys.map(\.hash)
            )
            if let problems = delivery.payload.problems {
                let text = problems.map(\.description).joined(separator: "\n")
                parked.append(ParkedAtAccept(delivery: planned, reason: "mapping-failed", diagnostics: text))
            } else {
                deliveries.append(planned)
                payloads.append((planned, delivery.payload))
            }
        }
    }

    /// What a message is parked with that ended an earlier process.
    public static let suspect = ParkedAtAccept(
        delivery: PlannedDelivery(route: .none, part: 0, destination: .none, keys: []),
        reason: "suspect",
        diagnostics: "this message was under way when an earlier process ended; it was not parsed again"
    )
}
