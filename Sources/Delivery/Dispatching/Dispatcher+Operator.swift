// What operators and the engine ask of a running dispatcher.

import Dispatch
public import MessageStore
import Synchronization

extension Dispatcher {
    /// Starts no more deliveries to a destination; what is in flight is finished.
    ///
    /// False for an unknown one.
    @discardableResult
    public func pause(_ destination: DestinationID) -> Bool {
        tell(destination, .paused(.byOperator))
    }

    /// Starts deliveries to a destination again, at once also if it was waiting.
    ///
    /// False for an unknown one.
    @discardableResult
    public func resume(_ destination: DestinationID) -> Bool {
        tell(destination, .resumed)
    }

    /// Takes up what an operator released to a destination, after the store has moved it to `pending`.
    public func released(_ destination: DestinationID) {
        tell(destination, .released)
    }

    /// Lets deliveries go that an operator discarded, wherever they stand in memory.
    ///
    /// Those that were parked have to be discarded in the store first.
    public func discard(_ deliveries: [DeliveryID]) {
        for delivery in deliveries { tellAll(.discarded(delivery)) }
    }

    /// Drops what belongs to feeds that another process owns now.
    public func feedsLost(_ feeds: [FeedID]) {
        for feed in feeds { tellAll(.feedLost(feed)) }
    }

    /// Starts nothing while the store is behind with writing outcomes down.
    public func settleCongestionChanged(_ isCongested: Bool) {
        // The store may say so from inside `settle`, which is called under the lock.
        queue.async { self.tellAll(.congested(isCongested)) }
    }

    /// Takes over the destinations of a site that was loaded again.
    ///
    /// Those that are gone finish what they have.
    public func apply(_ destinations: [DestinationSettings]) {
        state.withLock { state in
            for settings in destinations {
                guard let number = state.numbers[settings.id] else {
                    state.add(settings, at: clock.now())
                    continue
                }
                state.destinations[number].settings = settings
                receive(.ruled(settings.rules), number, &state)
            }
        }
    }

    /// Starts nothing more, waits for what is in flight, and ends `run()`.
    ///
    /// What is not sent stays in the store. The store has to be closed after this, and the transport too:
    /// an answer that comes after the deadline is still written down if both are there.
    ///
    /// - Returns: Whether everything in flight was answered in time.
    public func shutdown(within deadline: Duration) async -> Bool {
        tellAll(.stopping)
        await withCheckedContinuation { continuation in
            let once = Once { continuation.resume() }
            let milliseconds = Int(clamping: deadline.wholeMilliseconds)
            queue.asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { once.fire() }
            state.withLock { state in
                state.isStopping = true
                if state.inFlightCount == 0 { once.fire() } else { state.whenIdle.append { once.fire() } }
            }
        }
        jobsInput.finish()
        return state.withLock { $0.inFlightCount } == 0
    }

    @discardableResult
    private func tell(_ destination: DestinationID, _ event: LaneEvent) -> Bool {
        state.withLock { state in
            guard let number = state.numbers[destination] else { return false }
            receive(event, number, &state)
            return true
        }
    }
}
