// The settling connection's shell around `SettleQueue`: performs its steps, tells its effects.

import Logging
import PostgreSQL
import Synchronization

/// Writes outcomes, watermarks and stat rows on a connection of their own.
final class SettleWriter: WorkSource {
    /// Operators' releases are announced here.
    static let releaseChannel = "corridor_released"

    private let queue: Mutex<SettleQueue>
    private let limits: StoreLimits
    private let accept: AcceptWriter
    private let events: EventRelay
    private let counters: StoreCounters
    private let schema: String
    private let logger: Logger

    init(
        limits: StoreLimits,
        accept: AcceptWriter,
        events: EventRelay,
        counters: StoreCounters,
        schema: String,
        logger: Logger
    ) {
        queue = Mutex(SettleQueue(limits: limits))
        self.limits = limits
        self.accept = accept
        self.events = events
        self.counters = counters
        self.schema = schema
        self.logger = logger
    }

    func settle(_ settlements: [Settlement], wake connection: Connection) {
        let (effects, wakes) = queue.withLock { $0.append(settlements) }
        if wakes { connection.workArrived() }
        perform(effects)
    }

    /// Floors are asked for before the caller's view of what is unfinished, so that a message committed in between
    /// is below neither.
    func report(wake connection: Connection, _ collect: ([FeedID]) -> [FeedProgress]) {
        let floors = accept.floors()
        var watermarks: [FeedID: MessageID] = [:]
        var gauges: [FeedID: [DestinationGauge]] = [:]
        for progress in collect(floors.keys.sorted()) {
            guard let floor = floors[progress.feed] else { continue }
            watermarks[progress.feed] = min(progress.lowestUnfinished ?? floor, floor)
            gauges[progress.feed] = progress.gauges
        }
        let report = ProgressReport(watermarks: watermarks, gauges: gauges, increments: counters.take())
        queue.withLock { $0.append(report) }
        connection.workArrived()
    }

    /// Returns when everything settled before the call has been written or the store is closing.
    func barrier() async {
        await withCheckedContinuation { continuation in
            if !queue.withLock({ $0.append(barrier: continuation) }) { continuation.resume() }
        }
    }

    var isEmpty: Bool { queue.withLock { $0.isEmpty } }

    var isCongested: Bool { queue.withLock { $0.backlog > limits.settleBacklog } }

    func abandon() {
        perform(queue.withLock { $0.abandon() })
    }
}

// On the connection's thread.
extension SettleWriter {
    func next() -> NextWork {
        let epochs = accept.settledEpochs
        let now = SystemClock.monotonicMilliseconds()
        let (step, effects) = queue.withLock { $0.nextStep(epochs: epochs, now: now) }
        perform(effects)
        switch step {
        case .idle: return .idle
        case .wait(let milliseconds): return .wait(milliseconds: milliseconds)
        case .write(let batch):
            let statements = batch.statements(limits: limits)
            return work(statements, "settle") { queue, error, now in queue.written(error, now: now) }
        case .makeDays(let days):
            return work(days.map(AcceptStatements.makeDay), "make partitions") { queue, error, now in
                queue.madeDays(error, now: now)
                return []
            }
        }
    }

    private func work(
        _ statements: [Statement],
        _ activity: String,
        _ ended: @escaping @Sendable (inout SettleQueue, DatabaseError?, Int64) -> [SettleEffect]
    ) -> NextWork {
        .work(
            Work(statements, activity: activity) { [self] outcome in
                let now = SystemClock.monotonicMilliseconds()
                var error: DatabaseError?
                if case .failure(let failure) = outcome { error = failure }
                let effects = queue.withLock { ended(&$0, error, now) }
                if effects.isEmpty { return nil }
                return { self.perform(effects) }
            }
        )
    }

    func connected() {}

    func disconnected(_ error: DatabaseError) {}

    func notified(channel: String, payload: String) {
        let parts = payload.split(separator: ":")
        guard channel == Self.releaseChannel, parts.count == 2, parts[0] == schema,
            let number = Int32(parts[1])
        else {
            return
        }
        events.current.released(DestinationID(rawValue: number))
    }

    private func perform(_ effects: [SettleEffect]) {
        for effect in effects {
            switch effect {
            case .written(let settlements): counters.settled(settlements)
            case .congested(let isCongested): events.current.settleCongestionChanged(isCongested)
            case .reportLost(let report): counters.giveBack(report.increments)
            case .passed(let continuations): for continuation in continuations { continuation.resume() }
            case .dropped(let settlements):
                logger.warning("Outcomes were dropped", metadata: ["count": "\(settlements.count)"])
            }
        }
    }
}
