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
        var sent: [Sent] = []
        var inFlight = 0
        var mostInFlight = 0
    }

    private let state = Mutex(State())
    private let script: @Sendable (Sent) -> Reply?
    private let delayMilliseconds: ClosedRange<Int>

    /// Answers with what `script` says, or never for `nil`.
    init(
        delayMilliseconds: ClosedRange<Int> = 0...2,
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
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(Int.random(in: delayMilliseconds)))
        {
            self.state.withLock { $0.inFlight -= 1 }
            completion(reply)
        }
    }
}
