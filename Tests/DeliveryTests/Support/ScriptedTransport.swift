// A transport that answers as a test tells it to, from other threads and after a random while.

import Dispatch
import MessageStore
import Synchronization

@testable import Delivery

final class ScriptedTransport: Transport {
    struct Sent: Sendable {
        var id: DeliveryID
        var attempt: Int
        var body: [UInt8]
    }

    private struct State {
        var held: [@Sendable () -> Void] = []
        var sent: [Sent] = []
        var inFlight = 0
        var mostInFlight = 0
    }

    private let state = Mutex(State())
    private let script: @Sendable (Sent) -> Reply?
    private let delayMilliseconds: ClosedRange<Int>?

    /// Answers with what `script` says, or never for `nil`; without a delay when `answerHeld` is called.
    init(
        delayMilliseconds: ClosedRange<Int>? = 0...2,
        script: @escaping @Sendable (Sent) -> Reply? = { _ in Reply(.response(status: 200)) }
    ) {
        self.delayMilliseconds = delayMilliseconds
        self.script = script
    }

    var sent: [Sent] { state.withLock { $0.sent } }
    var mostInFlight: Int { state.withLock { $0.mostInFlight } }

    func send(
        _ parcel: Parcel,
        to destination: DestinationSettings,
        completion: @escaping @Sendable (Reply) -> Void
    ) {
        let sent = Sent(id: parcel.id, attempt: parcel.attempt, body: parcel.body.bytes)
        state.withLock { state in
            state.sent.append(sent)
            state.inFlight += 1
            state.mostInFlight = max(state.mostInFlight, state.inFlight)
        }
        guard let reply = script(sent) else { return }
        let answer: @Sendable () -> Void = {
            self.state.withLock { $0.inFlight -= 1 }
            completion(reply)
        }
        guard let delayMilliseconds else {
            state.withLock { $0.held.append(answer) }
            return
        }
        let delay = DispatchTimeInterval.milliseconds(.random(in: delayMilliseconds))
        DispatchQueue.global().asyncAfter(deadline: .now() + delay, execute: answer)
    }

    /// Gives the answers that have been held back.
    func answerHeld() {
        let held = state.withLock { state in
            defer { state.held = [] }
            return state.held
        }
        for answer in held { answer() }
    }
}
