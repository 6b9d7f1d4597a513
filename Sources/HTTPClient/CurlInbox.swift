// What other threads hand to the loop's thread: submissions, cancellations, the wish to stop.
// The loop is woken only when it has said that it sleeps; a write to its wake-up descriptor costs more than
// everything else here.

import CLibCurl
import Synchronization

/// A request on its way to the loop.
struct Submission: Sendable {
    let id: HTTPRequestID
    let request: HTTPRequest
    let completion: HTTPSession.Completion
}

/// Wakes a loop that sleeps in `curl_multi_poll`.
///
/// Unchecked, because the one function called on the pointer, `curl_multi_wakeup`, is documented as
/// thread-safe, and the inbox forgets the alarm under its lock before the handle is closed.
struct Alarm: @unchecked Sendable {
    private let multi: UnsafeMutableRawPointer

    init(_ multi: UnsafeMutableRawPointer) {
        self.multi = multi
    }

    func ring() {
        curl_multi_wakeup(multi)
    }
}

/// The mailbox of one loop; every critical section is a few assignments long.
final class CurlInbox: Sendable {
    /// What the loop takes out in one go.
    struct Delivery {
        var submissions: [Submission] = []
        var cancellations: [HTTPRequestID] = []
        var isStopping = false
    }

    private struct State {
        var pending = Delivery()
        var outstanding = 0
        var isAsleep = false
        var hasStopped = false
        var stopWaiters: [@Sendable () -> Void] = []
        /// Present while the loop runs.
        var alarm: Alarm?

        mutating func wakeIfAsleep() {
            guard isAsleep else { return }
            isAsleep = false
            alarm?.ring()
        }
    }

    private let state = Mutex(State())
    private let outstandingLimit: Int

    init(outstandingLimit: Int) {
        self.outstandingLimit = outstandingLimit
    }

    var outstandingCount: Int { state.withLock(\.outstanding) }

    /// Adds a submission, or says why not.
    func submit(_ submission: Submission) -> HTTPFailure? {
        state.withLock { state in
            if state.pending.isStopping { return .cancelled(mayHaveBeenReceived: false, phase: .prepare) }
            if state.outstanding >= outstandingLimit { return .overloaded }
            state.outstanding += 1
            state.pending.submissions.append(submission)
            state.wakeIfAsleep()
            return nil
        }
    }

    func cancel(_ id: HTTPRequestID) {
        state.withLock { state in
            state.pending.cancellations.append(id)
            state.wakeIfAsleep()
        }
    }

    func stop() {
        state.withLock { state in
            state.pending.isStopping = true
            state.wakeIfAsleep()
        }
    }

    /// Calls back once the loop has ended, at once if it has.
    func whenStopped(_ action: @escaping @Sendable () -> Void) {
        let isOver = state.withLock { state in
            if !state.hasStopped { state.stopWaiters.append(action) }
            return state.hasStopped
        }
        if isOver { action() }
    }

    // MARK: The loop's side.

    func opened(_ alarm: Alarm) {
        state.withLock { $0.alarm = alarm }
    }

    /// Everything handed in since the last call; the wish to stop stays.
    func take() -> Delivery {
        state.withLock { state in
            let delivery = state.pending
            state.pending = Delivery(isStopping: delivery.isStopping)
            return delivery
        }
    }

    /// Marks one request as ended, before its completion is called.
    func completed() {
        state.withLock { $0.outstanding -= 1 }
    }

    /// Announces sleep; false when something has come in meanwhile.
    func mayFallAsleep() -> Bool {
        state.withLock { state in
            let pending = state.pending
            state.isAsleep =
                pending.submissions.isEmpty && pending.cancellations.isEmpty && !pending.isStopping
            return state.isAsleep
        }
    }

    func awoke() {
        state.withLock { $0.isAsleep = false }
    }

    /// The loop has ended its requests and closes the multi handle next.
    func stopped() {
        let waiters = state.withLock { state in
            state.alarm = nil
            state.hasStopped = true
            defer { state.stopWaiters = [] }
            return state.stopWaiters
        }
        for waiter in waiters { waiter() }
    }
}
