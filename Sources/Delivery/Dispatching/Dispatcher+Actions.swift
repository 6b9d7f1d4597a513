// From events to actions: the lanes decide under the lock, and their actions go to the store, to the queue
// that sends, or to the tasks that read.

import Dispatch
import Logging
import MessageStore
import Synchronization

extension Dispatcher {
    /// Tells the lanes of every destination something.
    func tellAll(_ event: LaneEvent) {
        state.withLock { state in
            for number in state.destinations.indices { receive(event, number, &state) }
        }
    }

    /// Tells the lanes of one destination something.
    func tell(_ destination: Int, _ event: LaneEvent, facts: AttemptFacts? = nil) {
        state.withLock { receive(event, destination, facts: facts, &$0) }
    }

    /// Hands a batch to the lanes of its destinations.
    func receive(
        _ arrivals: DispatcherState.Arrivals,
        as event: ([LaneDelivery]) -> LaneEvent,
        _ state: inout DispatcherState
    ) {
        for (number, deliveries) in arrivals.known.enumerated() where !deliveries.isEmpty {
            receive(event(deliveries), number, &state)
        }
        if !arrivals.unknown.isEmpty { setAside(arrivals.unknown) }
    }

    /// The one way into the lanes.
    ///
    /// Called under the lock, so that outcomes keep their order.
    func receive(
        _ event: LaneEvent,
        _ number: Int,
        facts: AttemptFacts? = nil,
        _ state: inout DispatcherState
    ) {
        let actions = state.destinations[number].lanes.receive(event, at: clock.now())
        let settings = state.destinations[number].settings
        var settlements: [Settlement] = []
        for action in actions {
            switch action {
            case .start(let ticket, let delivery, let followsParked):
                state.starts.append(
                    Start(
                        destination: number,
                        settings: settings,
                        ticket: ticket,
                        delivery: delivery,
                        followsParked: followsParked
                    )
                )
            case .settle(let delivery, let outcome):
                state.destinations[number].count(outcome, facts, at: clock)
                settlements += self.settlements(of: delivery, settings.id, outcome, facts)
            case .refill(let after, let items):
                // The lanes ask last, but the store must have seen what comes before in any case.
                if !settlements.isEmpty { store.settle(settlements) }
                settlements = []
                jobsInput.yield(.refill(destination: number, settings.id, after: after, limit: items))
            case .alert(let reason):
                warn(settings.name, reason)
            }
        }
        if !settlements.isEmpty { store.settle(settlements) }
        wakeQueue(for: number, &state)
    }

    private func wakeQueue(for number: Int, _ state: inout DispatcherState) {
        if !state.starts.isEmpty, !state.isSending {
            state.isSending = true
            queue.async { self.sendAll() }
        }
        if let wakeAt = state.destinations[number].lanes.nextWake { wake(at: wakeAt, &state) }
        if state.isStopping, state.inFlightCount == 0 {
            for waiter in state.whenIdle { waiter() }
            state.whenIdle = []
        }
    }

    private func wake(at instant: ContinuousClock.Instant, _ state: inout DispatcherState) {
        if let earlier = state.wakeAt, earlier <= instant { return }
        state.wakeAt = instant
        // One millisecond more, because Dispatch counts on another clock and must not be early.
        let milliseconds = Int(max(.zero, instant - clock.now()).wholeMilliseconds) + 1
        queue.asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { self.timePassed() }
    }

    private func timePassed() {
        state.withLock { state in
            state.wakeAt = nil
            let now = clock.now()
            for number in state.destinations.indices {
                guard let wakeAt = state.destinations[number].lanes.nextWake else { continue }
                if wakeAt <= now { receive(.timePassed, number, &state) } else { wake(at: wakeAt, &state) }
            }
        }
    }

    /// The site no longer has their destination: they stay pending until one has that name again.
    private func setAside(_ orphans: [RecoveredDelivery]) {
        store.settle(
            orphans.map { orphan in
                Settlement(
                    place: orphan.delivery.place,
                    destination: orphan.destination,
                    keys: orphan.delivery.keys,
                    outcome: .deferred(.paused, nextAttemptAt: 0, AttemptRecord(attempts: 0), logged: false)
                )
            }
        )
        logger.warning(
            "Deliveries wait for destinations that the site does not have",
            metadata: ["delivery-count": "\(orphans.count)"]
        )
    }

    private func warn(_ destination: String, _ reason: PauseReason) {
        guard case .parkedInARow(let parkReason) = reason else { return }
        logger.warning(
            "A destination was paused because many deliveries in a row were parked for one reason",
            metadata: ["destination": "\(destination)", "park-reason": "\(parkReason)"]
        )
    }
}
