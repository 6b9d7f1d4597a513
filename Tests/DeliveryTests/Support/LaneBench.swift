// Lanes on a bench: short words for events, and what the lanes did in answer.

import MessageStore

@testable import Delivery

struct LaneBench {
    var lanes: Lanes
    var now = ContinuousClock.now
    private(set) var started: [Int] = []
    private(set) var settled: [(Int, LaneOutcome)] = []
    private(set) var refills: [(after: Place?, items: Int)] = []
    private(set) var alerts: [PauseReason] = []
    private(set) var marked: [Int] = []
    private var tickets: [Int: Ticket] = [:]

    init(_ rules: LaneRules = LaneRules(retry: RetryPolicy(jitter: 0))) {
        lanes = Lanes(rules: rules, seed: 1, at: now)
    }

    static func delivery(_ number: Int, keys: [Int64], bytes: Int = 0) -> LaneDelivery {
        let message = MessageID(rawValue: Int64(number) << 21 | 1 << 13)
        let id = DeliveryID(message: message, route: RouteID(rawValue: 1), part: 0)
        let content = DeliveryContent(
            receivedAt: 0,
            site: SiteVersion(rawValue: 1),
            format: .hl7v2,
            payload: [UInt8](repeating: 0, count: bytes)
        )
        return LaneDelivery(place: Place(id), keys: keys, content: content)
    }

    mutating func arrive(_ number: Int, keys: [Int64], bytes: Int = 0) {
        receive(.arrived([Self.delivery(number, keys: keys, bytes: bytes)]))
    }

    mutating func end(_ number: Int, _ verdict: Verdict, reason: ParkReason = .status(422)) {
        guard let ticket = tickets[number] else { return }
        receive(.attemptEnded(ticket, verdict, reason: reason))
    }

    mutating func failRendering(_ number: Int) {
        guard let ticket = tickets[number] else { return }
        receive(.unrenderable(ticket, reason: .rendering))
    }

    mutating func pass(_ duration: Duration) {
        now += duration
        receive(.timePassed)
    }

    mutating func receive(_ event: LaneEvent) {
        started = []
        settled = []
        refills = []
        marked = []
        for action in lanes.receive(event, at: now) {
            switch action {
            case .start(let ticket, let delivery, let followsParked):
                tickets[Self.number(delivery)] = ticket
                started.append(Self.number(delivery))
                if followsParked { marked.append(Self.number(delivery)) }
            case .settle(let delivery, let outcome): settled.append((Self.number(delivery), outcome))
            case .refill(let after, let items): refills.append((after, items))
            case .alert(let reason): alerts.append(reason)
            }
        }
    }

    var outcomes: [LaneOutcome] { settled.map(\.1) }

    static func number(_ delivery: LaneDelivery) -> Int { Int(delivery.id.message.milliseconds) }
}
