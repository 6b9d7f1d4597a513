// The reply to a frame that is stored as several messages: it goes out when the last of them is durable.

import MLLP
import Synchronization

/// The reply to a frame of several messages.
final class FrameReply: Sendable {
    private struct State {
        /// Messages that are not durable yet, and one for the making of the reply.
        var waiting = 1
        var compose: (@Sendable () -> [[UInt8]])?
    }

    private let token: ReplyToken
    private let state = Mutex(State())

    /// Waits for messages and for ``compose(_:)``.
    init(_ token: ReplyToken) {
        self.token = token
    }

    /// One more message is about to be handed over.
    func expectOne() {
        state.withLock { $0.waiting += 1 }
    }

    /// All messages have been handed over: says how the reply is made, and sends it where all are durable already.
    func compose(_ compose: @escaping @Sendable () -> [[UInt8]]) {
        state.withLock { $0.compose = compose }
        if let reply = settled() { reply.token.answer(all: reply.contents) }
    }

    /// One of the messages is durable.
    ///
    /// - Returns: the reply, where it was the last.
    func settled() -> Reply? {
        let compose = state.withLock { state in
            state.waiting -= 1
            return state.waiting == 0 ? state.compose : nil
        }
        return compose.map { Reply(token, $0()) }
    }

    /// One of the messages will not be stored: the frame gets no answer, and its sender sends all of it again.
    func failed() { token.withholdAndClose() }
}
