// One destination's lanes in a world made by a seed: arrivals from two feeds, merges, failures of every
// kind, a store that answers late, pauses, releases, crashes. After each event the promises are checked; a
// broken one is returned as a sentence, and the same seed repeats the run exactly.

import MessageStore

@testable import Delivery

struct LanesSimulation {
    struct Setting {
        var deliveries = 120
        var keySpace = 6
        var mostKeys = 5
        var rules = LaneRules(concurrency: 4)
        /// Of a hundred attempts, how many end how; the rest are delivered.
        var destinationFaults = 8
        var messageFaults = 8
        var unknowns = 5
        var crashes = false
        var operators = true
    }

    private struct Flight {
        var ticket: Ticket
        var id: DeliveryID
    }

    let setting: Setting
    private var random: RandomSource
    private var lanes: Lanes
    private var store = SimulatedStore()
    private var now = ContinuousClock.now
    private let origin: ContinuousClock.Instant
    private var pages: [[LaneDelivery]] = []
    private var flights: [Flight] = []
    /// Everything committed, in the order of arrival.
    private var committed: [LaneDelivery] = []
    private var ordinals: [DeliveryID: Int] = [:]
    /// What may still be started, by lane, in the order of arrival.
    private var unfinished: [Int64: [DeliveryID]] = [:]
    private var done: Set<DeliveryID> = []
    private var released: Set<DeliveryID> = []
    private var parked: Set<DeliveryID> = []
    private var milliseconds: Int64 = 1_000
    private(set) var events = 0
    private(set) var spills = 0
    private(set) var problem: String?

    init(seed: UInt64, setting: Setting) {
        self.setting = setting
        random = RandomSource(seed: seed)
        origin = now
        lanes = Lanes(rules: setting.rules, seed: seed ^ 0x5EED, at: now)
    }

    /// Runs to the end and returns the first broken promise.
    mutating func run() -> String? {
        while committed.count < setting.deliveries, problem == nil { step(isCalm: false) }
        // The destination gets well and no more arrives: everything has to come to an end.
        var rounds = 0
        while problem == nil, !isQuiet {
            step(isCalm: true)
            rounds += 1
            if rounds > 200_000 { fail("it never comes to rest: \(lanes.snapshot())") }
        }
        if problem == nil { checkEnd() }
        return problem
    }

    // MARK: Events

    private mutating func step(isCalm: Bool) {
        events += 1
        switch chance(100) {
        case 0..<24 where !isCalm: arrive()
        case 0..<55: endFlight(isCalm: isCalm)
        case 55..<75: storeWorks()
        case 75..<85: bringPage(isCalm: isCalm)
        case 85..<95: passTime()
        case 95..<97 where !isCalm && setting.operators: pauseOrResume()
        case 97..<99 where setting.operators: operate(isCalm: isCalm)
        case 99 where setting.crashes && !isCalm && chance(8) == 0: crash()
        default: if isCalm { tell(.resumed) } else { storeWorks() }
        }
    }

    private mutating func arrive() {
        let count = 1 + chance(6)
        var batch: [LaneDelivery] = []
        for _ in 0..<count where committed.count < setting.deliveries {
            // Often the same millisecond again, so that two feeds arrive against the order of their ids.
            milliseconds += Int64(chance(2))
            let feed = Int64(1 + chance(2))
            let message = MessageID(rawValue: milliseconds << 21 | feed << 13 | Int64(committed.count))
            let id = DeliveryID(message: message, route: RouteID(rawValue: 1), part: 0)
            let content = DeliveryContent(
                receivedAt: 0,
                site: SiteVersion(rawValue: 1),
                format: .hl7v2,
                payload: [UInt8](repeating: 0, count: chance(400))
            )
            let delivery = LaneDelivery(place: Place(id), keys: randomKeys(), content: content)
            commit(delivery)
            batch.append(delivery)
        }
        tell(.arrived(batch))
    }

    private mutating func commit(_ delivery: LaneDelivery) {
        ordinals[delivery.id] = committed.count
        committed.append(delivery)
        for key in delivery.keys { unfinished[key, default: []].append(delivery.id) }
    }

    private mutating func randomKeys() -> [Int64] {
        // Merges name several patients; one in ten has no order.
        let count =
            switch chance(10) {
            case 0: 0
            case 1..<7: min(1, setting.mostKeys)
            default: min(2 + chance(4), setting.mostKeys)
            }
        var keys: Set<Int64> = []
        while keys.count < min(count, setting.keySpace) { keys.insert(Int64(chance(setting.keySpace))) }
        return keys.sorted()
    }

    private mutating func endFlight(isCalm: Bool) {
        guard !flights.isEmpty else { return }
        let flight = flights.remove(at: chance(flights.count))
        if !isCalm, chance(50) == 0 {
            tell(.contentUnavailable(flight.ticket))
            return
        }
        let dice = isCalm ? 99 : chance(100)
        let bound1 = setting.destinationFaults
        let bound2 = bound1 + setting.messageFaults
        let bound3 = bound2 + setting.unknowns
        let verdict: Verdict =
            switch dice {
            case 0..<bound1: .destinationFault(retryAfter: chance(4) == 0 ? .seconds(chance(60)) : nil)
            case bound1..<bound2: .messageFault
            case bound2..<bound3: .unknown
            default: .delivered
            }
        if verdict == .delivered { finish(flight.id) }
        tell(.attemptEnded(flight.ticket, verdict, reason: .status(422)))
    }

    private mutating func storeWorks() {
        if let page = store.step() { pages.append(page) }
    }

    private mutating func bringPage(isCalm: Bool) {
        guard !pages.isEmpty else { return }
        let page = pages.removeFirst()
        tell(!isCalm && chance(10) == 0 ? .refillFailed : .refilled(page))
    }

    private mutating func passTime() {
        let next = lanes.nextWake.map { max(now, $0) }
        now = chance(3) == 0 ? (next ?? now + .seconds(1)) : now + .milliseconds(chance(5_000))
        tell(.timePassed)
        // Every message to come is in this millisecond or a later one.
        store.report(lanes.progress().lowestUnrecorded ?? MessageID(rawValue: milliseconds << 21))
    }

    private mutating func pauseOrResume() {
        tell(chance(2) == 0 ? .paused(.byOperator) : .resumed)
    }

    private mutating func operate(isCalm: Bool) {
        if let id = store.parked.keys.sorted().first, isCalm || chance(2) == 0 {
            milliseconds += 1
            let rank = MessageID(rawValue: milliseconds << 21 | id.message.rawValue & 0x3F_FFFF)
            store.release(id, rank: rank)
            done.remove(id)
            parked.remove(id)
            released.insert(id)
            tell(.released)
        } else if !committed.isEmpty, !isCalm, chance(4) == 0 {
            // What is parked would have to be discarded in the store as well.
            let id = committed[chance(committed.count)].id
            if !parked.contains(id) { tell(.discarded(id)) }
        }
    }

    /// The process dies and another one takes over what the store knows.
    private mutating func crash() {
        store.loseQueue()
        flights = []
        pages = []
        lanes = Lanes(rules: setting.rules, seed: random.next(), at: now)
        released = []
        parked = Set(store.parked.keys)
        done = store.finished.union(store.parked.keys)
        unfinished = [:]
        let pending = Set(store.pending.keys.map(\.delivery))
        var tail: [LaneDelivery] = []
        for delivery in committed.sorted(by: { $0.place < $1.place }) where !done.contains(delivery.id) {
            for key in delivery.keys { unfinished[key, default: []].append(delivery.id) }
            guard !pending.contains(delivery.id) else { continue }
            tail.append(delivery)
            if delivery.id.message < store.watermark { fail("the watermark left \(delivery.id) behind") }
        }
        for delivery in committed where pending.contains(delivery.id) && store.pending[delivery.place] == nil
        {
            released.insert(delivery.id)
        }
        // From here on the order of arrival is the order of places.
        let order = committed.map(\.id).sorted()
        for (ordinal, id) in order.enumerated() { ordinals[id] = ordinal }
        for feed in [1, 2].map(FeedID.init(rawValue:)) {
            let tail = tail.filter { $0.place.rank.feed == feed }
            for delivery in tail { tell(.recovered([delivery])) }
            if chance(2) == 0 { storeWorks() }
            tell(.recoveryEnded(feed))
            if chance(2) == 0 { bringPage(isCalm: true) }
        }
    }

    // MARK: Actions and promises

    private mutating func tell(_ event: LaneEvent) {
        for action in lanes.receive(event, at: now) {
            switch action {
            case .start(let ticket, let delivery, _): start(ticket, delivery)
            case .settle(let delivery, let outcome): settle(delivery, outcome)
            case .refill(let after, let items): store.read(after: after, limit: items)
            case .alert: break
            }
        }
        checkAlways()
    }

    private mutating func start(_ ticket: Ticket, _ delivery: LaneDelivery) {
        let id = delivery.id
        if flights.contains(where: { $0.id == id }) { fail("\(id) was started twice at a time") }
        if done.contains(id) { fail("\(id) was started after it had finished") }
        for key in delivery.keys {
            for earlier in unfinished[key] ?? [] where isPromisedBefore(earlier, id) {
                fail("\(id) overtook \(earlier) in lane \(key)")
            }
        }
        flights.append(Flight(ticket: ticket, id: id))
        if flights.count > setting.rules.concurrency { fail("\(flights.count) are in flight") }
    }

    /// Whether one delivery had to be finished before another one starts.
    private func isPromisedBefore(_ earlier: DeliveryID, _ later: DeliveryID) -> Bool {
        guard let first = ordinals[earlier], let second = ordinals[later], first < second else {
            return false
        }
        // Two feeds in one millisecond, and what an operator released, have no order promised.
        return earlier < later && !done.contains(earlier) && !released.contains(earlier)
            && !released.contains(later)
    }

    private mutating func settle(_ delivery: LaneDelivery, _ outcome: LaneOutcome) {
        switch outcome {
        case .delivered:
            if !done.contains(delivery.id) { fail("\(delivery.id) was settled before it had arrived") }
        case .discarded:
            finish(delivery.id)
        case .parked:
            parked.insert(delivery.id)
            // With `hold` its lanes wait: it counts as unfinished there.
            if setting.rules.onPark == .continue || delivery.keys.isEmpty { finish(delivery.id) }
        case .spilled:
            spills += 1
        case .recorded, .retry, .attemptFailed, .unanswered:
            break
        }
        store.write(delivery, outcome)
    }

    private mutating func finish(_ id: DeliveryID) {
        done.insert(id)
        guard let ordinal = ordinals[id], committed.indices.contains(ordinal) else { return }
        for (key, ids) in unfinished where ids.contains(id) {
            unfinished[key] = ids.filter { $0 != id }
        }
    }

    private mutating func checkAlways() {
        let snapshot = lanes.snapshot()
        if snapshot.inFlight != flights.count {
            fail("counts \(snapshot.inFlight) of \(flights.count) in flight")
        }
        // Beyond the limit by what a page brings and what arrives against the order, never by a backlog.
        let slack = (Lanes.refillItems + 8) * 1_024
        if snapshot.memoryBytes > setting.rules.memory.bytes + slack { fail("memory has no limit") }
    }

    private var isQuiet: Bool {
        flights.isEmpty && store.isIdle && pages.isEmpty && store.parked.isEmpty
            && committed.allSatisfy { done.contains($0.id) && store.finished.contains($0.id) }
    }

    private mutating func checkEnd() {
        if let left = committed.first(where: { !store.finished.contains($0.id) }) {
            fail("\(left.id) was lost")
        }
        if !store.pending.isEmpty { fail("\(store.pending.count) rows are left pending") }
        if lanes.snapshot().waiting + lanes.snapshot().spilled > 0 { fail("something is left in the lanes") }
    }

    private mutating func fail(_ sentence: String) {
        if problem == nil { problem = "\(sentence), at event \(events)" }
    }

    private mutating func chance(_ bound: Int) -> Int {
        Int(random.next() % UInt64(bound))
    }
}
